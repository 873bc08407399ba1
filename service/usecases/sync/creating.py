"""Tasks and subtasks that Asana lacks, made ten at a time and exactly once."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from service.domain.base import Base
from service.domain.changes import Change, What
from service.domain.fields import Fields, Place, local_fields, place_of
from service.domain.merge import Standing
from service.domain.remote import RemoteStep, RemoteTask, goal_marker, step_marker
from service.domain.steps import StepBase
from service.store.intents import Making
from service.store.links import LinkKind
from service.usecases.ports import NewGoal, NewStep
from service.usecases.sync import refused
from service.usecases.sync.intent import Made, make
from service.usecases.sync.memory import sent_base
from service.usecases.sync.setup import with_section
from service.usecases.sync.written import Written, record_written, take_normalised_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from service.domain.plan import Goal, Step
    from service.errors import ServiceError
    from service.usecases.sync.scene import Scene

T = TypeVar("T")

BATCH = 10


def create_goals(scene: Scene, goals: Sequence[Goal]) -> Iterator[int]:
    """Make the goals' tasks, each placed at creation; yields how many were tried at once."""
    for place in {place_of(goal): None for goal in goals}:
        scene.layout = with_section(scene.ctx, scene.layout, place.value)
    for start in range(0, len(goals), BATCH):
        chunk = goals[start : start + BATCH]
        _create_ten(scene, chunk)
        yield len(chunk)


def create_steps(scene: Scene, wanted: Iterable[tuple[Goal, Step]]) -> Iterator[int]:
    """Make subtasks in order: no batch holds two steps of one goal.

    The goals with the most steps left go first, which makes the fewest batches. A goal whose
    step got no answer waits with the rest, so that nothing overtakes.
    """
    queues: dict[str, deque[Step]] = {}
    for goal, step in wanted:
        if goal.id in scene.bases and scene.bases[goal.id].lost is None:
            queues.setdefault(goal.id, deque()).append(step)
    while queues:
        longest = sorted(queues, key=lambda goal_id: -len(queues[goal_id]))[:BATCH]
        steps = {goal_id: queues[goal_id].popleft() for goal_id in longest}
        stuck = _create_wave(scene, steps)
        queues = {
            goal_id: queue
            for goal_id, queue in queues.items()
            if queue and goal_id not in stuck
        }
        yield len(steps)


def _create_ten(scene: Scene, goals: Sequence[Goal]) -> None:
    by_id = {goal.id: goal for goal in goals}
    fields = {goal.id: local_fields(goal, scene.plan) for goal in goals}
    makings = [
        Making(
            LinkKind.GOAL,
            goal.id,
            goal_marker(goal.id),
            sent_base(_expected("", goal, fields[goal.id])),
        )
        for goal in goals
    ]
    new = [NewGoal(fields[making.key], making.marker) for making in makings]

    def written(goal: Goal, task: RemoteTask) -> Written:
        base = _expected(task.gid, goal, fields[goal.id])
        later = place_of(goal) is Place.LATER and scene.layout.later is not None
        former = scene.bases[goal.id].former if goal.id in scene.bases else ()
        return Written(goal, replace(base, later=later, former=former), task, base.fields)

    def record(tx: Connection, made: Sequence[tuple[Making, RemoteTask]]) -> None:
        record_written(tx, scene, [written(by_id[one.key], task) for one, task in made])
        scene.keep_steps(tx, {one.key: () for one, _ in made})
        them = (by_id[one.key] for one, _ in made)
        scene.note(tx, *(Change(What.CREATE, goal.skill, goal.id) for goal in them))

    def send() -> Sequence[RemoteTask | ServiceError]:
        return scene.ctx.board.create_goals(scene.layout, new)

    _look_after(scene, make(scene.ctx, makings, send, record), by_id)


def _expected(gid: str, goal: Goal, fields: Fields) -> Base:
    place = place_of(goal)
    return Base(gid, fields, Standing(place is Place.MASTERED, place))


def _create_wave(scene: Scene, steps: dict[str, Step]) -> set[str]:
    """Make one step for each goal; returns the ids of goals that have to wait."""
    owner = {step.id: goal_id for goal_id, step in steps.items()}
    by_id = {step.id: step for step in steps.values()}
    makings = [
        Making(
            LinkKind.STEP,
            step.id,
            step_marker(step.id),
            sent_base(StepBase(step.id, "", step.text, step.done)),
            parent_key=goal_id,
        )
        for goal_id, step in steps.items()
    ]
    new = [
        NewStep(scene.bases[goal_id].gid, step.text, step.done, step_marker(step.id))
        for goal_id, step in steps.items()
    ]

    def record(tx: Connection, made: Sequence[tuple[Making, RemoteStep]]) -> None:
        now = {}
        for making, seen in made:
            goal_id = owner[making.key]
            base = StepBase(making.key, seen.gid, seen.text, seen.done, unread=True)
            now[goal_id] = (*scene.steps.get(goal_id, ()), base)
        scene.keep_steps(tx, now)
        for making, seen in made:
            take_normalised_step(tx, scene, owner[making.key], by_id[making.key], seen.text)
        scene.note(tx, *(_made_step(scene, owner[one.key], by_id[one.key]) for one, _ in made))

    made = make(scene.ctx, makings, lambda: scene.ctx.board.create_steps(new), record)
    _look_after(scene, made, {key: scene.plan.goal(goal_id) for key, goal_id in owner.items()})
    stuck = [*made.unanswered, *(making for making, _ in made.refused)]
    return {owner[making.key] for making in stuck}


def _made_step(scene: Scene, goal_id: str, step: Step) -> Change:
    skill = scene.plan.goal(goal_id).skill
    return Change(What.CREATE, skill, goal_id, "step", new=step.text)


def _look_after(scene: Scene, made: Made[T], goals: Mapping[str, Goal]) -> None:
    """Hold what got no answer for the grace, and say what Asana refused."""
    until = scene.ctx.clock() + scene.ctx.grace
    for making in made.unanswered:
        scene.held[making.key] = until
    if made.refused:
        with scene.ctx.recording() as tx:
            for making, error in made.refused:
                goal = goals[making.key]
                field = "step" if making.kind is LinkKind.STEP else ""
                refused.remember(tx, scene, _write_of(scene, making, goal))
                scene.note(
                    tx, Change(What.REFUSED, goal.skill, goal.id, field, note=str(error))
                )


def _write_of(scene: Scene, making: Making, goal: Goal) -> refused.Write:
    if making.kind is LinkKind.GOAL:
        return refused.goal_made(scene, goal)
    return refused.step_made(next(step for step in goal.steps if step.id == making.key))
