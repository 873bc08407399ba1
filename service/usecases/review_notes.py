"""A review as it is read: rich text for its task in Asana, plain text for the terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from integrations.asana import richtext
from service.domain.review_words import Mention, Words, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.review import Review

ROOM = 60_000
"""Asana does not say how long notes may be; 65,535 characters are believed to fit."""

DECISIONS = "Decisions"
DECIDE = "To decide"
_SHORTER = (None, 50, 20, 5)


def html_notes(review: Review, marker: str | None = None, *, linked: bool = True) -> str:
    """Render a review as rich text, its goals as links to their tasks unless not `linked`.

    Where a plan is so long that Asana may not take it, the lists are cut and say so.
    """
    html = ""
    for most in _SHORTER:
        html = richtext.body(*_html(review, marker, linked=linked, most=most))
        if len(html) <= ROOM:
            break
    return html


def as_text(review: Review, *, width: int = 88) -> str:
    """Render a review for a terminal, without anything that a terminal would obey."""
    lines = [f"{review.title} ({review.week})"]
    if review.purpose:
        lines += ["", *_wrapped(review.purpose, width, "  ")]
    lines.append("")
    for sentence in review.headline:
        lines += _wrapped(sentence, width)
    for title, intro, items in _sections(review):
        lines += ["", title, *_wrapped(intro, width)]
        for item in items:
            lines += _wrapped(plain(item), width, "  - ", "    ")
    lines += ["", *_wrapped(review.closing, width)]
    return "\n".join(lines)


def said(word: str | Mention) -> str:
    """A person's own words on one line, unable to pass for a marker of ours."""
    text = word.skill if isinstance(word, Mention) else word
    start, end = text[:1].isspace(), text[-1:].isspace()
    line = " ".join(text.replace("momentum:", "momentum :").split())
    return f"{' ' * start}{line}{' ' * end}" if line else " " * start


def _html(
    review: Review, marker: str | None, *, linked: bool, most: int | None
) -> Iterator[str]:
    if review.purpose:
        yield f"{richtext.em(said(review.purpose))}\n\n"
    yield "\n".join(richtext.escape(sentence) for sentence in review.headline)
    for title, intro, items in _sections(review, subtasks=True):
        yield f"\n<h2>{richtext.escape(title)}</h2>{richtext.escape(intro)}"
        lines = [_words(item, linked=linked) for item in items[:most]]
        if len(items) > len(lines):
            lines.append(f"and {len(items) - len(lines)} more")
        yield richtext.bullets(lines)
    yield f"\n{richtext.escape(review.closing)}"
    if marker:
        yield f"\n\n{richtext.escape(marker)}"


def _sections(
    review: Review, *, subtasks: bool = False
) -> Iterator[tuple[str, str, Sequence[Words]]]:
    """Each part; the decisions not one by one where they are `subtasks` of the review."""
    for part in review.parts:
        yield part.title, part.intro, part.items
    if review.decisions:
        one_by_one = [(decision.title,) for decision in review.decisions]
        yield DECISIONS, how_to_decide(review), () if subtasks else one_by_one
    if review.concerns:
        yield DECIDE, "", tuple(concern.words for concern in review.concerns)


def how_to_decide(review: Review) -> str:
    """Say what the subtasks of the review's task are; there is at least one decision."""
    number = len(review.decisions)
    these = (
        "The subtask of this review is a question"
        if number == 1
        else (f"The {number} subtasks of this review are questions")
    )
    return f"{these}: tick {'it' if number == 1 else 'one'}, and it is done with the next sync."


def _words(words: Words, *, linked: bool) -> str:
    return "".join(
        richtext.task_link(word.gid)
        if isinstance(word, Mention) and word.gid and linked
        else richtext.escape(said(word))
        for word in words
    )


def _wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return textwrap.wrap(
        printable,
        width,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
    )
