from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from support.home import GRACE, Home, make_home
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.domain.spread import ahead
from service.store import accounts, plans
from service.usecases import review

# A Wednesday; the plan is in Lisbon, where summer time ends on 25 October 2026.
CONNECTED = datetime(2026, 10, 7, 10, tzinfo=UTC)
FIRST = datetime(2026, 10, 12, 8, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
REVIEW = "Review of Monday 12 October 2026"


@pytest.fixture
def home(database) -> Home:
    home = make_home(database)
    home.time[0] = CONNECTED
    home.plan_file(SMALL)
    Service(home).work()
    return home


@pytest.fixture
def service(home) -> Service:
    return Service(home)


def names(service: Service) -> list[str]:
    return sorted(str(task["name"]) for task in service.tasks())


def test_the_first_review_comes_on_the_first_review_day(home, service):
    assert service.next_review_at() == FIRST
    home.time[0] = FIRST - timedelta(seconds=1)
    assert service.work()[0].result["review"] is None

    home.time[0] = FIRST
    (run,) = service.work()

    (task,) = service.tasks()
    assert (task["name"], task["due_on"]) == (REVIEW, "2026-10-12")
    assert task["assignee"] == home.tasks()["Curiosity"]["assignee"] is not None
    assert run.result["review"] == {
        "week": "2026-W42",
        "gid": task["gid"],
        "new": True,
        "look_again_at": None,
    }
    assert service.next_review_at() == FIRST + WEEK


def test_where_many_are_due_it_may_be_made_a_little_earlier_and_never_on_another_day(
    home, service
):
    """Its own moment of the hour before, the same each week."""
    service.review_spread = timedelta(minutes=60)
    early = ahead(home.account_id, service.review_spread)
    home.time[0] = FIRST - early - timedelta(seconds=1)
    assert service.work()[0].result["review"] is None
    assert service.next_review_at() == FIRST - early

    home.time[0] = FIRST - early
    (run,) = service.work()

    (task,) = service.tasks()
    assert (task["name"], task["due_on"]) == (REVIEW, "2026-10-12")
    assert run.result["review"]["week"] == "2026-W42"
    assert service.next_review_at() == FIRST - early + WEEK
    home.time[0] = FIRST
    service.work()
    assert names(service) == [REVIEW]


def test_one_that_is_asked_for_at_night_is_still_that_of_the_old_week(home, service):
    """However early the next one may be made."""
    service.review_spread = timedelta(minutes=60)
    home.time[0] = FIRST.replace(hour=0) - timedelta(hours=1, minutes=1)

    (run,) = service.ask_for_review()

    assert run.result["review"]["week"] == "2026-W41"


def test_its_notes_name_the_goals_by_links_and_end_with_the_marker(home, service):
    home.time[0] = FIRST
    service.work()

    (task,) = service.tasks()

    notes = str(task["html_notes"])
    assert f'data-asana-gid="{home.gid("Data storytelling")}"' in notes
    assert "Lead a product from the first sketch" in notes
    assert f"momentum:review:2026-W42-{home.project()['gid']}" == notes.splitlines()[-1]


def test_there_is_one_a_week_at_the_persons_nine_o_clock(home, service):
    made = []
    home.time[0] = FIRST - timedelta(hours=1)
    while home.now() < FIRST + 5 * WEEK - timedelta(hours=1):
        before = len(service.reviews())
        service.work()
        if len(service.reviews()) > before:
            made.append(home.now())
        home.wait(hours=1 if home.now().weekday() == FIRST.weekday() else 6)

    summer, winter = [FIRST, FIRST + WEEK], FIRST + 2 * WEEK + timedelta(hours=1)
    assert made == [*summer, *(winter + number * WEEK for number in range(3))]
    assert len(service.tasks()) == len(made)


def test_a_second_turn_a_request_and_a_sync_make_no_second_one(home, service):
    home.time[0] = FIRST
    service.work()
    home.wait(minutes=1)

    (run,) = service.ask_for_review()
    home.sync()

    assert run.result["review"]["new"] is False
    assert names(service) == [REVIEW]


def test_a_machine_that_wakes_in_the_night_waits_for_the_hour_of_the_review(home, service):
    home.time[0] = FIRST
    service.work()
    home.time[0] = datetime(2026, 10, 26, 0, 1, tzinfo=UTC)
    service.work()
    assert names(service) == [REVIEW]

    home.time[0] = datetime(2026, 10, 26, 9, tzinfo=UTC)
    service.work()
    assert len(names(service)) == 2


def test_a_week_that_was_slept_through_stays_without(home, service):
    home.time[0] = FIRST + 6 * DAY
    service.work()
    assert names(service) == [REVIEW]

    home.time[0] = FIRST + 4 * WEEK + 2 * DAY
    service.work()

    assert [entry.iso_week for entry in service.reviews()] == [46, 42]


def test_it_can_be_asked_for_and_is_then_that_weeks(service):
    (run,) = service.ask_for_review()

    assert run.result["review"]["week"] == "2026-W41"
    assert names(service) == ["Review of Monday 5 October 2026"]
    assert service.next_review_at() == FIRST


def test_one_that_the_person_deleted_is_not_made_again(home, service):
    home.time[0] = FIRST
    service.work()
    home.person.delete(str(service.tasks()[0]["gid"]))
    home.wait(hours=1)

    service.ask_for_review()

    assert service.tasks() == []


@pytest.mark.parametrize(
    "kind", ["timeout_after", "500_after", "truncated_201", "drop_after", "timeout_before"]
)
def test_an_unknown_outcome_is_looked_for_and_never_sent_again_blindly(home, service, kind):
    home.time[0] = FIRST
    home.world.faults.add(Fault(kind, method="POST", path=r".*/tasks"))

    (run,) = service.work()
    assert run.status == "uncertain"
    assert service.next_review_at() == FIRST + GRACE
    for _ in range(4):
        home.wait(seconds=60)
        service.work()

    assert names(service) == [REVIEW]
    assert [entry.gid for entry in service.reviews()] == [service.tasks()[0]["gid"]]
    assert service.next_review_at() == FIRST + WEEK


def test_a_restored_database_finds_the_review_that_it_has_forgotten(home, service):
    home.time[0] = FIRST
    service.work()
    with home.database.begin() as tx:
        for table in ("reviews", "intents"):
            tx.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - two names of ours
    home.wait(minutes=1)

    service.ask_for_review()

    assert names(service) == [REVIEW]
    assert len(service.reviews()) == 1


def test_completed_reviews_are_counted_in_a_row(home, service):
    for number in range(4):
        home.time[0] = FIRST + number * WEEK + timedelta(hours=2)
        service.work()
        newest = max(service.tasks(), key=lambda task: str(task["due_on"]))
        home.person.complete(str(newest["gid"]))

    assert [entry.facts["streak"] for entry in service.reviews()] == [3, 2, 1, 0]


def test_a_review_that_was_reopened_before_the_next_one_does_not_count(home, service):
    home.time[0] = FIRST
    service.work()
    gid = str(service.tasks()[0]["gid"])
    home.person.complete(gid)
    home.wait(days=1)
    service.work()
    home.person.reopen(gid)
    home.time[0] = FIRST + WEEK
    service.work()

    assert [entry.facts["streak"] for entry in service.reviews()] == [0, 0]


def test_a_review_completed_after_the_next_one_was_made_does_not_count(home, service):
    home.time[0] = FIRST
    service.work()
    first = str(service.tasks()[0]["gid"])
    home.time[0] = FIRST + WEEK
    service.work()
    home.person.complete(first)
    home.time[0] = FIRST + 2 * WEEK + timedelta(hours=1)
    service.work()

    assert [entry.facts["streak"] for entry in service.reviews()] == [0, 0, 0]


def test_what_the_person_did_since_the_last_review_is_told(home, service):
    home.time[0] = FIRST
    service.work()
    home.person.rename(home.gid("Data storytelling"), "Telling data")
    home.time[0] = FIRST + WEEK
    service.work()

    newest = max(service.tasks(), key=lambda task: str(task["due_on"]))

    assert "renamed from “Data storytelling”" in str(newest["html_notes"])


def test_another_zone_counts_for_the_very_next_review(home, service):
    home.time[0] = FIRST
    service.work()
    with home.database.begin() as tx:
        plan = plans.load(tx, home.account_id)
        settings = replace(plan.settings, timezone="Asia/Tokyo", review_hour=10)
        plans.save(tx, home.account_id, replace(plan, settings=settings))
    home.wait(hours=1)

    home.sync()
    service.ask_for_review()

    assert service.next_review_at() == datetime(2026, 10, 19, 1, tzinfo=UTC)


def test_a_goal_in_the_trash_does_not_cost_the_review(home, service):
    gid = home.gid("Curiosity")
    home.time[0] = FIRST
    home.world.faults.add(
        Fault(
            "before",
            method="POST",
            path=r".*/tasks$",
            do=lambda: home.person.delete(gid),
        )
    )

    service.work()

    assert names(service) == [REVIEW]
    assert home.writes().count("POST /tasks") == 4 + 2  # refused with the link, taken without


def test_a_worker_that_is_overtaken_after_a_refusal_makes_no_review_any_more(home, service):
    gid = home.gid("Curiosity")
    home.time[0] = FIRST

    def overtake() -> None:
        home.person.delete(gid)
        home.wait(seconds=61)
        with home.database.begin() as tx:
            accounts.request(tx, home.account_id, now=home.now())
            assert accounts.claim(tx, owner="other", now=home.now(), seconds=60)

    home.world.faults.add(Fault("before", method="POST", path=r".*/tasks$", do=overtake))
    service.work()

    assert names(service) == []


def test_a_preview_touches_nothing(home, service):
    home.time[0] = FIRST
    before = (home.world.snapshot(), service.reviews(), service.next_review_at())

    with_asana = review.preview(home.database, home.account_id, home.board(), now=FIRST)
    alone = review.preview(home.database, home.account_id, None, now=FIRST)

    assert (home.world.snapshot(), service.reviews(), service.next_review_at()) == before
    assert with_asana.title == alone.title == REVIEW
