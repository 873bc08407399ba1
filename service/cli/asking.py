"""Asking a person on a terminal, and reading a token from where it may come from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import typer

from service.cli.output import say
from service.usecases.connect import LONGEST_TOKEN, Named, token_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Option = TypeVar("Option", bound=Named)

STDIN = "-"


def on_terminal() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty()


def read_token(token_file: Path | None, configured: str | None) -> str:
    """Return the token: from the file, the settings, standard input, or typed unseen."""
    if token_file is not None and str(token_file) != STDIN:
        return token_from(_start_of(token_file), f"The file {token_file}")
    if configured and token_file is None:
        return token_from(configured, "MOMENTUM_ASANA_TOKEN")
    if on_terminal():
        say("Make a token in Asana's developer console: https://app.asana.com/0/my-apps")
        typed: str = typer.prompt("Personal access token (not shown)", hide_input=True)
        return token_from(typed, "What was typed")
    return token_from(sys.stdin.read(LONGEST_TOKEN + 1), "Standard input")


def choose(question: str, options: Sequence[Option], *, none: str = "") -> Option | None:
    """Let the person choose by number; with `none`, 0 stands for that."""
    lowest = 0 if none else 1
    say("\n{}", question)
    for number, name in enumerate([none, *(option.name for option in options)]):
        if number >= lowest:
            say("  [bold]{}[/]  {}", number, name)
    while True:
        chosen: int = typer.prompt("Number", type=int, default=lowest)
        if lowest <= chosen <= len(options):
            return options[chosen - 1] if chosen else None
        say("Choose a number from {} to {}.", lowest, len(options), stderr=True)


def _start_of(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(LONGEST_TOKEN + 1)
