from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from support.house import NOW, House

from service.domain.changes import Change, What
from service.domain.spread import next_full_reading
from service.errors import AccountStopped, NeedsConfirmation, ServiceError
from service.store import accounts, runs
from service.store.accounts import AccountState, Answer
from service.usecases.ending import FAILED, STOPPED, WAITING
from service.usecases.ports import ComeBack, Refusal, Stopped
from service.usecases.sync.outcome import Outcome, Status
from service.usecases.turn import Turn
from service.worker import Worker


def test_a_turn_is_done_recorded_and_the_next_full_reading_is_at_its_moment_of_the_day(house):
    run = house.worker().run_once()

    with house.database.begin() as tx:
        stored = runs.get(tx, run.id)
    assert (run.status, stored.status) == ("done", "done")
    assert stored.progress == {"done": 1, "total": 2, "what": "Working"}
    assert house.account().waiting == 0
    assert house.account().next_full_at == next_full_reading(house.account_id, NOW)
    assert house.account().due_at == NOW + timedelta(seconds=60)
    assert house.worker().run_once() is None


def test_a_look_that_nobody_asked_for_and_that_found_nothing_is_not_remembered(house):
    house.worker().run_once()
    house.wait(60)
    house.script = [Turn(Outcome(Status.DONE, whole=False))]

    assert house.worker().run_once().status == "done"
    with house.database.begin() as tx:
        assert len(runs.latest(tx, house.account_id, 9)) == 1


def test_a_look_that_somebody_asked_for_is_remembered_whatever_it_found(house):
    house.worker().run_once()
    house.ask()
    house.script = [Turn(Outcome(Status.DONE, whole=False))]
    house.worker().run_once()

    with house.database.begin() as tx:
        assert len(runs.latest(tx, house.account_id, 9)) == 2


def test_what_asana_refused_is_not_tried_again_every_minute(house):
    refused = Change(What.REFUSED, "Curiosity", note="too long")
    house.script = [Turn(Outcome(Status.DONE, (refused,)))]
    house.worker().run_once()

    assert house.account().due_at == NOW + timedelta(minutes=15)


def test_what_is_asked_for_during_a_turn_is_one_more_turn(house):
    house.meanwhile = lambda _: house.ask()
    house.worker().run_once()
    house.meanwhile = None

    assert house.worker().run_once().covers == 2
    assert house.worker().run_once() is None


def test_what_asana_has_not_answered_is_looked_at_again(house):
    soon = NOW + timedelta(minutes=3)
    house.script = [Turn(Outcome(Status.UNCERTAIN, look_again_at=soon))]

    assert house.worker().run_once().status == "uncertain"
    assert house.account().due_at == soon


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Stopped("token_invalid", "No.", hint="Connect."), AccountState.TOKEN_INVALID),
        (Stopped("project_gone", "Gone.", hint="Restore."), AccountState.PROJECT_GONE),
        (NeedsConfirmation("Much.", hint="--force"), AccountState.CONFIRM),
    ],
)
def test_a_stop_waits_for_the_person_with_its_reason(house, error, state):
    house.script = [error]

    run = house.worker().run_once()

    assert run.status == STOPPED
    assert run.error == {
        "error": type(error).__name__,
        "message": str(error),
        "hint": error.hint,
    }
    assert (house.account().state, house.account().state_message) == (state, str(error))
    house.now += timedelta(days=3)
    assert house.worker().run_once() is None


def test_nobody_works_before_asana_says_so(house):
    house.script = [ComeBack("Wait.", seconds=40)]

    assert house.worker().run_once().status == WAITING
    house.ask()
    assert house.worker().run_once() is None
    house.now += timedelta(seconds=40)
    assert house.worker().run_once().status == "done"


