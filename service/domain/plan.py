"""The plan: goals in three groups, the postings they answer, and how both may change."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from service.domain.quarter import Quarter


class Group(StrEnum):
    """Where a requirement stands: mastered, learned in the role, or outside of it."""

    MASTERED = "mastered"
    IN_ROLE = "in_role"
    OUTSIDE = "outside"


class State(StrEnum):
    """What a goal is doing now."""

    ACTIVE = "active"
    DEFERRED = "deferred"
    MASTERED = "mastered"
    LET_GO = "let_go"


class Via(StrEnum):
    """By which road a skill is learned."""

    PRACTICE = "practice"
    FEEDBACK = "feedback"
    RESPONSIBILITY = "responsibility"
    COURSE = "course"
    BOOK = "book"
    MENTOR = "mentor"
    VOLUNTEERING = "volunteering"
    OTHER = "other"


IN_ROLE_ROADS = frozenset({Via.PRACTICE, Via.FEEDBACK, Via.RESPONSIBILITY, Via.OTHER})
OUTSIDE_ROADS = frozenset({Via.COURSE, Via.BOOK, Via.MENTOR, Via.VOLUNTEERING, Via.OTHER})


def roads_of(group: Group) -> frozenset[Via]:
    """The roads that lead to a skill in `group`."""
    return OUTSIDE_ROADS if group is Group.OUTSIDE else IN_ROLE_ROADS


class Kind(StrEnum):
    """What a requirement asks for."""

    SKILL = "skill"
    ATTRIBUTE = "attribute"


MOST_POSTINGS = 3
"""How many postings a plan takes: the method compares one to three."""


def new_id() -> str:
    """Return a fresh id: 12 lower-case letters and digits, unguessable enough never to meet."""
    alphabet = "abcdefghijkmnpqrstuvwxyz23456789"
    return "".join(secrets.choice(alphabet) for _ in range(12))


def wording(text: str) -> str:
    """What makes two names or lines the same: their words, whatever case and spacing."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a posting, as written."""

    text: str
    kind: Kind = Kind.SKILL
    nice_to_have: bool = False

    @property
    def weight(self) -> int:
        """2 for a must-have, 1 for a nice-to-have."""
        return 1 if self.nice_to_have else 2


@dataclass(frozen=True, slots=True)
class Posting:
    """A dream job's advertisement: what it asks for, line by line."""

    title: str
    requirements: tuple[Requirement, ...] = ()
    url: str = ""
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Step:
    """A small action of a goal."""

    text: str
    done: bool = False
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Goal:
    """A skill to develop, or one already mastered.

    `state` and `quarter` are None until the goal is scheduled. An active goal's `quarter` is
    the one it is worked on in; a deferred goal's the one it comes back in. `not_before` and
    `deadline` are days that the person chose, for coming back and for finishing; where they
    are None the day is worked out from the quarter (see `schedule.due_on`). `undated` says
    that the person took the day off the task.
    """

    skill: str
    group: Group = Group.IN_ROLE
    id: str = field(default_factory=new_id)
    how: str = ""
    via: Via | None = None
    evidence: str = ""
    notes: str = ""
    answers: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    pinned: Quarter | None = None
    not_before: date | None = None
    deadline: date | None = None
    undated: bool = False
    state: State | None = None
    quarter: Quarter | None = None
    reason: str = ""
    came_from: Group | None = None
    former_names: tuple[str, ...] = ()

    @property
    def steps_done(self) -> int:
        """How many of the steps are ticked."""
        return sum(step.done for step in self.steps)

    @property
    def home(self) -> Group:
        """The group in which the goal is, or was, learned: never `mastered`.

        For a goal that came into the plan mastered, its road tells; in the role by default.
        """
        if self.group is not Group.MASTERED:
            return self.group
        outside = self.via is not None and self.via not in IN_ROLE_ROADS
        return self.came_from or (Group.OUTSIDE if outside else Group.IN_ROLE)

    def renamed(self, name: str) -> Goal:
        """The goal under another name; it is known by its former ones, too.

        A name that was empty, as Asana allows, is none to be known by.
        """
        former = (*self.former_names, self.skill)
        known = dict.fromkeys(one for one in former if one.strip() and one != name)
        return replace(self, skill=name, former_names=tuple(known))

    def mastered(self) -> Goal:
        """The goal, reached; it remembers where it was learned."""
        if self.state is State.MASTERED:
            return self
        return replace(
            self, state=State.MASTERED, group=Group.MASTERED, came_from=self.home, reason=""
        )

    def activated(self, quarter: Quarter, group: Group | None = None) -> Goal:
        """The goal, worked on in `quarter`; the day of coming back is used up.

        So is a pin to any other quarter, and a road that does not lead to a new group: what
        the person did last counts.
        """
        where = group or self.home
        return replace(
            self,
            state=State.ACTIVE,
            group=where,
            via=self.via if self.via in roads_of(where) else None,
            quarter=quarter,
            pinned=self.pinned if self.pinned == quarter else None,
            not_before=None,
            undated=False,
            reason="",
        )

    def deferred(self, quarter: Quarter | None = None, until: date | None = None) -> Goal:
        """The goal, put off: until the very day `until`, else until `quarter`.

        With neither it has no place yet and `schedule.place` finds it one.
        """
        return replace(
            self,
            state=State.DEFERRED,
            group=self.home,
            quarter=quarter,
            pinned=self.pinned if quarter and self.pinned == quarter else None,
            not_before=until,
            deadline=None,
            undated=False,
            reason="",
        )

    def let_go(self, reason: str = "") -> Goal:
        """The goal, dropped and remembered."""
        return replace(self, state=State.LET_GO, group=self.home, reason=reason)


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many goals a quarter takes."""

    in_role: int = 3
    outside: int = 1

    def of(self, group: Group) -> int:
        """The room for `group` in any one quarter."""
        return self.outside if group is Group.OUTSIDE else self.in_role


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What the person chose for this plan; `reconnect` is a number of months, 0 for never."""

    timezone: str = "UTC"
    review_weekday: int = 0  # Monday, as in datetime.date.weekday
    review_hour: int = 9
    review_minute: int = 0
    quarter_starts: int = 1  # January
    capacity: Capacity = field(default_factory=Capacity)
    reconnect: int = 6


UNSAID = PlanSettings()
"""Stands, by its identity, for the settings of a file that has none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A person's whole plan. The order of `goals` is their priority."""

    goals: tuple[Goal, ...] = ()
    postings: tuple[Posting, ...] = ()
    purpose: str = ""
    settings: PlanSettings = field(default_factory=PlanSettings)

    def goal(self, goal_id: str) -> Goal:
        """The goal with this id; KeyError where there is none."""
        for goal in self.goals:
            if goal.id == goal_id:
                return goal
        raise KeyError(goal_id)

    def with_goal(self, changed: Goal) -> Plan:
        """The plan with one goal replaced in its place, or added at the end."""
        if all(goal.id != changed.id for goal in self.goals):
            return replace(self, goals=(*self.goals, changed))
        return replace(
            self, goals=tuple(changed if goal.id == changed.id else goal for goal in self.goals)
        )
