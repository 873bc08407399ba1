"""The ports that the journeys need: towards Asana in the plan's own words, and to the web."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from service.domain.fields import Fields, Place
from service.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from integrations.postings.models import Page
    from service.domain.remote import RemoteStep, RemoteTask

REVIEWS = "reviews"
SECTIONS: tuple[str, ...] = (*(place.value for place in Place), REVIEWS)
"""The keys of the project's sections, in the order of a new board."""


class Unanswered(ServiceError):
    """A write was sent and may have happened: look for it before sending it again."""


class Refusal(ServiceError):
    """Asana will not do this; sending the same again is pointless."""


class Stopped(ServiceError):
    """Work for the account cannot go on until the person acts; `state` says why."""

    def __init__(self, state: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.state = state


class ComeBack(ServiceError):
    """Nothing is broken: Asana, or the way to it, needs `seconds` more."""

    def __init__(self, message: str, *, seconds: float, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are: the project, and its sections by key.

    `later` and `inbox` are sections of the person's My Tasks, where they were named. `ready`
    says that the project was once set up with all its sections.
    """

    project: str
    sections: Mapping[str, str] = field(default_factory=dict)
    later: str | None = None
    inbox: str | None = None
    ready: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What the event stream rang for since a token, and the token to go on from.

    Events are hints: they name tasks and subtasks (`touched`) and what these came into or
    left (`parents`), never a value. `came` are pairs: what came, and into what. Of what is in
    `below` the subtasks may have changed too. What is `trashed` was deleted, as far as they
    tell. `whole` says that only a reading of everything will do, `quiet` that nothing rang at
    all.
    """

    token: str
    touched: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    came: frozenset[tuple[str, str]] = frozenset()
    below: frozenset[str] = frozenset()
    trashed: frozenset[str] = frozenset()
    whole: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal's task to be made, placed at creation."""

    fields: Fields
    marker: str


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step's subtask to be made, at the end of its parent's."""

    parent: str
    text: str
    done: bool
    marker: str


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A subtask to be made, unassigned, at the end of its review's.

    A step of a reconnect has no mark: it is known by its name.
    """

    review: str
    title: str
    notes: str
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class TaskEdit:
    """What one task should become; None leaves it as it is.

    `fields` holds what changes, of the text fields and the day. The notes are edited in
    `raw_notes`, block by block. `my_tasks` is a section of the person's My Tasks.
    """

    gid: str
    fields: Fields = field(default_factory=dict)
    raw_notes: str = ""
    completed: bool | None = None
    my_tasks: str | None = None


@dataclass(frozen=True, slots=True)
class StepWrite:
    """What one subtask should become; None leaves it as it is."""

    gid: str
    text: str | None = None
    done: bool | None = None
    html_notes: str | None = None


@dataclass(frozen=True, slots=True)
class RemoteHook:
    """A webhook as Asana has it; `failure` is what it last met in place of a success."""

    gid: str
    target: str
    active: bool
    failure: str = ""


class Webhooks(Protocol):
    """The person's webhooks in Asana.

    A method raises `Stopped` or `ComeBack` when nothing more can be done now, `Refusal` when
    Asana will not do it, and `Unanswered` where it may have been done.
    """

    def make(self, project: str, target: str) -> tuple[str, str]:
        """Make one, and return its gid and its secret. Asana calls the target meanwhile."""

    def of_project(self, project: str) -> Sequence[RemoteHook]:
        """Return those of the project; other programs' may be among them."""

    def look(self, gid: str) -> RemoteHook | None:
        """Return one; None for one that is gone."""

    def remove(self, gid: str) -> None:
        """Take one away; one that is gone is as good."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something in Asana that is chosen by its name: a project, a section, a file."""

    gid: str
    name: str


class Board(Protocol):
    """The person's project in Asana.

    A method raises `Stopped` or `ComeBack` when nothing more can be done now, `Unanswered`
    or `Refusal` for a single write; where many things are done at once, those two stand in
    the answer, in the place of what they befell.
    """

    def requests(self) -> tuple[int, int]:
        """Return the counted requests and the round trips so far."""

    def explain(self, stopped: Stopped) -> Stopped:
        """Look into the reason of a stop and return it as precisely as can be known."""

    def find_project(self, marker: str) -> str | None:
        """Return the project whose notes hold `marker`, if there is one."""

    def earlier_projects(self) -> Sequence[Named]:
        """Return the person's open projects that a Momentum made, this one or another."""

    def create_project(self, marker: str) -> str:
        """Make the project, private, and return its gid."""

    def open_sections(self, project: str) -> Sequence[tuple[str, str]]:
        """Return `sections`; raise `Stopped` for a project that is archived or lost."""

    def sections(self, project: str) -> Sequence[tuple[str, str]]:
        """Return gid and name of every section, in order."""

    def born_section(self, project: str) -> str | None:
        """Return the section that the project was born with; None if it cannot be told."""

    def create_section(self, project: str, key: str, after: str | None) -> str:
        """Make the section for `key` behind another and return its gid."""

    def adopt_section(self, gid: str, key: str) -> None:
        """Give a section the name for `key`."""

    def section_name(self, key: str) -> str:
        """Return the name a section for `key` is made with."""

    def news(self, project: str, token: str | None) -> News:
        """Return what happened in the project since the token was given out."""

    def tasks(self, layout: Layout) -> Sequence[RemoteTask]:
        """Return every task that the project's list shows in it; the list may be old."""

    def reread(self, layout: Layout, gids: Sequence[str]) -> Sequence[RemoteTask]:
        """Read tasks again, one by one; what is not there comes back as absent."""

    def steps(self, goals: Sequence[str]) -> Sequence[tuple[RemoteStep, ...] | None]:
        """Return the subtasks of each of these tasks, in order; None for one that is gone."""

    def look(
        self, layout: Layout, gids: Sequence[str], goals: Sequence[str]
    ) -> tuple[Sequence[RemoteTask], Sequence[tuple[RemoteStep, ...] | None]]:
        """`reread` the one and return the `steps` of the other, in the same round trips."""

    def reread_steps(self, gids: Sequence[str]) -> Sequence[RemoteStep | None]:
        """Read subtasks again, or tasks for their number of subtasks; None if gone."""

    def create_goals(
        self, layout: Layout, goals: Sequence[NewGoal]
    ) -> Sequence[RemoteTask | ServiceError]:
        """Make up to ten tasks at once, in no order."""

    def create_steps(self, steps: Sequence[NewStep]) -> Sequence[RemoteStep | ServiceError]:
        """Make up to ten subtasks at once, in no order: no two of one parent."""

    def edit(
        self, layout: Layout, edits: Sequence[TaskEdit]
    ) -> Sequence[RemoteTask | ServiceError]:
        """Write up to ten tasks at once and return them as they then stand.

        Notes that cannot be written without losing formatting stay as they are.
        """

    def edit_steps(self, edits: Sequence[StepWrite]) -> Sequence[RemoteStep | ServiceError]:
        """Write up to ten subtasks at once and return them as they then stand."""

    def move(self, moves: Sequence[tuple[str, str]]) -> Sequence[ServiceError | None]:
        """Move up to ten tasks, each into a section."""

    def place_step(self, gid: str, parent: str, after: str | None) -> None:
        """Move a subtask behind another, or to the beginning."""

    def delete(self, gids: Sequence[str]) -> Sequence[ServiceError | None]:
        """Put up to ten tasks or subtasks into the person's trash."""

    def create_review(
        self, layout: Layout, *, title: str, html_notes: str, due_on: date, marker: str
    ) -> str:
        """Make a review task and return its gid."""

    def subtask_names(self, task: str) -> Sequence[Named] | None:
        """Return the names of a task's subtasks, reading nothing else; None if it is gone."""

    def create_decisions(
        self, decisions: Sequence[NewDecision]
    ) -> Sequence[RemoteStep | ServiceError]:
        """Make up to ten subtasks at once, in no order."""

    def files(self, task: str) -> Sequence[Named]:
        """Return the files attached to a task."""

    def read_file(self, gid: str, *, most: int) -> bytes:
        """Return what is in a file; raises `Refusal` where it is larger than `most` bytes."""

    def attach(self, task: str, *, name: str, content: bytes, media_type: str) -> str:
        """Attach a file to a task and return its gid; raises `Refusal` wherever it may not."""


class Pages(Protocol):
    """Public pages on the web."""

    def get(self, url: str) -> Page:
        """Return what one GET answers; raises a `PostingError` where no page can be read."""
