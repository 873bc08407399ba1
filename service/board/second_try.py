"""What Asana refuses for the sake of one field is written without it.

Where nothing more can be done now, what was answered stands; the rest is for the next sync.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from service.usecases.ports import ComeBack, NewGoal, NewStep, Refusal, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from integrations.asana.calls import Call
    from integrations.asana.models import Task
    from service.errors import ServiceError

    Json = Mapping[str, object]
    Answers = list[Task | ServiceError]

New = TypeVar("New", NewGoal, NewStep)

FILED = "assignee_section"


def write_filed(
    write: Callable[[Sequence[Call[Task]]], Answers],
    wanted: Sequence[tuple[Callable[[Json], Call[Task]], Json]],
) -> Answers:
    """Write; where a section of My Tasks is gone, that costs the filing, not the task."""
    answers = write([make(body) for make, body in wanted])
    refused = [
        index
        for index, answer in enumerate(answers)
        if isinstance(answer, Refusal) and FILED in wanted[index][1]
    ]
    again = []
    for index in refused:
        make, body = wanted[index]
        again.append(make({key: body[key] for key in body if key != FILED}))
    try:
        more = write(again) if again else []
    except (ComeBack, Stopped):
        return answers
    for index, answer in zip(refused, more, strict=True):
        answers[index] = answer
    return answers


def make_marked(
    new: Sequence[New],
    send: Callable[[Sequence[New]], Answers],
    send_in_notes: Callable[[Sequence[New]], Answers],
    find: Callable[[str], Task | None],
    fits: Callable[[Task, New], bool],
) -> Answers:
    """Make things with their marks in `external.gid`; where one is taken, find who has it.

    A task that `fits` was made by us without our being told. Any other is out of sight and
    keeps the mark for itself: the new one is marked in its notes.
    """
    answers = send(new)
    refused = [index for index, answer in enumerate(answers) if isinstance(answer, Refusal)]
    try:
        for index in refused:
            holder = find(new[index].marker)
            if holder is not None and fits(holder, new[index]):
                answers[index] = holder
        left = [index for index in refused if isinstance(answers[index], Refusal)]
        more = send_in_notes([new[index] for index in left]) if left else []
    except (ComeBack, Stopped):
        return answers
    for index, answer in zip(left, more, strict=True):
        answers[index] = answer
    return answers
