"""What a review carries: attached once, made good after anything, and never in its way."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from support.home import Home, make_home
from support.mortal import Killed, Mortal
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.domain.planfile_copy import read_copy
from service.domain.review_week import IsoWeek
from service.store import accounts

CONNECTED = datetime(2026, 10, 7, 10, tzinfo=UTC)
FIRST = datetime(2026, 10, 12, 8, tzinfo=UTC)
REVIEW = "Review of Monday 12 October 2026"
BOTH = {REVIEW: ["plan.yaml", "progress.png"]}
ON_SQLITE = pytest.mark.parametrize("lent", ["sqlite"], indirect=True)
FROM, COMMITS = 8, 25  # those of the review and its files; the others are killed elsewhere
REQUESTS = 14
UPLOAD = partial(Fault, method="POST", path="/attachments")
LIST = partial(Fault, method="GET", path="/attachments")


@pytest.fixture
def home(database) -> Home:
    home = make_home(database)
    home.time[0] = CONNECTED
    home.plan_file(SMALL)
    Service(home).work()
    home.time[0] = FIRST
    return home


@pytest.fixture
def service(home) -> Service:
    return Service(home, lambda _: b"\x89PNG")


def content(home: Home, name: str) -> bytes:
    (file,) = [file for file in home.world.attachments.values() if file.name == name]
    return file.content


def uploads(home: Home) -> int:
    return len([entry for entry in home.writes() if entry == "POST /attachments"])


def test_a_review_carries_the_plan_and_the_picture_once(home, service):
    service.work()
    assert service.files() == BOTH
    assert content(home, "progress.png") == b"\x89PNG"

    before = len(home.world.requests)
    home.wait(seconds=60)
    service.work()

    assert service.files() == BOTH
    assert not [one for one in home.world.requests[before:] if "attachments" in one.path]


def test_the_next_week_has_files_of_its_own(home, service):
    service.work()
    home.wait(days=7)
    service.work()

    assert service.files() == BOTH | {
        "Review of Monday 19 October 2026": ["plan.yaml", "progress.png"]
    }


def test_the_copy_holds_all_that_is_needed_to_begin_anew(home, service):
    home.let_go("Curiosity")
    home.person.delete(home.gid("Public speaking"))
    service.work()

    text = content(home, "plan.yaml")

    copy = read_copy(text)
    assert copy.plan == home.plan()
    assert copy.project == home.project()["gid"]
    deck = home.goal("Data storytelling")
    assert copy.tasks[deck.id].gid == home.gid("Data storytelling")
    assert all(step.id in copy.steps for step in deck.steps)
    assert copy.tasks[home.goal("Public speaking").id].lost == "deleted in Asana"
    (review,) = copy.reviews
    assert review.week == IsoWeek(2026, 42)
    assert review.gid == service.tasks()[0]["gid"]
    assert (review.figures.answered, review.figures.asked) == (2, 4)
    before = home.plan()
    home.plan_file(text.decode())
    assert home.plan() == before


def test_without_a_picture_there_is_the_plan_and_no_further_question(home):
    service = Service(home)
    service.work()
    assert service.files() == {REVIEW: ["plan.yaml"]}

    before = len(home.world.requests)
    home.wait(seconds=60)
    Service(home, lambda _: b"\x89PNG").work()  # matplotlib was installed meanwhile

    assert service.files() == {REVIEW: ["plan.yaml"]}
    assert not [one for one in home.world.requests[before:] if "attachments" in one.path]


@pytest.mark.parametrize("kind", ["400", "402", "403", "404", "451"])
@pytest.mark.parametrize("fault", [UPLOAD, LIST])
def test_a_review_whose_files_are_refused_is_still_a_review(home, service, kind, fault):
    home.world.faults.add(fault(kind, times=None))

    (run,) = service.work()

    assert run.status == "done"
    assert run.result["review"]["gid"] == service.tasks()[0]["gid"]
    home.world.faults.clear()
    before = len(home.world.requests)
    home.wait(seconds=60)
    service.work()
    assert not [one for one in home.world.requests[before:] if "attachments" in one.path]
    assert service.files() == {REVIEW: []}


@pytest.mark.parametrize(
    "kind", ["timeout_before", "timeout_after", "drop_after", "502_html_after", "500_before"]
)
def test_an_upload_without_an_answer_is_looked_for_before_it_is_sent_again(home, service, kind):
    home.world.faults.add(UPLOAD(kind))
    (run,) = service.work()
    assert run.status == "uncertain"

    for _ in range(3):
        home.wait(seconds=181)
        service.work()

    assert service.files() in (BOTH, {REVIEW: ["progress.png", "plan.yaml"]})


def test_an_upload_that_takes_effect_late_is_not_sent_twice(home, service):
    home.world.faults.add(UPLOAD("late_effect", seconds=90))
    service.work()

    for _ in range(4):
        home.wait(seconds=60)
        service.work()

    assert sorted(service.files()[REVIEW]) == ["plan.yaml", "progress.png"]
    assert uploads(home) == 2


def test_what_asana_never_answers_is_given_up(home, service):
    home.world.faults.add(UPLOAD("timeout_before", times=None))
    for _ in range(30):
        service.work()
        home.wait(seconds=200)

    assert uploads(home) == 2 * 3
    with home.database.begin() as tx:
        assert accounts.get(tx, home.account_id).state is accounts.AccountState.OK


@pytest.mark.parametrize("kind", ["503_before", "429_huge", "unreachable"])
def test_a_list_that_cannot_be_had_now_is_asked_for_later(home, service, kind):
    home.world.faults.add(
        LIST(kind, times=4)
    )  # a read is sent four times before it is given up
    (run,) = service.work()
    assert (run.status, service.files()) == ("waiting", {REVIEW: []})
    with home.database.begin() as tx:
        assert accounts.get(tx, home.account_id).hold_until > home.now()

    home.world.faults.clear()
    home.wait(hours=7)
    service.work()

    assert service.files() == BOTH


def test_a_file_that_the_person_took_off_stays_off(home, service):
    service.work()
    home.world.attachments.clear()

    home.wait(days=1)
    service.work()

    assert service.files() == {REVIEW: []}


def test_a_review_of_long_ago_is_left_as_it_is(home, service):
    home.world.faults.add(LIST("503_before", times=4))
    service.work()
    home.world.faults.clear()

    home.time[0] = FIRST + timedelta(days=6, hours=1)
    service.work()

    assert service.files() == {REVIEW: []}


@ON_SQLITE
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", range(FROM, COMMITS))
def test_one_killed_around_any_commit_leaves_each_file_once(home, service, number, after):
    home.mortal = Mortal(home.database, number, after=after)
    with suppress(Killed):
        service.work()

    assert_made_good(home, service)


@ON_SQLITE
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", range(4, REQUESTS))
def test_one_killed_around_any_request_leaves_each_file_once(home, service, number, when):
    home.world.faults.add(Fault(when, skip=number, do=die))
    with suppress(Killed):
        service.work()

    assert_made_good(home, service)


def assert_made_good(home: Home, service: Service) -> None:
    home.mortal = None
    home.world.faults.clear()
    for _ in range(3):
        home.wait(seconds=181)
        service.work()

    assert {name: sorted(files) for name, files in service.files().items()} == BOTH


def die() -> None:
    raise Killed
