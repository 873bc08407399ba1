"""Reviews that were made, as their figures tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.review_snapshot import Snapshot
from service.domain.review_week import IsoWeek
from service.domain.review_words import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.store.reviews import Review


@dataclass(frozen=True, slots=True)
class Past:
    """One review that was made; `points` is how much more it covered than the one before."""

    week: IsoWeek
    review: Review
    snapshot: Snapshot
    before: Snapshot | None

    @property
    def percent(self) -> int | None:
        """How much of what the postings ask for was answered; None where nothing is asked."""
        return _percent(self.snapshot)

    @property
    def points(self) -> int:
        """How much more that was than at the review before."""
        then = _percent(self.before) if self.before else None
        return 0 if then is None or self.percent is None else self.percent - then


def listed(found: Sequence[Review]) -> list[Past]:
    """Return reviews that are finished, each with the one before it, in their order."""
    made = [review for review in found if review.finished_at is not None]
    snapshots = [Snapshot.from_dict(review.facts or {}) for review in made]
    befores = [*snapshots[1:], None]
    return [
        Past(IsoWeek(review.iso_year, review.iso_week), review, snapshot, before)
        for review, snapshot, before in zip(made, snapshots, befores, strict=False)
    ]


def _percent(snapshot: Snapshot) -> int | None:
    return percent(snapshot.answered / snapshot.asked) if snapshot.asked else None
