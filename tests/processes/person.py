"""Ada at her board, and programs at the doors, while the processes die: all is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

    from processes.home import Home

FIELDS = {"rename": "name", "tick": "completed"}


@dataclass
class Person:
    """What she did: `said` is the last value of each field of each task."""

    home: Home
    seed: int
    said: dict[tuple[str, str], object] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)  # new tasks and steps by gid
    deleted: set[str] = field(default_factory=set)
    goals: list[str] = field(default_factory=list)  # acknowledged by the API: their ids
    tickets: list[int] = field(default_factory=list)  # acknowledged by the hook
    gestures: int = 0
    _numbers: int = 0

    def __post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 - repeatable, and protects nothing

    def flood(self, pause: float) -> Flood:
        """Return a block in which she and the programs do something at least as often."""
        return Flood([self._gesture, self._knock], self._random, pause)

    def _gesture(self) -> None:
        tasks = self._goal_tasks()
        if tasks:
            names = ["rename", "rename", "rename_step", "tick", "add", "add_step", "delete"]
            getattr(self, f"_{self._random.choice(names)}")(self._random.choice(tasks))
            self.gestures += 1

    def _rename(self, task: dict) -> None:
        self._say(task["gid"], "rename", self._word("Renamed"))

    def _rename_step(self, task: dict) -> None:
        for step in task["subtasks"][:1]:
            self._say(step["gid"], "rename", self._word("Renamed step"))

    def _tick(self, task: dict) -> None:
        for step in task["subtasks"][-1:]:
            self.home.asana.person("tick", step["gid"])
            self.said[step["gid"], "completed"] = True

    def _add(self, task: dict) -> None:
        (section,) = task["memberships"].values()
        name = self._word("Added")
        self.added[self.home.asana.person("add_task", section, name)] = name

    def _add_step(self, task: dict) -> None:
        name = self._word("Step by hand")
        self.added[self.home.asana.person("add_subtask", task["gid"], name)] = name

    def _delete(self, task: dict) -> None:
        """Seldom: where much goes at once, Momentum asks first."""
        if not self.deleted and task["gid"] in self.added:
            self.home.asana.person("delete", task["gid"])
            self.deleted |= {task["gid"], *(step["gid"] for step in task["subtasks"])}

    def _say(self, gid: str, gesture: str, value: str) -> None:
        self.home.asana.person(gesture, gid, value)
        self.said[gid, FIELDS[gesture]] = value

    def _knock(self) -> None:
        """What another program asks for; without an answer, it may have been done or not."""
        with self.home.client() as client:
            try:
                if self._random.random() < 0.2:
                    body = {"skill": self._word("By the API"), "steps": ["One", "Two"]}
                    made = client.post("/api/v1/goals", json=body).raise_for_status()
                    self.goals.append(made.json()["id"])
                else:
                    asked = client.post("/hooks/sync").raise_for_status()
                    self.tickets.append(asked.json()["id"])
            except (httpx.TransportError, httpx.HTTPStatusError):
                return

    def _word(self, kind: str) -> str:
        self._numbers += 1
        return f"{kind} {self._numbers}"

    def _goal_tasks(self) -> list[dict]:
        return [
            task
            for project in self.home.asana.snapshot()["projects"]
            for section in project["sections"]
            if section["name"] != "Reviews"
            for task in section["tasks"]
        ]


class Flood:
    """Threads that do one thing after another until the block ends."""

    def __init__(self, things: list[Callable[[], None]], random: Random, pause: float) -> None:
        self._over = Event()
        self._pause = pause
        self._random = random
        self._broken: list[Exception] = []
        self._threads = [Thread(target=self._go_on, args=(do,)) for do in things]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        if self._broken:
            raise self._broken[0]

    def _go_on(self, do: Callable[[], None]) -> None:
        while not self._over.wait(self._random.uniform(0, self._pause)):
            try:
                do()
            except Exception as error:  # noqa: BLE001 - raised where the block ends
                self._broken.append(error)
                return
