"""A bar for long work, on a terminal; elsewhere nothing at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TextColumn

from service.cli.output import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Report = Callable[[int, int, str], None]


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """Yield what a sync calls with done, total and what it is at; the bar goes in the end."""
    shown = console(stderr=True)
    with Progress(
        TextColumn("{task.description:16}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        console=shown,
        transient=True,
        disable=not shown.is_terminal,
    ) as bar:
        task = bar.add_task(title, total=None, count="")

        def report(done: int, total: int, what: str) -> None:
            count = f"{done} of {total}" if total else ""
            bar.update(task, completed=done, total=total or None, description=what, count=count)

        yield report
