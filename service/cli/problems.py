"""Every problem of a plan file, each where an editor can jump to it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.cli.output import say
from service.domain.planfile import PlanProblems
from service.domain.review_words import counted
from service.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from service.domain.planfile import Problem


@contextmanager
def usable(file: Path, *, nothing_was: str, again: str) -> Iterator[None]:
    """Read a file within; say every problem that it has where it cannot be used."""
    try:
        yield
    except PlanProblems as error:
        say_problems(error.problems, str(file), stderr=True)
        raise InvalidInput(
            f"{counted(len(error.problems), 'problem')} in {file}; {nothing_was}.",
            hint=f"Repair the file and {again} it again.",
        ) from None


def say_problems(problems: Iterable[Problem], path: str, *, stderr: bool = False) -> None:
    """Print each as `file:line:column: what is wrong`, with the hint below it."""
    for problem in problems:
        where = f"{path}:{problem.line}:{problem.column}"
        say("[bold]{}:[/] {}", where, problem.message, stderr=stderr)
        if problem.hint:
            say("    [dim]{}[/]", problem.hint, stderr=stderr)
