"""The first and the last words of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.review_words import counted, percent

if TYPE_CHECKING:
    from service.domain.review_snapshot import Snapshot

EMPTY = (
    "Your plan has no goals yet. Add the first one as a task on the board, or with "
    "`momentum goal add`."
)


def headline(now: Snapshot, then: Snapshot | None) -> tuple[str, ...]:
    """Say how many goals are mastered and how much of the postings that answers."""
    if now.total == 0:
        return (EMPTY,)
    sentences = [_mastered(now, then)]
    if now.asked:
        sentences.append(_coverage(now, then))
    return tuple(sentences)


def closing(streak: int, *, first: bool) -> str:
    """Say what the reviews so far add up to, and how this one is finished."""
    tick = "Complete this task when you are through."
    if first:
        return f"This is your first review; the next one will say what has changed. {tick}"
    if streak == 0:
        return tick
    if streak == 1:
        return f"You completed the last review. {tick}"
    return f"You have completed {counted(streak, 'review')} in a row. {tick}"


def _mastered(now: Snapshot, then: Snapshot | None) -> str:
    if now.mastered == now.total:
        what = "your one goal" if now.total == 1 else f"all {now.total} goals"
    elif now.mastered == 0:
        yours = "your one goal" if now.total == 1 else f"any of your {now.total} goals"
        return f"You have not mastered {yours} yet{_since(now, then)}."
    else:
        what = f"{now.mastered} of {now.total} goals"
    return f"You have mastered {what}{_since(now, then)}."


def _since(now: Snapshot, then: Snapshot | None) -> str:
    if then is None or then.mastered == now.mastered:
        return ""
    return f", {_difference(now.mastered - then.mastered)} than at the last review"


def _coverage(now: Snapshot, then: Snapshot | None) -> str:
    if now.answered == 0:
        return "Nothing of what your postings ask for is answered yet."
    share = percent(now.answered / now.asked)
    sentence = f"That answers {share}% of what your postings ask for"
    if then is None or not then.asked:
        return f"{sentence}."
    points = share - percent(then.answered / then.asked)
    if points == 0:
        return f"{sentence}, as at the last review."
    more = "more" if points > 0 else "less"
    return f"{sentence}, {counted(abs(points), 'point')} {more} than at the last review."


def _difference(number: int) -> str:
    return f"{abs(number)} {'more' if number > 0 else 'fewer'}"
