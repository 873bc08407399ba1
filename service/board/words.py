"""What we call things in Asana, and what Asana's refusals mean to us."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from integrations.asana import errors
from service.board import stops
from service.usecases.ports import ComeBack, Refusal, Unanswered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.errors import ServiceError

PROJECT_NAME = "Career momentum"
PROJECT_NOTES = (
    "Your development plan, kept in step by Momentum. Rename, move, tick and reorder as you "
    "like: this board is where your goals are managed."
)
SECTION_NAMES = {
    "in_role": "This quarter · in my role",
    "outside": "This quarter · outside work",
    "later": "Later",
    "mastered": "Mastered",
    "let_go": "Let go",
    "reviews": "Reviews",
}

UNREACHABLE_SECONDS = 30.0


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raise Asana's errors as ours."""
    try:
        yield
    except errors.AsanaError as error:
        raise translated(error) from error


@contextmanager
def refusable() -> Iterator[None]:
    """Whatever Asana says no to here is no reason to stop anything else."""
    try:
        yield
    except errors.Unauthorized:
        raise
    except errors.Refused as error:
        raise Refusal(f"Asana refused: {error}") from error


def translated(error: errors.AsanaError) -> ServiceError:
    """Say in our words what an answer of Asana's means for the journey."""
    match error:
        case errors.Unauthorized():
            return stops.token_invalid()
        case errors.PlanRequired():
            return stops.needs_paid_plan(str(error))
        case errors.RateLimited(seconds=seconds):
            return ComeBack(
                f"Asana asks to wait {seconds:.0f} s.",
                seconds=seconds,
                hint="Nothing is lost; the sync goes on by itself.",
            )
        case errors.NotReached():
            return ComeBack(
                "Asana cannot be reached.",
                seconds=UNREACHABLE_SECONDS,
                hint="Check the network; the sync is tried again by itself.",
            )
        case errors.OutcomeUnknown():
            return Unanswered(f"Asana did not answer clearly: {error}")
        case _:
            return Refusal(f"Asana refused: {error}")
