"""A task's notes: the person's own text, then up to three labelled blocks, then the marker.

Blocks are found by their bold label, read and replaced one by one; whatever else stands in
the notes is kept byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.asana import richtext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from integrations.asana.richtext import Fragment
    from service.domain.fields import Fields

LABELS = {"how": "How", "evidence": "Evidence", "asked": "Asked for by"}
_KEYS = {label: key for key, label in LABELS.items()}
_MARKER = re.compile(r"momentum:[a-z]+:[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes taken apart: the person's lines first, each block under its label, the rest.

    A key is missing from `blocks` where its label is missing from the notes.
    """

    own: tuple[Fragment, ...] = ()
    blocks: dict[str, tuple[Fragment, ...]] = field(default_factory=dict)
    tail: tuple[Fragment, ...] = ()

    @property
    def fields(self) -> dict[str, str | None]:
        """The fields that these notes hold, as plain text."""
        texts = {key: _lines(lines) for key, lines in self.blocks.items()}
        return {"notes": _plain(self.own), **texts}


def markers_in(html: str) -> frozenset[str]:
    """Return every marker of ours in these notes."""
    return frozenset(_MARKER.findall(html))


def read_notes(html: str) -> Notes | None:
    """Take notes apart; None where they cannot be read safely."""
    try:
        lines = richtext.fragments(html)
    except richtext.InvalidRichText:
        return None
    own: list[Fragment] = []
    blocks: dict[str, tuple[Fragment, ...]] = {}
    current: list[Fragment] = own
    key = ""
    end = _last_marker(lines)
    for line in lines[:end]:
        label = _KEYS.get(line.text.strip()) if line.bold_only else None
        if label is None:
            current.append(line)
            continue
        if label in blocks or label == key:
            return None  # the same label twice: nobody can say which text is meant
        if key:
            blocks[key] = tuple(current)
        key, current = label, []
    if key:
        blocks[key] = tuple(current)
    return Notes(tuple(own), blocks, lines[end:])


def _last_marker(lines: Sequence[Fragment]) -> int:
    """Where our own mark stands; one that the person wrote before it is text like any other."""
    marks = [i for i, line in enumerate(lines) if _MARKER.fullmatch(line.text.strip())]
    return marks[-1] if marks else len(lines)


def new_notes(fields: Fields, marker: str | None) -> str:
    """Return the notes of a task about to be made."""
    parts = [richtext.from_text(fields["notes"] or "")] if fields["notes"] else []
    parts += [_block(key, value) for key in LABELS if (value := fields[key])]
    if marker:
        parts.append(richtext.escape(marker))
    return richtext.body("\n\n".join(parts))


def edited_notes(html: str, changes: Fields) -> str | None:
    """Return `html` with these fields changed; None where that would lose formatting.

    A block whose label is missing is put behind the others; an emptied one goes with its
    label.
    """
    notes = read_notes(html)
    if notes is None or not all(_is_plain(notes, key) for key in changes):
        return None
    kept = _html(notes.own)
    parts = [richtext.from_text(changes["notes"] or "") if "notes" in changes else kept]
    for key in dict.fromkeys((*notes.blocks, *LABELS)):
        if key in changes:
            if value := changes[key]:
                parts.append(_block(key, value))
        elif key in notes.blocks:
            label = richtext.strong(LABELS[key])
            parts.append(f"{label}\n{_html(notes.blocks[key])}".rstrip("\n"))
    parts.append(_html(notes.tail))
    return richtext.body("\n\n".join(part for part in parts if part))


def _block(key: str, value: str) -> str:
    label = richtext.strong(LABELS[key])
    if key == "asked":
        return label + "\n" + richtext.bullets(map(richtext.escape, value.splitlines()))
    return label + "\n" + richtext.from_text(value)


def _plain(lines: Sequence[Fragment]) -> str:
    return "\n".join(line.text for line in lines).strip("\n")


def _lines(lines: Iterable[Fragment]) -> str:
    """A block's text; a list counts as its items, one a line."""
    texts = ["\n".join(line.items) if line.items else line.text for line in lines]
    return "\n".join(texts).strip("\n")


def _html(lines: Sequence[Fragment]) -> str:
    return richtext.join(lines).strip("\n")


def _is_plain(notes: Notes, key: str) -> bool:
    """Whether the lines can be written anew from their text without losing anything."""
    lines = notes.own if key == "notes" else notes.blocks.get(key, ())
    return all(
        line.html == richtext.escape(line.text) or (key == "asked" and _is_our_list(line))
        for line in lines
    )


def _is_our_list(line: Fragment) -> bool:
    return line.html.strip() == richtext.bullets(map(richtext.escape, line.items))
