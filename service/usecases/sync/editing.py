"""Tasks and subtasks that Asana has, brought to what the plan says.

Each is read again in the round trip before it is written, and only what changed is sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.changes import Change, What
from service.domain.changeset import GoalEdit, StepEdit, edit_changes, goal_edit, step_change
from service.domain.fields import place_of
from service.domain.remote import Remote, RemoteStep, RemoteTask
from service.domain.steps import StepBase, moves
from service.errors import ServiceError
from service.store import accounts
from service.usecases.ports import (
    ComeBack,
    Refusal,
    StepWrite,
    Stopped,
    TaskEdit,
    Unanswered,
)
from service.usecases.sync import refused
from service.usecases.sync.setup import with_section
from service.usecases.sync.taking import take_in
from service.usecases.sync.written import Written, record_written, take_normalised_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from service.domain.plan import Goal
    from service.usecases.sync.scene import Scene

BATCH = 10


def edit_goals(scene: Scene, edits: Sequence[GoalEdit]) -> Iterator[int]:
    """Write tasks; yields how many were tried each time."""
    for start in range(0, len(edits), BATCH):
        chunk = edits[start : start + BATCH]
        scene.ctx.make_room(3 * len(chunk))  # a look, the fields, the moves
        shown = scene.ctx.board.reread(scene.layout, [edit.base.gid for edit in chunk])
        take_in(scene, Remote({task.gid: task for task in shown}))
        tasks = {task.gid: task for task in shown}
        again = [found for edit in chunk if (found := _edit_now(scene, edit.goal.id))]
        written = [edit for edit in again if edit.writes_fields]
        elsewhere = _write_fields(scene, written, tasks) if written else ()
        moved = [edit for edit in again if edit.section and edit.base.gid not in elsewhere]
        if moved:
            _move(scene, moved)
        yield len(chunk)


def edit_steps(scene: Scene, edits: Sequence[StepEdit]) -> Iterator[int]:
    """Write subtasks; one that changed since it was read waits for the next sync."""
    for start in range(0, len(edits), BATCH):
        chunk = edits[start : start + BATCH]
        scene.ctx.make_room(2 * len(chunk))
        shown = scene.ctx.board.reread_steps([edit.base.gid for edit in chunk])
        same = [
            edit
            for edit, step in zip(chunk, shown, strict=True)
            if step and (step.text, step.done) == (edit.base.text, edit.base.done)
        ]
        if same:
            _write_steps(scene, same)
        scene.unsettled += len(chunk) - len(same)
        yield len(chunk)


def delete_steps(scene: Scene, dropped: Sequence[tuple[Goal, StepBase]]) -> Iterator[int]:
    """Put the subtasks of steps that the plan dropped into the trash, unless touched since."""
    for start in range(0, len(dropped), BATCH):
        chunk = dropped[start : start + BATCH]
        scene.ctx.make_room(2 * len(chunk))
        shown = scene.ctx.board.reread_steps([base.gid for _, base in chunk])
        same = [
            (goal, base)
            for (goal, base), step in zip(chunk, shown, strict=True)
            if step is None or (step.text, step.done) == (base.text, base.done)
        ]
        if same:
            _delete_ten(scene, same)
        yield len(chunk)


def reorder_steps(scene: Scene, goals: Sequence[Goal]) -> Iterator[int]:
    """Bring subtasks into the order of the plan's steps."""
    for goal in goals:
        linked = scene.steps.get(goal.id, ())
        by_id = {base.id: base for base in linked}
        wanted = [step.id for step in goal.steps if step.id in by_id]
        present = [base.id for base in linked if base.id in wanted]
        error = _place(scene, goal, by_id, moves(wanted, present))
        rest = tuple(base for base in linked if base.id not in wanted)
        with scene.ctx.recording() as tx:
            if error is not None:
                _note_refusal(tx, scene, goal, error, refused.steps_ordered(goal))
            else:
                shown = tuple(by_id[step_id] for step_id in wanted)
                scene.keep_steps(tx, {goal.id: (*shown, *rest)})
                scene.note(tx, Change(What.UPDATE, goal.skill, goal.id, "order of steps"))
        yield 1


def _place(
    scene: Scene,
    goal: Goal,
    by_id: Mapping[str, StepBase],
    order: Iterable[tuple[str, str | None]],
) -> Refusal | Unanswered | None:
    """Move subtasks one by one; what stops that leaves the rest for another sync."""
    for step_id, after in order:
        scene.ctx.check()
        try:
            scene.ctx.board.place_step(
                by_id[step_id].gid,
                scene.bases[goal.id].gid,
                by_id[after].gid if after else None,
            )
        except (Refusal, Unanswered) as error:
            return error
    return None


def trash_copies(scene: Scene, late: Sequence[RemoteTask | RemoteStep]) -> None:
    """Put away what a late request of ours made a second time, if it is as it was read."""
    for start in range(0, len(late), BATCH):
        copies = late[start : start + BATCH]
        answers = _trash(scene, copies)
        if any(isinstance(answer, Unanswered) for answer in answers):
            answers = _trash(scene, copies)  # no event would tell of one that is left
        raise_stopping(answers)


def _trash(
    scene: Scene, copies: Sequence[RemoteTask | RemoteStep]
) -> Sequence[ServiceError | None]:
    scene.ctx.make_room(2 * len(copies))
    left = _left_alone(scene, copies)
    scene.ctx.check()
    return scene.ctx.board.delete(left)


def _left_alone(scene: Scene, copies: Sequence[RemoteTask | RemoteStep]) -> list[str]:
    """Read copies again, and return the gids of those that nobody has touched meanwhile."""
    board = scene.ctx.board
    tasks = [one.gid for one in copies if isinstance(one, RemoteTask)]
    steps = [one.gid for one in copies if isinstance(one, RemoteStep)]
    now = [*board.reread(scene.layout, tasks), *board.reread_steps(steps)]
    return [one.gid for one in copies if one in now]


