"""One seed is one schedule is one trace."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from integrations.asana.sandbox import Fault
from service.store import accounts
from simulation.answering import Answers
from simulation.crew import Crew
from simulation.gestures import Hand
from simulation.ground import Ground, Killed, repeatable_ids
from simulation.life import HOLD, Life
from simulation.passing import LOOKS, midnight
from simulation.planning import Desk
from simulation.settling import settle

if TYPE_CHECKING:
    from collections.abc import Mapping

SILENT = [
    "timeout_before", "timeout_after", "late_effect", "drop_before", "drop_after",
    "unreachable", "500_before", "500_after", "503_after", "504_after", "502_html",
    "502_html_after", "truncated_201", "garbage_200", "429", "429_no_header", "429_date",
    "429_huge", "stale_list",
]  # fmt: skip
REFUSALS = ["400", "402", "403", "404", "451"]


@dataclass(frozen=True)
class Result:
    """What came of a seed: what was wrong, and everything that happened."""

    seed: int
    faults: tuple[str, ...]
    trace: tuple[str, ...]
    counts: Mapping[str, int]
    requests: int

    @property
    def hash(self) -> str:
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()[:16]


class Schedule:
    """A random sequence of everything that may happen, and the calm after it."""

    def __init__(self, ground: Ground, seed: int, often: str = "") -> None:
        self.rng = rng = Random(seed)  # noqa: S311 - has to be repeatable
        self.life = Life(
            ground.fresh(),
            oauth=rng.random() < 0.3,
            later=rng.random() < 0.5,
            per_minute=rng.choice([135, 135, 40]),
        )
        self.world = self.life.home.world
        self._switch()
        self._acts = ACTS | ({often: sum(ACTS.values())} if often else {})
        self.hand, self.desk = Hand(self.life, rng), Desk(self.life, rng)
        self.answers = Answers(self.life, rng)

    def run(self) -> None:
        """Let it happen, calm down, and judge."""
        self.desk.first()
        for _ in range(self.rng.randint(3, 9)):
            act = self.rng.choices(list(self._acts), list(self._acts.values()))[0]
            getattr(self, act)()
        settle(self.life)

    def sync(self) -> None:
        self.life.work(force=self.rng.random() < 0.3, review=self.rng.random() < 0.1)

    def wait(self) -> None:
        rng = self.rng
        self.life.wait_out_holds()
        seconds = rng.choice([5, 61, 200, 3_600, 86_400, 7 * 86_400, 40 * 86_400])
        self.life.wait(seconds * rng.uniform(0.5, 1.5))

    def gestures(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.hand.do()

    def answer(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.answers.do()

    def monday(self) -> None:
        """Give the review something to ask, wait for it, and let the person answer."""
        life = self.life
        life.wait_out_holds()
        life.work()
        self.hand.do(self.rng.choice(["finish", "crowd"]))
        life.wait(self.rng.choice([61, 61, 35 * 86_400]))
        life.work()
        due = life.account().next_review_at
        if due is not None and due > life.now():
            life.wait((due - life.now()).total_seconds() + self.rng.uniform(1, 3_600))
        self.sync()
        self.answer()
        if self.rng.random() < 0.5:
            life.wait(61)
            life.work()
            self.answer()

    def plan(self) -> None:
        self.desk.do()

    def fault(self) -> None:
        """Let one of the next requests fail, or a short row of them."""
        rng = self.rng
        kind = rng.choice([*SILENT, *REFUSALS])
        method = rng.choice(["POST", "PUT", "DELETE"]) if kind in REFUSALS else "*"
        fault = Fault(
            kind,
            method=method,
            skip=rng.randrange(25),
            times=rng.choice([1, 1, 1, 2, 4]),
            seconds=rng.uniform(5, 85),  # late and seen late: within the grace together
            retry_after=rng.choice([7, 900]) if kind == "429_huge" else None,
        )
        self.world.faults.add(fault)
        self.life.tell(f"fault {kind} {method} skip {fault.skip} times {fault.times}")
        self.sync()

    def beyond(self) -> None:
        """Let something new be made later than the grace, and once more meanwhile.

        Later than a second grace it would pass for a copy of the person's.
        """
        life, rng = self.life, self.rng
        self.world.faults.clear()
        life.work()
        self.desk.do()
        path, seconds = r"/tasks(/\d+/subtasks)?", rng.uniform(200, 350)
        late = Fault("late_effect", "POST", path, rng.randrange(2), seconds=seconds)
        self.world.faults.add(late)
        life.tell(f"later than the grace, by {seconds:.0f} s")
        for _ in range(3):
            life.work()
            if late.spent:
                life.pass_grace()
            life.wait(HOLD.total_seconds())
        self.world.faults.clear()

    def revoke(self) -> None:
        self.world.revoke(self.life.home.token)
        self.sync()
        self.life.wait(100)
        self.sync()
        self.life.reconnect()

    def death(self) -> None:
        """Let the process die around a commit or a request."""
        if self.rng.random() < 0.5:
            commit = self.rng.randint(1, 30)
            self.life.database.die_at(commit, after=self.rng.random() < 0.5)
            self.life.tell(f"death at commit {commit}")
        else:
            self._during("death", _die)
        self.sync()
        self.life.database.live()
        self.life.wait(61)

    def rest(self) -> None:
        """Let looks hear nothing for a while, and perhaps the process die when one does."""
        for _ in range(LOOKS):
            self.life.wait_out_holds()
            self.life.wait(61)
            self.life.work()
        self.life.tell(f"quiet until {self.life.account().quiet_until}")
        self.gestures()
        if self.rng.random() < 0.5:
            commit = self.rng.randint(1, 12)
            self.life.database.die_at(commit, after=True)
            self.life.tell(f"death at commit {commit}")
            self.life.work()
            self.life.database.live()
            self.life.wait(61)
            self.life.work()

    def stall(self) -> None:
        """Let time pass between two glances of a turn at the clock."""
        self.life.clock.stall(self.rng.randint(1, 25), self.rng.uniform(1, 100))
        self.sync()
        self.life.clock.go_on()

    def midnight(self) -> None:
        midnight(self.life, self.rng)

    def meanwhile(self) -> None:
        """Let the person act in the middle of a sync."""
        ways = [self.hand.do, self.gestures, self.desk.do, self.answer]
        act = self.rng.choice(ways)
        self._during("meanwhile", act)
        self.sync()

    def overtaken(self) -> None:
        """Let another worker take the account over in the middle of a sync."""

        def other() -> None:
            life = self.life
            quiet, rejected = life.quiet_until, life.rejected
            life.wait(self.rng.uniform(61, 120))
            if self.rng.random() < 0.5:
                self.hand.do()
            life.tell("another worker")
            life.work()
            life.quiet_until, life.rejected = quiet, rejected

        self._during("overtaken", other)
        self.sync()

    def crew(self) -> None:
        """Let two to four workers, and the person, be at it at once."""
        with self.life.real.begin() as tx:
            accounts.request(tx, self.life.home.account_id, now=self.life.now())
        crew = Crew(
            self.life, self.rng, self.rng.choice([self.hand.do, self.desk.do, self.answers.do])
        )
        crew.work(self.rng.randint(2, 4))
        self.life.wait(61)

    def ask(self) -> None:
        """Let somebody ask for another run in the middle of one."""
        self._during("asked", self.life.ask)
        self.sync()

    def sweep(self) -> None:
        """Let the person delete many goals at once."""
        for task in self.hand.tasks()[:: self.rng.choice([1, 2])]:
            self.hand.throw(task)
        self.life.work()
        self.life.tell(f"swept: {self.life.account().state}")

    def archive(self) -> None:
        """Let the person archive the project, and take that back."""
        life, person = self.life, self.life.home.person
        if (project := life.project) is None:
            return
        person.update_project(project, {"archived": True})
        life.tell("archived")
        self.wait()
        self.sync()
        self.gestures()
        person.update_project(project, {"archived": False})
        life.tell("unarchived")

    def events(self) -> None:
        """Let Asana lose, repeat or shuffle what its event stream has still to show."""
        events, rng = self.world.events, self.rng
        start = max(0, len(events) - rng.randint(1, 12))
        lately = events[start:]
        match rng.randrange(3):
            case 0:
                self.life.unheard = True
                events[start:] = [replace(event, scopes=frozenset()) for event in lately]
            case 1:
                events.extend(lately)
            case 2:
                self.life.unheard = True  # a place in the stream may be among them
                events[start:] = rng.sample(lately, len(lately))
        self.life.tell(f"events from {start} are not what they were")

    def jump(self) -> None:
        """Let the clock be wrong for a while: a week back, or a year on."""
        self.life.wait_out_holds()
        self.life.wait(61)
        if self.rng.random() < 0.5:
            self.life.jump(days=-8)
            self.sync()
            self.gestures()
            self.life.jump(days=8)
        else:
            self.life.jump(days=365)
        self.sync()

    def _during(self, what: str, act: object) -> None:
        kind, skip = self.rng.choice(["before", "after"]), self.rng.randrange(20)
        self.life.tell(f"{what} {kind} request {skip}")
        self.world.faults.add(Fault(kind, skip=skip, do=act))

    def _switch(self) -> None:
        rng, switches = self.rng, self.world.switches
        for name in (
            "external_unique",
            "external_held_by_trash",
            "created_task_on_top",
            "subtask_on_top",
            "pages_shift",
        ):
            setattr(switches, name, rng.random() < 0.5)
        switches.trashed_task_answers = rng.choice(["404", "403", "200"])


def _die() -> None:
    raise Killed


def simulate(ground: Ground, seed: int, often: str = "") -> Result:
    """Run one seed, in which one thing may happen `often`."""
    with repeatable_ids(seed):
        schedule = Schedule(ground, seed, often)
        schedule.run()
    life = schedule.life
    asked = [f"{one.method} {one.path} {one.status}" for one in life.home.world.requests]
    trace = (*life.trace, *asked)
    return Result(seed, tuple(life.faults), trace, life.ledger.counts, len(asked))


ACTS = {
    "sync": 6,
    "wait": 4,
    "gestures": 8,
    "answer": 3,
    "monday": 4,
    "plan": 4,
    "fault": 4,
    "death": 3,
    "rest": 2,
    "stall": 2,
    "midnight": 1,
    "meanwhile": 4,
    "overtaken": 2,
    "beyond": 1,
    "revoke": 0.3,
    "crew": 3,
    "ask": 1,
    "sweep": 0.5,
    "archive": 0.3,
    "events": 1,
    "jump": 0.3,
}
