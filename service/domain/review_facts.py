"""Everything that a review is worked out from, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.declined import rests
from service.domain.quarter import Calendar
from service.domain.review_past import Past
from service.domain.review_words import Mention
from service.domain.schedule import due_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from service.domain.decision import Choice
    from service.domain.declined import Declined
    from service.domain.plan import Goal, Plan
    from service.domain.review_snapshot import Snapshot
    from service.domain.schedule import Story


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a review is worked out from.

    `gids` are the tasks of goals by goal id; `previous` is the last review's memory;
    `stories` is what the calendar did since then; `conflicts` are sentences; `adopted` are
    goals that began as a task in no group's section; `streak` counts completed reviews in a
    row. `hearts` are the goals whose task has the person's heart now, and `gave_hearts` tells
    whether they gave one in the last quarter. `past` is what only the history knows, and
    `decided` are sentences: what became of decisions since the last review. `declined` is what
    the person said no to in the last weeks.
    """

    today: date
    plan: Plan
    gids: Mapping[str, str] = field(default_factory=dict)
    previous: Snapshot | None = None
    stories: tuple[Story, ...] = ()
    conflicts: tuple[str, ...] = ()
    adopted: frozenset[str] = frozenset()
    streak: int = 0
    hearts: frozenset[str] = frozenset()
    gave_hearts: bool = False
    past: Past = field(default_factory=Past)
    decided: tuple[str, ...] = ()
    declined: tuple[Declined, ...] = ()

    def mention(self, goal: Goal) -> Mention:
        """Name a goal, with its task where it has one."""
        return Mention(goal.skill, self.gids.get(goal.id))

    def rests(self, choice: Choice, about: str, reason: str) -> bool:
        """Whether a question is not to be asked, because it was answered no not long ago."""
        return rests(self.declined, choice, about, reason, self.today)

    def day(self, goal: Goal) -> date | None:
        """Return the goal's due day: of finishing, or of coming back."""
        return due_on(goal, Calendar(self.plan.settings.quarter_starts))
