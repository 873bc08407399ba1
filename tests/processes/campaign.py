"""Kills at random moments: of one home after the other, until there were enough."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from processes.judge import judge
from processes.person import Person
from processes.settling import all_run, next_monday, settle, until_synced

if TYPE_CHECKING:
    from processes.home import Home

PLAN = """\
momentum: 1
purpose: Lead a product
goals:
""" + "".join(
    f"  - {{skill: Skill {number}, group: {group}, steps: [Step {number}a, Step {number}b]}}\n"
    for number, group in enumerate(["in_role", "in_role", "outside", "in_role"] * 3)
)
KILLS = {"a first sync": 4, "a review": 3, "a flood": 3}
"""So many of each home's processes die in each."""
MOST_REQUESTS = 25
LONGEST = 6.0
"""A kill comes after so many requests to Asana at most, or after so many seconds."""
BUSY, FLOOD = 0.6, 0.08
"""The longest pause between two things that somebody does, in seconds."""


@dataclass
class Tally:
    """What was injected, and what was wrong in the end."""

    kills: Counter[str] = field(default_factory=Counter)
    in_a_turn: int = 0
    homes: int = 0
    starts: int = 0
    requests: int = 0
    edits: int = 0
    deliveries: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.kills += other.kills
        for name in ("in_a_turn", "homes", "starts", "requests", "edits", "deliveries"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.acknowledged += other.acknowledged
        self.wrong += other.wrong


def live(home: Home, seed: int, kills: int = sum(KILLS.values())) -> Tally:
    """Live through a first sync, a Monday and a flood, with so many kills at most; judge."""
    rng = Random(seed)  # noqa: S311 - repeatable, and protects nothing
    person, tally = Person(home, seed), Tally(homes=1)
    home.move_in(PLAN)
    for phase, most in KILLS.items():
        if phase == "a review":
            until_synced(home)
            home.clock.turn_to(next_monday(home))
        with person.flood(FLOOD if phase == "a flood" else BUSY):
            for _ in range(min(most, kills - tally.kills.total())):
                _kill(home, rng, tally)
                tally.kills[phase] += 1
    settle(home)
    if not all(home.end()):
        tally.wrong.append("SIGTERM did not end a process in time")
    if (made := home.reviews()) != 1:
        tally.wrong.append(f"{made} reviews for one Monday")
    tally.wrong += judge(home, person)
    _count(home, person, tally)
    return tally


def _kill(home: Home, rng: Random, tally: Tally) -> None:
    """Let the service and a worker run, and one or both of them die."""
    all_run(home)
    _await_moment(home, rng)
    tally.in_a_turn += home.in_a_turn()
    service, worker = home.programs
    for program in rng.choice([[service], [worker], [service, worker]]):
        program.kill()
        home.programs.remove(program)


def _await_moment(home: Home, rng: Random) -> None:
    until = home.asana.asked() + rng.randint(0, MOST_REQUESTS)
    give_up_at = time.monotonic() + rng.uniform(0, LONGEST)
    while home.asana.asked() < until and time.monotonic() < give_up_at:
        time.sleep(0.003)
    time.sleep(rng.uniform(0, 0.02))


def _count(home: Home, person: Person, tally: Tally) -> None:
    tally.starts = home.starts
    tally.requests = home.asana.asked()
    tally.edits = person.gestures
    tally.deliveries = home.asana.deliveries()
    tally.acknowledged = len(person.goals) + len(person.tickets)
