"""The Monday summary: where the plan stands, what has changed, and what needs a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.decisions import decisions
from service.domain.review_concerns import Concern, concerns
from service.domain.review_facts import Facts
from service.domain.review_headline import closing, headline
from service.domain.review_parts import Part, PartKey, parts
from service.domain.review_snapshot import Snapshot, snapshot
from service.domain.review_week import IsoWeek
from service.domain.review_words import full_day_name

if TYPE_CHECKING:
    from datetime import date

    from service.domain.decision import Decision

__all__ = [
    "Concern",
    "Facts",
    "IsoWeek",
    "Part",
    "PartKey",
    "Review",
    "Snapshot",
    "summarise",
]


@dataclass(frozen=True, slots=True)
class Review:
    """A review, ready to be read; `day` is the day it is due on."""

    week: IsoWeek
    day: date
    purpose: str
    headline: tuple[str, ...]
    parts: tuple[Part, ...]
    decisions: tuple[Decision, ...]
    concerns: tuple[Concern, ...]
    closing: str
    snapshot: Snapshot

    @property
    def title(self) -> str:
        """What the review's task is called: 'Review of Monday 28 December 2026'."""
        return f"Review of {full_day_name(self.day)}"


def summarise(facts: Facts) -> Review:
    """Work the review out from the facts; the same facts always give the same review."""
    week = IsoWeek.of(facts.today)
    now = snapshot(facts.plan, streak=facts.streak, previous=facts.previous)
    asked = decisions(facts)
    return Review(
        week=week,
        day=week.day(facts.plan.settings.review_weekday),
        purpose=facts.plan.purpose,
        headline=headline(now, facts.previous),
        parts=parts(facts, now),
        decisions=asked,
        concerns=tuple(concerns(facts, {one.about for one in asked})),
        closing=closing(facts.streak, first=facts.previous is None),
        snapshot=now,
    )
