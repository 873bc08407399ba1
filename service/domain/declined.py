"""A no that was said: the same question rests for four weeks, unless it has a new reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from service.domain.decision import Choice, Decision
    from service.domain.review_week import IsoWeek

RESTS = timedelta(weeks=4)
_COUNTED = re.compile(r"\d+ (\w+?)s?\b")


@dataclass(frozen=True, slots=True)
class Declined:
    """A question of a week's review that the person said no to, and the day they did."""

    week: IsoWeek
    decision: Decision
    on: date


def grounds(reason: str) -> frozenset[str]:
    """The reasons of a decision without their numbers: a fifth week is no news."""
    return frozenset(_COUNTED.sub(r"\1", one) for one in reason.split(", "))


def rests(
    declined: Iterable[Declined], choice: Choice, about: str, reason: str, today: date
) -> bool:
    """Whether the person said no to just this, for all of these reasons, not long ago."""
    known = {
        ground
        for one in declined
        if today < one.on + RESTS
        and (one.decision.choice, one.decision.about) == (choice, about)
        for ground in grounds(one.decision.reason)
    }
    return grounds(reason) <= known
