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

    def act(self, day: date, plan: Plan) -> bool:
        """Do the day's part; `plan` is what she sees. Says whether Asana was touched."""
        review_day = self._script.reviews and day.weekday() == plan.settings.review_weekday
        reviewed = review_day and self._hands.complete_reviews()
        gestures = [gesture for gesture in self._script.gestures if gesture.is_for(day)]
        for gesture in gestures:
            try:
                self._do(gesture)
            except NotThereError as reason:
                self.skipped.append(Skipped(day, gesture, str(reason)))
        worked = self._diligence.act(day, plan, self._hands)
        return reviewed or worked or bool(gestures)

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