def _edit_now(scene: Scene, goal_id: str) -> GoalEdit | None:
    base = scene.bases.get(goal_id)
    if base is None or base.lost is not None:
        return None
    goal = scene.plan.goal(goal_id)
    edit = goal_edit(goal, scene.plan, base, my_tasks=scene.layout.later is not None)
    return refused.left_of(scene, edit)


def _write_fields(
    scene: Scene, edits: Sequence[GoalEdit], tasks: Mapping[str, RemoteTask]
) -> set[str]:
    """Write names, notes, days, ticks and the filing in My Tasks.

    Returns the tasks that the person has moved meanwhile: they wait for the next sync.
    """
    wanted = [
        TaskEdit(
            edit.base.gid,
            edit.fields,
            tasks[edit.base.gid].raw_notes,
            edit.completed,
            _filing(scene, later=edit.later),
        )
        for edit in edits
    ]
    scene.ctx.check()
    answers = scene.ctx.board.edit(scene.layout, wanted)
    with scene.ctx.recording() as tx:
        for edit, answer in zip(edits, answers, strict=True):
            if isinstance(answer, ServiceError):
                write = refused.fields_written(scene, edit)
                _note_refusal(tx, scene, edit.goal, answer, write)
                continue
            sent = edit.base.sent(edit.fields, completed=edit.completed, later=edit.later)
            record_written(tx, scene, [Written(edit.goal, sent, answer, edit.fields)])
            scene.note(tx, *edit_changes(edit))
    raise_stopping(answers)
    elsewhere = {
        answer.gid
        for answer in answers
        if not isinstance(answer, ServiceError)
        and answer.standing.section is not tasks[answer.gid].standing.section
    }
    scene.unsettled += len(elsewhere)
    return elsewhere


def _move(scene: Scene, edits: Sequence[GoalEdit]) -> None:
    """Move tasks into the sections that say what their goals are doing."""
    for edit in edits:
        scene.layout = with_section(scene.ctx, scene.layout, str(edit.section))
    scene.ctx.check()
    answers = scene.ctx.board.move(
        [(edit.base.gid, scene.layout.sections[str(edit.section)]) for edit in edits]
    )
    with scene.ctx.recording() as tx:
        for edit, answer in zip(edits, answers, strict=True):
            if answer is not None:
                _note_refusal(tx, scene, edit.goal, answer, refused.moved(scene, edit))
                # Its section may be gone without an event: look at everything next time.
                accounts.set_event_token(tx, scene.ctx.account_id, None)
                continue
            moved = scene.bases[edit.goal.id].moved(place_of(edit.goal))
            scene.keep(tx, {edit.goal.id: moved})
            if not edit.writes_fields:
                scene.note(tx, *edit_changes(edit))
    raise_stopping(answers)


def _filing(scene: Scene, *, later: bool | None) -> str | None:
    """The section of My Tasks that a task goes to, if it has to go anywhere."""
    if later is None:
        return None
    return scene.layout.later if later else scene.layout.inbox


def _write_steps(scene: Scene, edits: Sequence[StepEdit]) -> None:
    scene.ctx.check()
    writes = [
        StepWrite(
            edit.base.gid,
            edit.step.text if edit.step.text != edit.base.text else None,
            edit.step.done if edit.step.done != edit.base.done else None,
        )
        for edit in edits
    ]
    answers = scene.ctx.board.edit_steps(writes)
    with scene.ctx.recording() as tx:
        for edit, write, answer in zip(edits, writes, answers, strict=True):
            if isinstance(answer, ServiceError):
                _note_refusal(tx, scene, edit.goal, answer, refused.step_written(edit))
                continue
            # What was not sent is left for the next reading: the person may just have done it.
            text = edit.base.text if write.text is None else answer.text
            done = edit.base.done if write.done is None else answer.done
            shown = replace(edit.base, text=text, done=done)
            bases = scene.steps[edit.goal.id]
            now = tuple(shown if base.id == shown.id else base for base in bases)
            scene.keep_steps(tx, {edit.goal.id: now})
            if write.text is not None:
                take_normalised_step(tx, scene, edit.goal.id, edit.step, answer.text)
            scene.note(tx, step_change(edit))
    raise_stopping(answers)


def _delete_ten(scene: Scene, dropped: Sequence[tuple[Goal, StepBase]]) -> None:
    scene.ctx.check()
    answers = scene.ctx.board.delete([base.gid for _, base in dropped])
    with scene.ctx.recording() as tx:
        for (goal, base), error in zip(dropped, answers, strict=True):
            if error is not None:
                _note_refusal(tx, scene, goal, error, refused.step_removed(base))
                continue
            left = tuple(other for other in scene.steps[goal.id] if other.id != base.id)
            scene.keep_steps(tx, {goal.id: left})
            scene.note(tx, Change(What.REMOVE, goal.skill, goal.id, "step", base.text))
    raise_stopping(answers)


def _note_refusal(
    tx: Connection, scene: Scene, goal: Goal, error: ServiceError, write: refused.Write
) -> None:
    """An unanswered edit is no news: the next reading shows whether it was taken."""
    if isinstance(error, Unanswered):
        scene.unsettled += 1
    elif not isinstance(error, Stopped | ComeBack):
        refused.remember(tx, scene, write)
        scene.note(tx, Change(What.REFUSED, goal.skill, goal.id, note=str(error)))


def raise_stopping(answers: Sequence[object]) -> None:
    """Raise what ends the whole run, once everything else that was answered is recorded."""
    for answer in answers:
        if isinstance(answer, Stopped | ComeBack):
            raise answer
