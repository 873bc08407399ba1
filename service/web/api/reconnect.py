"""The reconnect: when it comes, what fresh postings change, and making it now."""

from datetime import date
from http import HTTPStatus

from fastapi import Response
from pydantic import BaseModel, Field

from service.domain.coverage_lines import Reach
from service.domain.plan import Kind, State
from service.domain.proposals import Change
from service.domain.reconnect import STEPS
from service.usecases import reconnect
from service.usecases.reconnect_changes import accept, look
from service.web.api.coverage import Answer
from service.web.keyed import AccountId, Momentum, keyed_router
from service.web.tickets import Ticket, ask, hand_out

router = keyed_router("reviews")


class Task(BaseModel):
    """The reconnect that is open in Asana."""

    number: int
    due_on: date
    gid: str


class Step(BaseModel):
    """One step of the method; what is done with its subtask is never read."""

    title: str
    notes: str


class Compared(BaseModel):
    """One line that is asked for now."""

    text: str
    kind: Kind
    nice_to_have: bool
    weight: int
    asked_by: list[str] = Field(description="The titles of the postings that ask")
    reach: Reach = Field(description="Covered is `answered`, new is `unsorted`")
    fresh: bool = Field(description="Nobody asked so at the last reconnect")
    near: bool = Field(description="The goals do not answer this very line, but seem to")
    goals: list[Answer]


class Unasked(Answer):
    """A goal of which nothing is asked any more."""

    state: State


class Proposal(BaseModel):
    """One change that could be made; what is not accepted stays as it is."""

    key: str = Field(description="What it is accepted by")
    change: Change
    question: str
    reason: str
    goal: str = Field(description="The id of the goal, if it is about one")
    line: str


class Reconnect(BaseModel):
    """Where the reconnects stand, and the postings of now beside the plan."""

    next_on: date | None = Field(description="null before the first sync, or for never")
    task: Task | None
    steps: list[Step]
    lines: list[Compared]
    no_longer_asked: list[Unasked]
    proposals: list[Proposal]


class Accepted(BaseModel, extra="forbid"):
    """What the person accepts."""

    accept: list[str] = Field(max_length=1000, description="Keys of proposals")


@router.get("/reconnect", summary="The reconnect, and what fresh postings change")
def show(app: Momentum, account_id: AccountId) -> Reconnect:
    """Compare the postings of now with the plan, and with those of the last reconnect."""
    steps = [Step(title=step.title, notes=step.notes) for step in STEPS]
    found = look(app.database, account_id).as_dict()
    return Reconnect.model_validate({**found, "steps": [step.model_dump() for step in steps]})


@router.post("/reconnect", status_code=HTTPStatus.ACCEPTED, summary="Reconnect now")
def make(app: Momentum, account_id: AccountId, response: Response) -> Ticket:
    """Ask for the reconnect's task; it comes with a sync, unless the last one is still open."""
    now = app.clock()
    with app.database.begin() as tx:
        ticket = ask(tx, account_id, now=now)
        reconnect.ask(tx, account_id, now)
    return hand_out(ticket, response)


@router.post("/reconnect/changes", summary="Accept proposed changes")
def change(app: Momentum, account_id: AccountId, wish: Accepted) -> Reconnect:
    """Do what is accepted, all of it or nothing, and show what is left."""
    accept(app.database, account_id, wish.accept, now=app.clock())
    return show(app, account_id)
