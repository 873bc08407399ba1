"""Ten calls a round trip, each with its own answer, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from integrations.asana import errors
from service.board.words import in_our_words, translated
from service.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from integrations.asana.calls import Call
    from integrations.asana.client import AsanaClient

T = TypeVar("T")
U = TypeVar("U")

BATCH = 10


def read(client: AsanaClient, wanted: Sequence[Call[T]]) -> list[T | None]:
    """Read in batches; None for what is gone."""
    answers: list[T | None] = []
    for start in range(0, len(wanted), BATCH):
        with in_our_words():
            batch = client.batch(wanted[start : start + BATCH])
        for answer in batch:
            gone = isinstance(answer, errors.Gone | errors.Forbidden)
            answers.append(None if gone else found(answer))
    return answers


def write(client: AsanaClient, wanted: Sequence[Call[T]]) -> list[T | ServiceError]:
    """Write one batch; what went wrong with a call stands in its place.

    Without any answer, nobody knows of any of them.
    """
    answers: Sequence[T | errors.AsanaError]
    with in_our_words():
        try:
            answers = client.batch(wanted)
        except errors.OutcomeUnknown as error:
            answers = [error] * len(wanted)
    return [
        translated(answer) if isinstance(answer, errors.AsanaError) else answer
        for answer in answers
    ]


def found(answer: T | errors.AsanaError) -> T:
    """Return what was read; without a clear answer, nothing was."""
    if isinstance(answer, errors.OutcomeUnknown):
        raise translated(errors.NotReached(str(answer))) from answer
    if isinstance(answer, errors.AsanaError):
        raise translated(answer) from answer
    return answer


def either(answer: T | ServiceError, read_as: Callable[[T], U]) -> U | ServiceError:
    """Read an answer in our words, or pass on what went wrong."""
    return answer if isinstance(answer, ServiceError) else read_as(answer)
