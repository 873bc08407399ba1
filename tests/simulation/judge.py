"""What has to be true of a home once everything has calmed down."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from integrations.asana.sandbox.state.access import alive
from service.board.notes import read_notes
from service.board.words import SECTION_NAMES
from service.domain.fields import local_fields, place_of
from service.domain.plan import State
from service.domain.remote import Absent
from simulation.copies import SECTION
from simulation.judge_reviews import judge_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.sandbox.model import Task
    from service.domain.base import Base, Known
    from service.domain.plan import Goal
    from simulation.life import Life


def judge(life: Life) -> list[str]:
    """Return everything that is wrong, as sentences."""
    known = life.known()
    return [
        *_board(life),
        *_tasks(life, known),
        *judge_reviews(life, known),
        *_thrown(life),
        *(found for goal in known.plan.goals for found in _goal(life, known, goal)),
        *_gone(life, known),
    ]


def _board(life: Life) -> Iterator[str]:
    live = [one for one in life.home.world.projects.values() if one.deleted_at is None]
    if len(live) != 1:
        yield f"{len(live)} projects"
        return
    world, ours = life.home.world, set(life.sections.values())
    names = [world.sections[gid].name for gid in live[0].sections if gid not in ours]
    # A section has no mark, so that a late one stays.
    late = {name for key, name in SECTION_NAMES.items() if f"{SECTION}{key}" in life.beyond}
    for name in names:
        if name not in late and not name.startswith(("My column", "Column")):
            yield f"a section nobody knows: {name}"


def _tasks(life: Life, known: Known) -> Iterator[str]:
    goal_of = {base.gid: goal_id for goal_id, base in known.bases.items()}
    if len(goal_of) != len(known.bases):
        yield "two goals with one task"
    for task in life.board():
        if task.gid in known.reviews or not task.name.strip():
            continue
        goal_id = goal_of.get(task.gid)
        if goal_id is None:
            if task.places[life.project] != life.sections.get("reviews"):
                yield f"a task of no goal: {task.name} {task.gid}"
        elif known.bases[goal_id].lost is not None:
            yield f"a live task counts as lost: {task.name}"
        elif goal_id not in life.origins and task.gid not in life.born:
            yield f"our own task was taken for the person's: {task.name} {task.gid}"


def _thrown(life: Life) -> Iterator[str]:
    tasks = life.home.world.tasks
    for gid in life.born - life.thrown:
        if tasks[gid].deleted_at is not None and tasks[gid].parent is None:
            yield f"what the person made is in the trash: {tasks[gid].name}"


def _goal(life: Life, known: Known, goal: Goal) -> Iterator[str]:
    base = known.bases.get(goal.id)
    if base is None:
        if goal.state is not State.LET_GO:
            yield f"no task for {goal.skill}"
        return
    if base.lost is not None:
        if goal.state is not State.LET_GO and base.lost is not Absent.MOVED_OUT:
            yield f"no task for {goal.skill}, whose task was lost ({base.lost})"
        return
    task = life.home.world.tasks[base.gid]
    if not alive(life.home.world, task) or life.project not in task.places:
        yield f"{goal.skill} has a task that is not on the board: {base.gid}"
        return
    yield from _fields(life, known, goal, base, task)
    yield from _steps(life, known, goal, task)


def _fields(life: Life, known: Known, goal: Goal, base: Base, task: Task) -> Iterator[str]:
    want = local_fields(goal, known.plan, base.fields)
    notes = read_notes(task.html_notes)
    shown = dict(notes.fields if notes else {})
    shown["due_on"] = task.due_on.isoformat() if task.due_on else None
    if task.name.strip():
        shown["name"] = task.name
    for name, value in shown.items():
        if value != want[name]:
            yield f"{goal.skill} {task.gid}: {name} is {value!r}, the plan says {want[name]!r}"
    section = task.places[life.project]
    ours = {gid: key for key, gid in life.sections.items()}
    if section in ours and ours[section] != place_of(goal):
        yield f"{goal.skill} {task.gid} is in {ours[section]} and not {place_of(goal)}"
    done = goal.state is State.MASTERED
    if goal.state is not State.LET_GO and task.completed != done:
        yield f"{goal.skill} {task.gid}: ticked is {task.completed}"


def _steps(life: Life, known: Known, goal: Goal, task: Task) -> Iterator[str]:
    world = life.home.world
    below = [world.tasks[gid] for gid in task.subtasks if alive(world, world.tasks[gid])]
    # One that the person has dragged out while we put it in order is a goal all the same.
    below = [one for one in below if life.project not in one.places]
    shown = [(one.name, one.completed) for one in below if one.name.strip()]
    planned = [(step.text, step.done) for step in goal.steps]
    if shown != planned:
        yield f"{goal.skill} {task.gid}: steps {shown}, the plan says {planned}"
    twice = [name for name, n in Counter(name for name, _ in shown).items() if n > 1]
    if twice:
        yield f"{goal.skill}: steps twice: {twice}"
    order, there = life.order.get(task.gid, ()), [one.gid for one in below]
    if [gid for gid in order if gid in there] != [gid for gid in there if gid in order]:
        yield f"{goal.skill} {task.gid}: the person's order of steps was undone"
    linked = {base.gid for base in known.steps.get(goal.id, ())}
    for one in below:
        if one.gid not in linked and one.name.strip():
            yield f"{goal.skill}: a step that nobody knows: {one.name}"


def _gone(life: Life, known: Known) -> Iterator[str]:
    goals = {goal.id: goal for goal in known.plan.goals}
    lost = {goal_id for goal_id, base in known.bases.items() if base.lost is not None}
    read = [goal for goal in goals.values() if goal.id not in lost]
    steps = {step.id: goal for goal in read for step in goal.steps}
    # Where Asana answers for what is in the trash, it looks like taken out of the project.
    answers = life.home.world.switches.trashed_task_answers == "200"
    out = {goal_id for goal_id, base in known.bases.items() if base.lost is Absent.MOVED_OUT}
    away = out if answers else set()
    for gid, key in life.gone.items():
        if key in goals and goals[key].state is not State.LET_GO and key not in away:
            yield f"deleted by the person and back: {goals[key].skill} ({gid})"
        if key in steps:
            yield f"a step deleted by the person is back: {key} ({gid})"
    for gid in life.gone:
        if alive(life.home.world, life.home.world.tasks[gid]):
            yield f"deleted by the person and alive: {gid}"
