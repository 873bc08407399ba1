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
APP_UNKNOWN_SECONDS = 900.0
AGAIN = "Nothing is lost. Try again later; a sync is tried again by itself."


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
        raise Refusal(f"Asana refused: {error}", hint=AGAIN) from error


def translated(error: errors.AsanaError) -> ServiceError:
    """Say in our words what an answer of Asana's means for the journey."""
    match error:
        case errors.Unauthorized():
            return stops.refused(error)
        case errors.PlanRequired():
            return stops.needs_paid_plan(str(error))
        case errors.RateLimited(seconds=seconds):
            return ComeBack(
                f"Asana asks to wait {seconds:.0f} s.",
                seconds=seconds,
                hint="Nothing is lost; the sync goes on by itself.",
            )
        case errors.NotReached() | errors.AppRefused():
            return _come_back(error)
        case errors.OutcomeUnknown():
            return Unanswered(f"Asana did not answer clearly: {error}", hint=AGAIN)
        case _:
            return Refusal(f"Asana refused: {error}", hint=AGAIN)


def _come_back(error: errors.NotReached | errors.AppRefused) -> ComeBack:
    """Say who has to mend what before it goes on; the person whose plan it is need not."""
    if isinstance(error, errors.AppRefused):
        return ComeBack(
            "Asana does not know this service's app.",
            seconds=APP_UNKNOWN_SECONDS,
            hint="Whoever runs the service has to check MOMENTUM_ASANA_CLIENT_ID and "
            "MOMENTUM_ASANA_CLIENT_SECRET; then it goes on by itself.",
        )
    return ComeBack(
        "Asana cannot be reached.",
        seconds=UNREACHABLE_SECONDS,
        hint="Check the network; the sync is tried again by itself.",
    )
