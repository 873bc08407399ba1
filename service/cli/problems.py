"""Every problem of a plan file, each where an editor can jump to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.domain.planfile import Problem


def say_problems(problems: Iterable[Problem], path: str, *, stderr: bool = False) -> None:
    """Print each as `file:line:column: what is wrong`, with the hint below it."""
    for problem in problems:
        where = f"{path}:{problem.line}:{problem.column}"
        say("[bold]{}:[/] {}", where, problem.message, stderr=stderr)
        if problem.hint:
            say("    [dim]{}[/]", problem.hint, stderr=stderr)
