"""The reconnect: every few months the first steps of the method again, with fresh postings."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.review_words import counted, full_day_name
from service.domain.step_zero import IF_NOT, QUESTION, WHY

if TYPE_CHECKING:
    from datetime import date

    from service.domain.plan import PlanSettings

MONTHS = 12

INTRO = (
    "The world moves on, and so do you: take the first steps again, one after the other, "
    "with fresh postings."
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the method, as a subtask."""

    title: str
    notes: str


STEPS = (
    Step(
        f"0. {QUESTION}",
        f"{WHY} Momentum does not look at this subtask: tick it or leave it, as you like.\n\n"
        f"Is it not? {IF_NOT}",
    ),
    Step(
        "1. Bring one to three fresh postings of a dream job, a bit out of reach today",
        "Every skill and every character attribute that they ask for, as written: "
        "`momentum posting add`. Let go of the postings that you dream of no more.",
    ),
    Step(
        "2. Sort what is new: mastered, in role, or outside",
        "`momentum reconnect --compare` shows what is covered, what is planned, what is new, "
        "and which goals nobody asks for any more. You say what is to change; `momentum sort` "
        "takes what is new line by line.",
    ),
    Step(
        "3. Put the next goals in ink: those in the role, and the one outside of it",
        "What has its place this quarter stands on the board; everything else waits for its "
        "day. Then complete the reconnect itself.",
    ),
)


@dataclass(frozen=True, slots=True)
class Reconnect:
    """A reconnect, ready to be read; `day` is the day it is due on."""

    day: date
    purpose: str
    months: int

    @property
    def title(self) -> str:
        """What its task is called: 'Reconnect of Thursday 27 May 2027'."""
        return f"Reconnect of {full_day_name(self.day)}"

    @property
    def closing(self) -> str:
        """How it is finished, and when the next one comes."""
        if self.months == 0:
            return "Complete this task when you are through."
        later = f"the next one comes {counted(self.months, 'month')} later"
        return f"Complete this task when you are through; {later}."


def next_on(settings: PlanSettings, since: date) -> date | None:
    """Return the day of the reconnect after the one of `since`; None for never.

    On the same day of the month, or the last one of a month that has no such day.
    """
    if settings.reconnect == 0:
        return None
    years, month = divmod(since.month - 1 + settings.reconnect, MONTHS)
    year = since.year + years
    return since.replace(
        year=year, month=month + 1, day=min(since.day, monthrange(year, month + 1)[1])
    )
