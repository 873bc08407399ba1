"""One worker process of a measurement: ready, then works until nothing is due, then tells.

python tests/benchmarks/scale/hands.py DATABASE THREADS [ASANA]

Without ASANA its turns find nothing to do, at once: what is left is the queue. With --on-and-on
it works until its standard input ends; with --alone it claims and gives back, without any turn.
"""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(1, str(Path(__file__).parents[3]))

from service.bootstrap import App, utc_now
from service.config import Settings
from service.meters import Meters
from service.store.database import open_database
from service.store.vault import Vault
from service.usecases.ending import Ended, of_turn
from service.usecases.sync.outcome import Outcome, Status
from service.usecases.turn import Turn
from service.worker import Worker

AT_A_TIME = 32
FOUND_NOTHING = Turn(Outcome(Status.DONE, whole=False))


def idle(database: str, lease_seconds: float = 60) -> SimpleNamespace:
    """What a worker needs of the application, without an Asana."""
    return SimpleNamespace(
        database=open_database(database),
        settings=SimpleNamespace(poll_seconds=3600, lease_seconds=lease_seconds),
        clock=lambda: datetime.now(UTC),
        meters=Meters(),
    )


def alone(worker: Worker, _stop: threading.Event) -> None:
    """Claim and give back, as many at a time as there can be threads, and nothing between."""
    ended: list[Ended] = []
    while begun := worker._serve(ended, AT_A_TIME):
        how = of_turn(FOUND_NOTHING)
        ended = [Ended(one.lease, one.run_id, how) for one in begun]


def on_and_on(worker: Worker, stop: threading.Event) -> None:
    """Do what is due, until it is enough."""
    while not stop.is_set():
        worker._work_through(stop)
        stop.wait(0.05)


def main(database: str, threads: int, *how: str) -> None:
    """Say that we are ready; once a line comes, work, and say what that took."""
    asana = next((one for one in how if one.startswith("http")), "")
    if asana:
        settings = Settings(database_url=database, asana_url=asana, poll_seconds=3600)
        opened = open_database(database)
        app = App(settings, opened, Vault.unlock(settings, opened), utc_now)
        worker = Worker(app)
    else:
        app = idle(database)
        worker = Worker(app, job=lambda *_: FOUND_NOTHING)
    with app.database.begin() as tx:
        tx.exec_driver_sql("SELECT 1")
    print("ready", flush=True)
    sys.stdin.readline()
    began, computed = time.perf_counter(), time.process_time()
    stop = threading.Event()
    work = worker._work_through
    if "--alone" in how:
        work = partial(alone, worker)
    if "--on-and-on" in how:
        threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
        work = partial(on_and_on, worker)
    crew = [threading.Thread(target=work, args=(stop,)) for _ in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    counts = app.meters.read()
    told = {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - computed,
        "runs": dict(counts.runs),
        "requests": counts.requests,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
