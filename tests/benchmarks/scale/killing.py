"""Workers that are killed, and put to sleep beyond their lease, while requests come.

python tests/benchmarks/scale/killing.py DATABASE DIARY

is one of the workers: its turns take a moment and stand in the diary, which outlives it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(1, str(Path(__file__).parents[3]))

from benchmarks.scale.hands import FOUND_NOTHING, idle, on_and_on
from sqlalchemy import func, select
from support.crowds import let_come

from service.store import accounts as queue
from service.store import runs as history
from service.store.database import open_database
from service.store.tables import accounts, runs
from service.worker import Worker

if TYPE_CHECKING:
    from service.store.database import Database

ACCOUNTS, WORKERS, THREADS, LEASE = 200, 3, 4, 5
ASLEEP = LEASE + 1.5
PAUSE = 0.01
MISHAPS = (1.5, 3.5)
EACH_THIRD = 3
LONGEST = 60


def work(url: str, diary: str) -> None:
    """Work until killed, or until the standard input ends."""
    file = os.open(diary, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    chance = random.Random()  # noqa: S311 - protects nothing

    def job(lease: queue.Lease, run_id: int, _report: object) -> object:
        note = f"{os.getpid()} {lease.account_id} {run_id}"
        os.write(file, f"{time.monotonic()} begins {note}\n".encode())
        time.sleep(chance.uniform(0.02, 0.15))
        os.write(file, f"{time.monotonic()} ends {note}\n".encode())
        return FOUND_NOTHING

    worker = Worker(idle(url, lease_seconds=LEASE), job=job)
    stop = threading.Event()
    crew = [threading.Thread(target=on_and_on, args=(worker, stop)) for _ in range(THREADS)]
    for thread in crew:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in crew:
        thread.join()


@dataclass(frozen=True)
class Suffered:
    """What came of it.

    `overtaken` are turns of a worker that had slept beyond its lease: another one took over
    meanwhile, and what the first said in the end was refused.
    """

    requests: int
    kills: int
    pauses: int
    begun: int
    ended: int
    lost: int
    at_once: int
    overtaken: int


@dataclass
class _Turn:
    worker: int
    account: int
    run: int
    began: float
    ended: float | None = None


@dataclass
class _Crew:
    """The workers that run, when each was killed, and who has slept."""

    url: str
    diary: Path
    living: list[subprocess.Popen[str]] = field(default_factory=list)
    killed: dict[int, float] = field(default_factory=dict)
    slept: dict[int, float] = field(default_factory=dict)
    alarms: list[threading.Timer] = field(default_factory=list)

    def fill(self) -> None:
        command = [sys.executable, __file__, self.url, str(self.diary)]
        while len(self.living) < WORKERS:
            self.living.append(subprocess.Popen(command, stdin=subprocess.PIPE, text=True))  # noqa: S603 - our own interpreter and code

    def awake(self) -> list[subprocess.Popen[str]]:
        now = time.monotonic()
        return [one for one in self.living if self.slept.get(one.pid, 0) < now]

    def kill(self, one: subprocess.Popen[str]) -> None:
        one.kill()
        one.communicate()
        self.killed[one.pid] = time.monotonic()
        self.living.remove(one)
        self.fill()

    def sleep(self, one: subprocess.Popen[str]) -> None:
        """Stop it until well beyond its lease, and let it go on where it was."""
        self.slept[one.pid] = time.monotonic() + ASLEEP
        one.send_signal(signal.SIGSTOP)
        self.alarms.append(threading.Timer(ASLEEP, one.send_signal, [signal.SIGCONT]))
        self.alarms[-1].start()

    def end(self) -> None:
        for alarm in self.alarms:
            alarm.join()
        for one in self.living:
            one.communicate()


def suffer(url: str, seconds: float) -> Suffered:
    """Let requests come for so long while workers die, then let the rest be done."""
    chance = random.Random(1)  # noqa: S311 - repeatable, and protects nothing
    with tempfile.TemporaryDirectory() as folder, closing(open_database(url)) as database:
        let_come(database, ACCOUNTS, due_at=datetime.now(UTC))
        crew = _Crew(url, Path(folder) / "diary")
        crew.fill()
        end = time.monotonic() + seconds
        requests = mishaps = 0
        next_mishap = time.monotonic() + MISHAPS[1]
        while time.monotonic() < end:
            with database.begin() as tx:
                queue.request(tx, chance.randint(1, ACCOUNTS), now=datetime.now(UTC))
            requests += 1
            if time.monotonic() > next_mishap:
                mishaps += 1
                victim = chance.choice(crew.awake())
                (crew.kill if mishaps % EACH_THIRD else crew.sleep)(victim)
                next_mishap = time.monotonic() + chance.uniform(*MISHAPS)
            time.sleep(PAUSE)
        _until_done(database)
        crew.end()
        return _judged(database, crew, requests)


def _until_done(database: Database) -> None:
    give_up_at = time.monotonic() + LONGEST
    while _waiting(database) and time.monotonic() < give_up_at:
        time.sleep(0.1)


def _waiting(database: Database) -> int:
    with database.begin() as tx:
        waiting = func.coalesce(func.sum(accounts.c.wanted - accounts.c.done), 0)
        return int(tx.execute(select(waiting)).scalar_one())


def _judged(database: Database, crew: _Crew, requests: int) -> Suffered:
    turns = _turns(crew.diary)
    with database.begin() as tx:
        told = dict(tx.execute(select(runs.c.id, runs.c.status)).all())
    overtaken = at_once = 0
    for _, own in groupby(sorted(turns, key=_by_account), key=lambda turn: turn.account):
        for pair in pairwise(own):
            one, other = pair
            if other.began < (one.ended or crew.killed[one.worker]):
                refused = [turn for turn in pair if told.get(turn.run) == history.INTERRUPTED]
                was_late = any(turn.worker in crew.slept for turn in refused)
                overtaken += was_late
                at_once += not was_late
    return Suffered(
        requests=requests,
        kills=len(crew.killed),
        pauses=len(crew.slept),
        begun=len(turns),
        ended=sum(turn.ended is not None for turn in turns),
        lost=_waiting(database),
        at_once=at_once,
        overtaken=overtaken,
    )


def _by_account(turn: _Turn) -> tuple[int, float]:
    return turn.account, turn.began


def _turns(diary: Path) -> list[_Turn]:
    found: dict[int, _Turn] = {}
    for line in diary.read_text().splitlines():
        at, what, worker, account, run = line.split()
        if what == "begins":
            found[int(run)] = _Turn(int(worker), int(account), int(run), float(at))
        else:
            found[int(run)].ended = float(at)
    return list(found.values())


HEAD = """
Workers killed with SIGKILL, each third time put to sleep beyond its lease, while requests come

  database      requests  kills  sleeps  turns: begun  ended  lost  at once  overtaken
"""


def line(kind: str, found: Suffered) -> str:
    """One line of the table."""
    return (
        f"  {kind:12} {found.requests:9,}  {found.kills:5}  {found.pauses:6}  {found.begun:12,}"
        f"  {found.ended:5,}  {found.lost:4}  {found.at_once:7}  {found.overtaken:9}"
    )


if __name__ == "__main__":
    work(*sys.argv[1:])
