"""A file of gestures: what a person does on which day of a rehearsal.

pace: none             what they do besides: steady, slow, or none (which it is by default)
reviews: true          whether they complete each review
gestures:
  - {every: Fri, tick: Data storytelling}            # its next open step
  - {on: 2027-01-15, tick: Hiring, step: Write the profile}
  - {on: 2027-02-01, complete: Pricing}              # and `reopen`
  - {on: 2027-02-01, move: Hiring, to: later}        # in_role, outside, mastered, let_go
  - {on: 2027-02-08, defer: Hiring, until: 2027-05-03}
  - {on: 2027-03-01, let_go: Cost models}
  - {on: 2027-03-01, rename: Pricing, to: Pricing in public}
  - {on: 2027-03-05, add: Talk to the press, to: outside}
  - {on: 2027-03-05, heart: Data storytelling}
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.fields import Place
from service.domain.names_of_days import WEEKDAYS, index_of
from service.domain.plan import wording
from service.domain.planfile_nodes import Mapping, Unusable, parse
from service.domain.planfile_problems import Mark, Problems, did_you_mean, shown
from service.domain.planfile_read import LINE, NAME
from service.domain.planfile_record import Record
from service.domain.planfile_text import decode
from service.rehearsal.pace import Pace

if TYPE_CHECKING:
    from datetime import date

    from service.domain.plan import Plan
    from service.domain.planfile_nodes import Node

FILE = ("pace", "reviews", "gestures")
MOST_GESTURES = 1000


class Verb(StrEnum):
    """What a person can do; the key of a gesture, with the goal's name behind it."""

    TICK = "tick"
    COMPLETE = "complete"
    REOPEN = "reopen"
    MOVE = "move"
    DEFER = "defer"
    LET_GO = "let_go"
    RENAME = "rename"
    ADD = "add"
    HEART = "heart"


WORDS = ("on", "every", *Verb, "step", "to", "until")
TAKES = {
    "step": {Verb.TICK},
    "until": {Verb.DEFER},
    "to": {Verb.MOVE, Verb.RENAME, Verb.ADD},
}
_BEGIN = "Begin with `gestures:` and one in each line: `- {on: 2027-02-01, complete: Pricing}`."


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing that is done to the goal called `goal`, on a day or on every such weekday."""

    verb: Verb
    goal: str
    on: date | None = None
    weekday: int | None = None
    step: str = ""
    name: str = ""
    place: Place = Place.LATER
    until: date | None = None

    def is_for(self, day: date) -> bool:
        """Whether it is done on this day."""
        return day == self.on or day.weekday() == self.weekday

    def __str__(self) -> str:
        return f"{self.verb} {self.goal}"


@dataclass(frozen=True, slots=True)
class Script:
    """How a person behaves for the length of a rehearsal."""

    pace: Pace = Pace.STEADY
    reviews: bool = True
    gestures: tuple[Gesture, ...] = ()

    @classmethod
    def at(cls, pace: Pace) -> Script:
        """Return the person who only keeps a pace; one who does nothing reviews nothing."""
        return cls(pace, reviews=pace is not Pace.NONE)


def read_gestures(source: str | bytes, plan: Plan) -> Script:
    """Read a file of gestures to the goals of `plan`.

    Raises `PlanProblems` with everything that is wrong, never anything else.
    """
    problems = Problems()
    if not source.strip():
        problems.add(Mark(), "The file is empty.", _BEGIN)
        raise problems.error()
    root = parse(decode(source, problems), problems)
    if not isinstance(root, Mapping):
        problems.add_if_first(Mark(), "These are no gestures: there are no keys.", _BEGIN)
        raise problems.error()
    record = Record(root, FILE, problems, what="file of gestures")
    record.require("gestures", _BEGIN)
    found = [
        (_gesture(inner), inner)
        for node in record.items("gestures", MOST_GESTURES)
        if (inner := _record(node, problems))
    ]
    gestures = [(gesture, inner) for gesture, inner in found if gesture]
    _check_names(gestures, plan)
    pace = record.choice("pace", Pace) or Pace.NONE
    script = Script(pace, record.flag("reviews"), tuple(gesture for gesture, _ in gestures))
    problems.check()
    return script


def _record(node: Node, problems: Problems) -> Record | None:
    if isinstance(node, Mapping):
        return Record(node, WORDS, problems, what="gesture")
    if not isinstance(node, Unusable):
        hint = "Write it like `- {on: 2027-02-01, complete: Pricing}`."
        problems.add(node.mark, "A gesture has to hold keys and values.", hint)
    return None


def _gesture(record: Record) -> Gesture | None:
    on, weekday = record.day("on"), _weekday(record)
    if ("on" in record) == ("every" in record):
        hint = "Write one of the two: `on: 2027-02-01` or `every: Fri`."
        record.wrong("every", "A gesture is done on one day, or on every such weekday.", hint)
    verbs = [verb for verb in Verb if verb in record]
    if len(verbs) != 1:
        message = f"A gesture is one thing that is done; here are {len(verbs) or 'none'}."
        record.wrong(verbs[1] if verbs else "", message, f"There are: {', '.join(Verb)}.")
        return None
    (verb,) = verbs
    for word, verbs_with_it in TAKES.items():
        if word in record and verb not in verbs_with_it:
            hint = f"It goes with {' or '.join(sorted(verbs_with_it))}."
            record.wrong(word, f"`{word}` says nothing about `{verb}`.", hint)
    if verb is Verb.RENAME:
        record.require("to", "Say how it is called then: `to: Pricing in public`.")
    if verb is Verb.MOVE:
        record.require("to", f"Say where to: {', '.join(Place)}.")
    named = verb is Verb.RENAME
    return Gesture(
        verb,
        record.line(verb, NAME if verb is Verb.ADD else LINE),
        on,
        weekday,
        step=record.line("step", LINE),
        name=record.line("to", NAME) if named else "",
        place=(None if named else record.choice("to", Place)) or Place.LATER,
        until=record.day("until"),
    )


def _weekday(record: Record) -> int | None:
    written = record.word("every")
    if written is None:
        return None
    found = index_of(written, WEEKDAYS)
    if found is None:
        hint = did_you_mean(written, WEEKDAYS)
        record.wrong("every", f"{shown(written)} is no day of the week.", hint)
    return found


def _check_names(gestures: list[tuple[Gesture, Record]], plan: Plan) -> None:
    """Note every goal and step that is neither in the plan nor comes about by a gesture."""
    goals = {wording(goal.skill): goal for goal in plan.goals}
    names = {wording(goal.skill): goal.skill for goal in plan.goals}
    for gesture, _ in gestures:
        made = gesture.goal if gesture.verb is Verb.ADD else gesture.name
        names.setdefault(wording(made), made)
    for gesture, record in gestures:
        if gesture.goal and wording(gesture.goal) not in names:
            hint = did_you_mean(gesture.goal, [name for name in names.values() if name])
            record.wrong(gesture.verb, f"There is no goal {shown(gesture.goal)}.", hint)
        goal = goals.get(wording(gesture.goal))
        steps = {wording(step.text): step.text for step in goal.steps} if goal else {}
        if gesture.step and goal and wording(gesture.step) not in steps:
            hint = did_you_mean(gesture.step, steps.values()) if steps else "It has no steps."
            record.wrong("step", f"{shown(goal.skill)} has no such step.", hint)
