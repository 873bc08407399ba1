"""Two to four workers at once: one is awake at a time, and the seed says which."""

from __future__ import annotations

from threading import Semaphore, Thread
from typing import TYPE_CHECKING

from simulation.ground import Killed

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from simulation.life import Life

TRIES = 3


class Crew:
    """Workers of one account, each a thread that sleeps unless it was woken by another.

    A worker may be put to sleep between any two requests and commits, for as long as it
    takes the others to overtake it; then it wakes up and does not know that time has passed.
    """

    def __init__(self, life: Life, rng: Random, meanwhile: Callable[[], object]) -> None:
        self._life, self._rng, self._meanwhile = life, rng, meanwhile
        self._beds: dict[int, Semaphore] = {}
        self._awake = 0
        self._door = Semaphore(0)
        self._errors: list[BaseException] = []

    def work(self, workers: int) -> None:
        """Let so many workers do what is due, until the last is done."""
        self._beds = {number: Semaphore(0) for number in range(1, workers + 1)}
        threads = [Thread(target=self._live, args=(number,)) for number in self._beds]
        for thread in threads:
            thread.start()
        self._life.pause = self._pause
        self._wake()
        self._door.acquire()
        self._life.pause = lambda: None
        for thread in threads:
            thread.join()
        if self._errors:
            raise self._errors[0]

    def _live(self, number: int) -> None:
        self._beds[number].acquire()
        try:
            for _ in range(TRIES):
                self._life.work()
                self._pause()
        except Killed:
            """Between two turns: nothing was under way."""
        except BaseException as error:  # noqa: BLE001 - raised again where all come together
            self._errors.append(error)
        del self._beds[number]
        if self._beds:
            self._wake()
        else:
            self._door.release()

    def _pause(self) -> None:
        """Go on, or sleep while others work; time may pass, and the person may do something."""
        rng, life = self._rng, self._life
        chance = rng.random()
        if chance < 0.7:
            return
        if chance > 0.99:
            life.tell(f"worker {self._awake} dies")
            raise Killed
        if chance > 0.95:
            self._meanwhile()
        elif chance > 0.92:
            life.wait(rng.uniform(61, 120))
            life.tell(f"worker {self._awake} was held up")
        me = self._awake
        self._wake()
        self._beds[me].acquire()

    def _wake(self) -> None:
        """Wake one of them, perhaps oneself."""
        self._awake = self._rng.choice(sorted(self._beds))
        self._beds[self._awake].release()
