"""One change on one line: a sign that says which way it went, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from service.cli.output import marked
from service.domain.telling import Told, sentence

Change = Mapping[str, str]
"""A change as plain data, as in `momentum sync --json`."""

SIGNS = {
    "created": "[green]+[/]",
    "updated": "[cyan]~[/]",
    "pulled": "[magenta]<[/]",
    "adopted": "[magenta]*[/]",
    "removed": "[red]-[/]",
    "conflicts": "[yellow]![/]",
    "refused": "[red]x[/]",
    "decided": "[magenta]<[/]",
    "moot": "[dim]-[/]",
}


def line(change: Change, *, planned: bool = False) -> str:
    """Return the change as rich markup; one that is only `planned`, as what will be."""
    told = sentence(Told.of(change), planned=planned)
    return f"{SIGNS.get(change['what'], '·')} {marked('{}', told)}"