def test_failures_are_tried_again_ever_more_slowly(house):
    waits = []
    for _ in range(9):
        house.script = [Refusal("No.")]
        assert house.worker().run_once().status == FAILED
        waits.append((house.account().due_at - house.now).total_seconds())
        house.now = house.account().due_at
    house.worker().run_once()
    house.script = [Refusal("No.")]
    house.ask()
    house.worker().run_once()

    assert waits == [10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert (house.account().due_at - house.now).total_seconds() == 10


def test_a_failure_does_not_make_a_due_review_run_in_circles(house):
    with house.database.begin() as tx:
        accounts.set_next_review(tx, house.account_id, NOW)
    house.script = [Refusal("No.")]

    house.worker().run_once()

    assert house.worker().run_once() is None
    assert house.account().next_review_at == NOW + timedelta(seconds=10)


def test_a_bug_gives_the_account_back_and_tells_no_secret(house, caplog):
    house.script = [RuntimeError("canary")]

    run = house.worker().run_once()

    assert run.status == FAILED
    assert "canary" not in str(run.error)
    assert "canary" in caplog.text
    assert house.account().lease_until is None


def test_a_worker_that_lost_its_account_writes_nothing_about_it(house):
    def another_takes_over(_lease):
        house.now += timedelta(minutes=5)
        with house.database.begin() as tx:
            assert accounts.claim(tx, owner="other", now=house.now, seconds=60)

    house.meanwhile = another_takes_over

    run = house.worker().run_once()

    assert (run.status, run.error["error"]) == ("interrupted", "LeaseLost")
    assert house.account().waiting == 1
    assert house.account().lease_until == NOW + timedelta(minutes=6)


def test_a_ticket_is_answered_by_the_run_that_covers_it(house):
    ticket = house.ask(answer=Answer.CONFIRM)

    run = house.worker().run_ticket(house.account_id, ticket)

    assert (run.status, run.covers, run.trigger) == ("done", ticket, "command")
    assert house.answers == [Answer.CONFIRM]
    assert house.worker().run_ticket(house.account_id, ticket) == run


def test_a_command_waits_for_the_worker_that_is_at_it(house):
    ticket = house.ask()
    with house.database.begin() as tx:
        lease = accounts.claim(tx, owner="other", now=NOW, seconds=60)
        run_id = runs.start(tx, lease, "worker", NOW)
        runs.progress(tx, run_id, 3, 9, "Creating tasks")
    seen = []

    def other_ends(_seconds):
        with house.database.begin() as tx:
            accounts.release(tx, lease, now=NOW)
            runs.finish(tx, run_id, "done", now=NOW, result={})

    worker = Worker(house, job=house.job, wait=other_ends)
    run = worker.run_ticket(
        house.account_id, ticket, on_progress=lambda *told: seen.append(told)
    )

    assert (run.id, seen, house.answers) == (run_id, [(3, 9, "Creating tasks")], [])


def test_a_command_takes_over_from_a_worker_that_died(house):
    ticket = house.ask()
    with house.database.begin() as tx:
        lease = accounts.claim(tx, owner="dead", now=NOW, seconds=60)
        dead = runs.start(tx, lease, "worker", NOW)

    run = house.worker().run_ticket(house.account_id, ticket)

    assert (run.status, run.id > dead) == ("done", True)
    assert timedelta(seconds=60) <= house.now - NOW <= timedelta(seconds=61)


def test_a_command_counts_down_while_asana_asks_to_wait(house):
    house.script = [ComeBack("Wait.", seconds=5)]
    seen = []

    run = house.worker().run_ticket(
        house.account_id, house.ask(), on_progress=lambda *told: seen.append(told[2])
    )

    assert run.status == "done"
    assert [line for line in seen if "Again" in line] == [
        f"Wait. Again in {seconds} s" for seconds in (5, 4, 3, 2, 1)
    ]


def test_a_command_does_not_wait_longer_than_its_patience(house):
    house.script = [ComeBack("Wait.", seconds=3600)]

    run = house.worker().run_ticket(house.account_id, house.ask())

    assert (run.status, run.error["message"]) == (WAITING, "Wait.")
    assert house.now == NOW


def test_a_command_for_a_stopped_account_says_what_to_do(house):
    house.script = [Stopped("token_invalid", "The token is no more.", hint="Connect anew.")]
    house.worker().run_once()

    with pytest.raises(AccountStopped, match="no more") as stopped:
        house.worker().run_ticket(house.account_id, house.ask())

    assert stopped.value.hint == "Connect anew."


def test_an_idle_loop_works_when_woken_and_ends_when_told(house):
    stop, worked = threading.Event(), threading.Event()
    house.worker().run_once()
    worker = house.worker()
    thread = threading.Thread(target=worker.loop, args=(stop,))
    thread.start()
    house.ask()
    house.meanwhile = lambda _: worked.set()
    worker.wake()

    assert worked.wait(20)
    stop.set()
    worker.wake()
    thread.join(20)
    assert not thread.is_alive()


def test_a_turn_ends_at_its_next_step_when_the_process_does_and_is_due_again(house):
    stop = threading.Event()
    house.meanwhile = lambda _: stop.set()

    house.worker().loop(stop)

    with house.database.begin() as tx:
        (run,) = runs.latest(tx, house.account_id, 5)
    assert (run.status, run.error["error"]) == ("interrupted", "Draining")
    assert house.account().due_at == NOW


def test_a_loop_outlives_a_database_that_fails(house):
    stop = threading.Event()

    class Broken:
        def begin(self):
            stop.set()
            raise ServiceError("The database is locked.")

    worker = Worker(House(Broken()), job=house.job)

    worker.loop(stop)


def test_a_wait_after_a_turn_that_went_well_is_as_short_as_asana_asked(house):
    house.worker().run_once()
    house.ask()
    house.script = [ComeBack("Asana cannot be reached.", seconds=30)]

    assert house.worker().run_once().status == WAITING
    assert house.account().due_at == NOW + timedelta(seconds=30)


def test_a_command_after_a_turn_that_went_well_waits_and_goes_on(house):
    house.worker().run_once()
    house.script = [ComeBack("Asana cannot be reached.", seconds=30)]

    assert house.worker().run_ticket(house.account_id, house.ask()).status == "done"


def test_several_threads_of_one_worker_do_everything_once(house):
    """However they meet at the desk: each account has one turn, and is given back."""
    ids = [house.account_id, *house.neighbours(11)]
    done, stop, all_done = [], threading.Event(), threading.Event()

    def note(lease):
        done.append(lease.account_id)
        if len(done) >= len(ids):
            all_done.set()

    house.meanwhile = note
    worker = house.worker()
    threads = [threading.Thread(target=worker.loop, args=(stop,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    assert all_done.wait(20)
    stop.set()
    worker.wake()
    for thread in threads:
        thread.join(20)

    assert sorted(done) == sorted(ids)
    with house.database.begin() as tx:
        assert {accounts.get(tx, one).waiting for one in ids} == {0}
        assert all(runs.latest(tx, one, 9)[0].finished_at for one in ids)
