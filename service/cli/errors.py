"""What a person reads when a command fails: a sentence, and what to do next."""

from __future__ import annotations

import os
import traceback

from service.cli.output import console, say
from service.errors import ServiceError

FAILED = 1


def report(error: Exception) -> int:
    """Say on standard error what is wrong and what to do next; return the exit code."""
    if isinstance(error, ServiceError):
        say_error(error.in_full, error.hint)
    elif isinstance(error, OSError) and error.filename and error.strerror:
        say_error(f"{error.filename}: {error.strerror}.")
    else:
        _say_unexpected(error)
    return FAILED


def say_error(message: str, hint: str = "") -> None:
    """Print both on standard error."""
    say("[bold red]Error:[/] {}", message, stderr=True)
    if hint:
        say("[dim]{}[/]", hint, stderr=True)


def _say_unexpected(error: Exception) -> None:
    """Keep the error's own words back: they may hold a secret or a person's text."""
    say_error(
        f"Something happened that Momentum did not expect ({type(error).__name__}).",
        "`momentum doctor` looks for a cause; with MOMENTUM_LOG_LEVEL=DEBUG the same command "
        "shows where it happened.",
    )
    if os.environ.get("MOMENTUM_LOG_LEVEL", "").upper() == "DEBUG":
        frames = "".join(traceback.format_tb(error.__traceback__))
        console(stderr=True).print(frames, markup=False)
