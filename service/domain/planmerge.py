"""An import: the file merged into the plan against the file that came before it.

What did not change in the file changes nothing, so an old file overwrites no edit made since;
what did change in it is the person's newest word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.coverage import unasked_answers
from service.domain.plan import UNSAID, Capacity, Goal, Plan, PlanSettings, State, new_id
from service.domain.planmerge_goal import asks_back, merge_goal
from service.domain.planmerge_lists import Naming, identified, in_order, match_all, newer
from service.domain.planmerge_posting import merge_postings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PRUNED = "no longer in the plan file"

_GOALS: Naming[Goal] = Naming(
    present=lambda goal: goal.skill,
    former=lambda goal: goal.former_names,
    with_id=lambda goal, goal_id: replace(goal, id=goal_id),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """The plan after an import, before it is scheduled, and what the file changed.

    `missing` are goals that the last file had and this one lacks: kept. `returned` are goals
    that the file asks for again although they were let go: they stay so. `file` is the file
    under the ids that its parts now have, with what is missing from it: the next base.
    """

    plan: Plan
    added: tuple[Goal, ...] = ()
    changed: tuple[Goal, ...] = ()
    missing: tuple[Goal, ...] = ()
    returned: tuple[Goal, ...] = ()
    notices: tuple[str, ...] = ()
    file: Plan = Plan()  # noqa: RUF009 - a frozen value


@dataclass(frozen=True, slots=True)
class _Goals:
    """How the goals fared."""

    goals: tuple[Goal, ...]
    added: tuple[Goal, ...]
    changed: tuple[Goal, ...]
    missing: tuple[Goal, ...]
    returned: tuple[Goal, ...]
    file: tuple[Goal, ...]


def merge_import(
    base: Plan | None, local: Plan, incoming: Plan, *, prune: bool = False
) -> Imported:
    """Merge a file into the plan; `base` is the file last imported or exported.

    A goal missing from the file is kept, or let go with `prune`; so is a posting, or removed.
    A file that says nothing of the purpose or the settings leaves them as they are. The order
    is the file's where the file changed it.
    """
    was = base or Plan()
    said = incoming.settings is not UNSAID
    incoming = replace(
        incoming,
        purpose=incoming.purpose or was.purpose,
        settings=incoming.settings if said else was.settings,
    )
    merged = _merge_goals(was.goals, local.goals, incoming.goals, prune=prune)
    postings = merge_postings(was.postings, local.postings, incoming.postings)
    gone = {posting.id for posting in postings.missing} if prune else set()
    plan = Plan(
        goals=merged.goals,
        postings=tuple(one for one in postings.postings if one.id not in gone),
        purpose=newer(was.purpose, local.purpose, incoming.purpose),
        settings=_merge_settings(was.settings, local.settings, incoming.settings),
    )
    kept = () if prune else postings.missing
    file = replace(incoming, goals=merged.file, postings=(*postings.file, *kept))
    notices = [
        *(_stays_let_go(goal) for goal in merged.returned),
        *(f"The posting “{one.title}” is not in the file, and is kept." for one in kept),
        *_unasked(incoming, plan),
    ]
    fared = (merged.added, merged.changed, merged.missing, merged.returned)
    return Imported(plan, *fared, tuple(notices), file)


def _merge_goals(
    base: Sequence[Goal], local: Sequence[Goal], incoming: Sequence[Goal], *, prune: bool
) -> _Goals:
    live_first = sorted(local, key=lambda goal: goal.state is State.LET_GO)
    base = identified(base, live_first, _GOALS)
    before = {goal.id: goal for goal in local}
    merged = dict(before)
    file: list[Goal] = []
    returned = []
    for match in match_all(base, live_first, incoming, _GOALS):
        if match.local is None:
            goal = in_file = _with_ids(match.incoming, taken=merged)
        else:
            goal, in_file = merge_goal(match.base, match.local, match.incoming)
            if asks_back(match.base, match.local, match.incoming):
                returned.append(goal)
        merged[goal.id] = goal
        file.append(in_file)
    missing = _missing(base, before, file)
    if prune:
        merged |= {goal.id: before[goal.id].let_go(PRUNED) for goal in missing}
        missing = []
    order = in_order([goal.id for goal in base], list(merged), [goal.id for goal in file])
    goals = tuple(merged[goal_id] for goal_id in order)
    return _Goals(
        goals,
        added=tuple(goal for goal in goals if goal.id not in before),
        changed=tuple(goal for goal in goals if before.get(goal.id, goal) != goal),
        missing=tuple(before[goal.id] for goal in missing),
        returned=tuple(returned),
        file=(*file, *missing),
    )


def _missing(
    base: Sequence[Goal], local: Mapping[str, Goal], file: Sequence[Goal]
) -> list[Goal]:
    """What the last file had and this one lacks, unless it was let go anyway."""
    present = {goal.id for goal in file}
    live = {goal.id for goal in local.values() if goal.state is not State.LET_GO}
    return [goal for goal in base if goal.id in live - present]


def _merge_settings(
    was: PlanSettings, local: PlanSettings, incoming: PlanSettings
) -> PlanSettings:
    review = newer(_review(was), _review(local), _review(incoming))
    old, mine, new = was.capacity, local.capacity, incoming.capacity
    return PlanSettings(
        timezone=newer(was.timezone, local.timezone, incoming.timezone),
        review_weekday=review[0],
        review_hour=review[1],
        review_minute=review[2],
        quarter_starts=newer(was.quarter_starts, local.quarter_starts, incoming.quarter_starts),
        capacity=Capacity(
            newer(old.in_role, mine.in_role, new.in_role),
            newer(old.outside, mine.outside, new.outside),
        ),
        reconnect=newer(was.reconnect, local.reconnect, incoming.reconnect),
    )


def _review(settings: PlanSettings) -> tuple[int, int, int]:
    return settings.review_weekday, settings.review_hour, settings.review_minute


def _with_ids(goal: Goal, taken: dict[str, Goal]) -> Goal:
    """A new goal under the ids it brings, where they are free."""
    steps = tuple(replace(step, id=step.id or new_id()) for step in goal.steps)
    free = goal.id if goal.id not in taken else ""
    return replace(goal, id=free or new_id(), steps=steps)


def _stays_let_go(goal: Goal) -> str:
    return (
        f"“{goal.skill}” was let go and stays so. "
        f'`momentum goal activate "{goal.skill}"` brings it back.'
    )


def _unasked(incoming: Plan, plan: Plan) -> list[str]:
    return [
        f"“{skill}” answers “{line}”, which no posting asks for."
        for skill, line in unasked_answers(replace(plan, goals=incoming.goals))
    ]
