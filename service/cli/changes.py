"""One change on one line: whose goal, what of it, from what to what."""

from __future__ import annotations

from collections.abc import Mapping

from service.cli.output import marked

Told = Mapping[str, str]
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
    "added": "[green]+[/]",
    "edited": "[cyan]~[/]",
}
FIELDS = {"asked": "asked for by", "due_on": "due date", "place": "section"}
PLACED = frozenset({"place", "section"})
PLACES = {
    "in_role": "this quarter, in my role",
    "outside": "this quarter, outside work",
    "later": "later",
    "mastered": "mastered",
    "let_go": "let go",
}
LONGEST = 40


def line(change: Told) -> str:
    """Return the change as rich markup."""
    said = [SIGNS.get(change["what"], "·"), marked("{}", change["subject"])]
    if field := change.get("field"):
        said.append(marked("[dim]{}[/]", FIELDS.get(field, field)))
    old, new = _value(change, "old"), _value(change, "new")
    if old and new:
        said.append(marked("{} [dim]→[/] {}", old, new))
    elif old or new:
        said.append(marked("{}" if new else "[dim]without[/] {}", new or old))
    if note := change.get("note"):
        said.append(marked("[dim]({})[/]", note))
    return " ".join(said)


def _value(change: Told, key: str) -> str:
    value = change.get(key, "")
    if change.get("field") in PLACED:
        return PLACES.get(value, value)
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
