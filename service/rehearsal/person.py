"""Ada for the length of a rehearsal: her pace, her gestures, her reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.fields import Place
from service.rehearsal.gestures import Gesture, Script, Verb
from service.rehearsal.hands import Hands, NotThereError
from service.rehearsal.pace import Diligence

if TYPE_CHECKING:
    from datetime import date

    from service.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Skipped:
    """A gesture that could not be done, and why."""

    day: date
    gesture: Gesture
    why: str


class Person:
    """Does in the evening of a day what the script says; `skipped` is what she could not."""

    def __init__(self, script: Script, hands: Hands) -> None:
        self.skipped: list[Skipped] = []
        self._script = script
        self._hands = hands
        self._diligence = Diligence(script.pace)

    def acts_on(self, day: date, plan: Plan) -> bool:
        """Whether she has anything to do at the board on this day."""
        return (
            self._reviews_on(day, plan)
            or self._diligence.is_for(day)
            or any(gesture.is_for(day) for gesture in self._script.gestures)
        )

    def act(self, day: date, plan: Plan) -> None:
        """Do the day's part; `plan` is what she sees."""
        if self._reviews_on(day, plan):
            self._hands.complete_reviews()
        for gesture in self._script.gestures:
            if gesture.is_for(day):
                self._try(gesture, day)
        self._diligence.act(day, plan, self._hands)

    def _reviews_on(self, day: date, plan: Plan) -> bool:
        return self._script.reviews and day.weekday() == plan.settings.review_weekday

    def _try(self, gesture: Gesture, day: date) -> None:
        try:
            self._do(gesture)
        except NotThereError as reason:
            self.skipped.append(Skipped(day, gesture, str(reason)))

    def _do(self, gesture: Gesture) -> None:
        hands = self._hands
        if gesture.verb is Verb.ADD:
            hands.add(gesture.goal, gesture.place)
            return
        task = hands.see(gesture.goal)
        match gesture.verb:
            case Verb.TICK:
                hands.tick(task, gesture.step)
            case Verb.COMPLETE:
                hands.complete(task)
            case Verb.REOPEN:
                hands.reopen(task)
            case Verb.MOVE:
                hands.move(task, gesture.place)
            case Verb.DEFER:
                hands.defer(task, gesture.until)
            case Verb.LET_GO:
                hands.move(task, Place.LET_GO)
            case Verb.RENAME:
                hands.rename(task, gesture.name)
            case Verb.HEART:
                hands.heart(task)
