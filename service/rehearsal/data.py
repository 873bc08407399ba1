"""A story as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from service.domain.quarter import Calendar
from service.domain.review import IsoWeek
from service.domain.schedule import due_on

if TYPE_CHECKING:
    from service.domain.review_snapshot import Snapshot
    from service.rehearsal.story import Ink, QuarterLived, Story, Week


def as_dict(story: Story) -> dict[str, object]:
    """Everything that a story tells, under words of the plan; no ids, so that it repeats."""
    first, last = story.quarters[0], story.quarters[-1]
    return {
        "first_day": first.first.isoformat(),
        "last_day": last.last.isoformat(),
        "quarters": [_quarter(lived) for lived in story.quarters],
        "summary": {
            "before": _figures(first.before),
            "after": _figures(last.after),
            "never_in_ink": [goal.skill for goal in story.never_in_ink()],
            "overdue": story.named(story.overdue),
            "no_room": story.named(story.no_room),
        },
        "comes_back": _comes_back(story),
        "reconnects": [day.isoformat() for day in story.reconnects],
        "skipped": [
            {"day": each.day.isoformat(), "gesture": str(each.gesture), "why": each.why}
            for each in story.skipped
        ],
    }


def _quarter(lived: QuarterLived) -> dict[str, object]:
    return {
        "quarter": str(lived.quarter),
        "first_day": lived.first.isoformat(),
        "last_day": lived.last.isoformat(),
        "before": _figures(lived.before),
        "after": _figures(lived.after),
        "in_ink": [_ink(ink) for ink in lived.ink.values()],
        "had_no_room": [
            {"skill": skill, "quarter": str(quarter) if quarter else None}
            for skill, quarter in lived.pushed.values()
        ],
        "reviews": [_week(week) for week in lived.weeks],
    }


def _ink(ink: Ink) -> dict[str, object]:
    return {
        "skill": ink.skill,
        "group": ink.home.value,
        "came": ink.came.value,
        "since": ink.since.isoformat(),
        "state": ink.state.value,
        "until": ink.until.isoformat() if ink.until else None,
        "steps_done": ink.steps_done,
        "steps": ink.steps,
    }


def _week(week: Week) -> dict[str, object]:
    return {
        "day": week.day.isoformat(),
        "week": str(IsoWeek.of(week.day)),
        "headline": list(week.headline),
        **_figures(week.figures),
        "streak": week.figures.streak,
        "happened": asdict(week.happened),
        "overdue": list(week.overdue),
    }


def _figures(figures: Snapshot) -> dict[str, object]:
    return {
        "mastered": figures.mastered,
        "total": figures.total,
        "answered": figures.answered,
        "asked": figures.asked,
    }


def _comes_back(story: Story) -> list[dict[str, object]]:
    calendar = Calendar(story.plan.settings.quarter_starts)
    days = ((goal.skill, due_on(goal, calendar)) for goal in story.waiting())
    return [{"skill": skill, "on": day.isoformat() if day else None} for skill, day in days]
