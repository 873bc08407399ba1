"""Whether a command line is one that `momentum` takes, without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.core import TyperGroup

from service.cli.app import COMMANDS, load

if TYPE_CHECKING:
    from collections.abc import Sequence


def understood(words: Sequence[str]) -> bool:
    """Take a command line apart as the program does; anything odd in it raises."""
    name, *rest = words
    command = load(next(entry for entry in COMMANDS if entry.name == name))
    if isinstance(command, TyperGroup):
        inner, *rest = rest
        command = command.commands[inner]
    with command.make_context(name, list(rest)):
        return True
