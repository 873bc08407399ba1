"""Postings of our own, each beside the lines that a reader would copy out of it.

`NAME.expected` has a line each: `must skill: ...`, `nice attribute: ...`.
"""

from __future__ import annotations

from pathlib import Path

from integrations.postings.models import Body, Line, Shape

FOLDER = Path(__file__).parents[1] / "integrations" / "postings" / "fixtures"
SHAPES = {".html": Shape.HTML, ".md": Shape.MARKDOWN, ".txt": Shape.TEXT}
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in SHAPES)


def own_body(name: str) -> Body:
    path = FOLDER / name
    return Body(path.read_text(encoding="utf-8"), SHAPES[path.suffix])


def own_lines(name: str) -> list[Line]:
    """What is expected, without the headings."""
    written = (FOLDER / name).with_suffix(".expected").read_text(encoding="utf-8")
    return [_line(*line.split(": ", 1)) for line in written.splitlines()]


def _line(kind: str, text: str) -> Line:
    need, sort = kind.split()
    return Line(text, chosen=True, nice_to_have=need == "nice", attribute=sort == "attribute")
