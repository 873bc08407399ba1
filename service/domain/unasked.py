"""What a goal is said to answer, and no posting asks for."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from service.domain.likeness import alike, fits
from service.domain.plan import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.domain.plan import Plan

MOST_NEAR = 3


def unasked(answers: Iterable[str], plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Find each line that no posting asks for, with the postings' lines that are near it.

    It is no mistake by itself: the posting may come later, or may have left.
    """
    asked = {
        wording(line.text): line.text for one in plan.postings for line in one.requirements
    }
    for answer in answers:
        if wording(answer) not in asked:
            near = (line for line in asked.values() if _is_near(answer, line))
            yield answer, tuple(islice(near, MOST_NEAR))


def _is_near(answer: str, line: str) -> bool:
    begins = wording(line).startswith(wording(answer))
    return begins or fits(answer, line) or alike(answer, line)
