"""How much of what the postings ask for is answered: now, line by line, and week by week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.coverage_lines import (
    Reach,
    by_posting,
    weights_by_group,
    weights_by_reach,
)
from service.store import plans
from service.usecases.plan_copy import progress_of

if TYPE_CHECKING:
    from datetime import datetime

    from service.domain.coverage_lines import PostingCoverage, ReachedLine
    from service.domain.progress import Progress
    from service.store.database import Database


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The coverage now with its history, and each posting line by line."""

    progress: Progress
    postings: tuple[PostingCoverage, ...]

    def as_dict(self) -> dict[str, object]:
        """The report as plain data: weights, shares from 0 to 1, the history oldest first."""
        lines = [line for posting in self.postings for line in posting.lines]
        reached, grouped = weights_by_reach(lines), weights_by_group(lines)
        covered = self.progress.covered
        return {
            "answered": covered.answered,
            "total": covered.total,
            "share": round(covered.share, 4),
            "by_reach": {reach.value: reached[reach] for reach in Reach},
            "by_group": {group.value: weight for group, weight in grouped.items()},
            "history": self.progress.as_dict()["coverage"],
            "in_words": self.progress.as_dict()["in_words"],
            "postings": [_posting(one) for one in self.postings],
        }


def coverage_report(database: Database, account_id: int, *, now: datetime) -> CoverageReport:
    """Read the coverage of an account's plan; its history is what the reviews remember."""
    with database.begin() as tx:
        plan = plans.load(tx, account_id)
        return CoverageReport(progress_of(tx, account_id, now), by_posting(plan))


def _posting(one: PostingCoverage) -> dict[str, object]:
    covered = one.covered
    return {
        "id": one.posting.id,
        "title": one.posting.title,
        "answered": covered.answered,
        "total": covered.total,
        "share": round(covered.share, 4),
        "lines": [_line(line) for line in one.lines],
    }


def _line(line: ReachedLine) -> dict[str, object]:
    asked = line.requirement
    return {
        "text": asked.text,
        "kind": asked.kind.value,
        "nice_to_have": asked.nice_to_have,
        "weight": asked.weight,
        "reach": line.reach.value,
        "goals": [{"id": goal.id, "skill": goal.skill} for goal in line.goals],
    }
