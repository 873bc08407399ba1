"""What both sides last agreed on: the third leg of every merge."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.domain.fields import LABELLED, Fields, Place
from service.domain.merge import Standing
from service.domain.remote import Absent, RemoteTask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from service.domain.decision import Asked
    from service.domain.plan import Plan
    from service.domain.steps import StepBase


@dataclass(frozen=True, slots=True)
class Base:
    """A goal's task as Asana last showed it, and the place both sides agreed on.

    Values are kept, not hashes, so that the merge is by field. `later` tells whether we put
    the task into the later-section of My Tasks. `lost` is set on a task that is no longer
    ours to write; its gid is remembered, so that it is known again. `former` are gids of tasks
    that vanished and were made again by the person's wish. `liked` tells whether the person
    has given it their heart. `unlabelled` are fields whose label is gone from the notes.
    """

    gid: str
    fields: Fields
    standing: Standing
    later: bool = False
    lost: Absent | None = None
    former: tuple[str, ...] = ()
    liked: bool = False
    unlabelled: frozenset[str] = frozenset()

    @property
    def place(self) -> Place:
        """The section that both sides agreed on."""
        return Place(self.fields["place"] or "")

    def seen(self, remote: RemoteTask, place: Place) -> Base:
        """The base after a reading: Asana's values, and what could not be read as before.

        A task that is filed already, or no longer, spares us the filing; one that the person
        filed otherwise stays where they want it.
        """
        fields = {**self.fields, **remote.fields, "place": place.value}
        is_later = place is Place.LATER
        later = self.later or remote.filed if is_later else self.later and remote.filed
        unlabelled = self.unlabelled
        if "notes" in remote.fields:  # they could be read
            kept = (name for name in LABELLED if name not in remote.fields)
            unlabelled = frozenset(name for name in kept if fields.get(name))
        return replace(
            self,
            fields=fields,
            standing=remote.standing,
            later=later,
            lost=None,
            liked=remote.liked,
            unlabelled=unlabelled,
        )

    def sent(
        self, fields: Fields, *, completed: bool | None = None, later: bool | None
    ) -> Base:
        """The base that a write is meant to bring about, before any move."""
        filed = self.later if later is None else later
        standing = (
            self.standing if completed is None else replace(self.standing, completed=completed)
        )
        return replace(self, fields={**self.fields, **fields}, standing=standing, later=filed)

    def moved(self, place: Place) -> Base:
        """The base after the task was moved into the section of `place`."""
        fields = {**self.fields, "place": place.value}
        return replace(self, fields=fields, standing=replace(self.standing, section=place))

    def as_dict(self) -> dict[str, object]:
        """The base as plain data, without the gid."""
        return {
            "fields": dict(self.fields),
            "completed": self.standing.completed,
            "section": self.standing.section,
            "later": self.later,
            "lost": self.lost,
            "former": list(self.former),
            "liked": self.liked,
            "unlabelled": sorted(self.unlabelled),
        }

    @classmethod
    def from_dict(cls, gid: str, data: Mapping[str, object]) -> Base:
        """Read `as_dict` back; an older one knows less of hearts and labels."""
        fields, section, lost = data["fields"], data["section"], data["lost"]
        unlabelled = data.get("unlabelled") or ()
        if not isinstance(fields, dict) or not isinstance(unlabelled, list | tuple):
            raise TypeError("a base without fields")
        standing = Standing(bool(data["completed"]), Place(str(section)) if section else None)
        former = data.get("former") or ()
        return cls(
            gid,
            fields,
            standing,
            later=bool(data["later"]),
            lost=Absent(str(lost)) if lost else None,
            former=tuple(former) if isinstance(former, list) else (),
            liked=bool(data.get("liked")),
            unlabelled=frozenset(unlabelled),
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent to make a task or subtask, and when; `base` has no gid yet.

    `answered` says that its gid is known. Sent more than once, it may have been made more
    than once: between `first` and `until`, by us, just as it was sent then or `earlier`.
    `parent` is the goal of a step.
    """

    base: Base | StepBase
    first: datetime
    until: datetime
    times: int = 1
    answered: bool = False
    parent: str | None = None
    earlier: tuple[Base | StepBase, ...] = ()

    def made_late(self, created_at: datetime | None) -> bool:
        """Whether something made at this moment may be our own, made once more."""
        return made_late(self.times, self.first, self.until, created_at)


def made_late(
    times: int, first: datetime, until: datetime, created_at: datetime | None
) -> bool:
    """Whether what was sent so many `times` may have made this, once more, at this moment."""
    return created_at is not None and times > 1 and first <= created_at <= until


@dataclass(frozen=True, slots=True)
class Known:
    """Our side of a sync: the plan, and by goal id the bases of its goals and their steps.

    `sent` holds what was sent to make goals and steps, by their ids; `reviews` are gids of
    what we made that is no goal, `asked` the decisions of the reviews that are still read, and
    `reconnect` is the reconnect task that is open, if there is one.
    """

    plan: Plan
    bases: Mapping[str, Base] = field(default_factory=dict)
    steps: Mapping[str, tuple[StepBase, ...]] = field(default_factory=dict)
    sent: Mapping[str, Sent] = field(default_factory=dict)
    reviews: frozenset[str] = frozenset()
    asked: tuple[Asked, ...] = ()
    reconnect: str | None = None

    @property
    def unanswered(self) -> bool:
        """Whether something was sent of which nobody knows yet whether it was made."""
        return any(not sent.answered for sent in self.sent.values())
