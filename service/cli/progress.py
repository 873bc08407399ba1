"""A bar for long work, on a terminal; elsewhere nothing at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from service.cli.output import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Report = Callable[[int, int, str], None]


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """Yield what a sync calls with done, total and what it is at; the bar goes in the end."""
    shown = console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=shown,
        transient=True,
        disable=not shown.is_terminal,
    ) as bar:
        task = bar.add_task(title, total=None)

        def report(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield report
