from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from integrations.asana import errors
from integrations.asana.models import Section, Team, User, Workspace
from service.errors import Conflict, InvalidInput, NotConnected, NotFound, TryLater
from service.store import accounts, intents, links
from service.store.accounts import AccountState, LeaseLost
from service.store.intents import Making
from service.store.links import Link, LinkKind
from service.usecases import connect as journey
from service.usecases.connect import Choice

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOME = Workspace("10", "Home")
WORK = Workspace("11", "Work", is_organization=True)
ADA = User("1", "Ada Example", "ada@example.com", (HOME, WORK))
GRACE = User("2", "Grace Example", "grace@example.com", (HOME,))
INBOX, LATER = Section("20", "Recently assigned"), Section("21", "Do later")


class FakeLogin:
    def __init__(self, user=ADA, error=None):
        self.user, self.error = user, error

    def me(self):
        if self.error:
            raise self.error
        return self.user

    def teams(self, workspace):
        return (Team("30", f"Team of {workspace}"),)

    def user_task_list(self, workspace):
        return f"list of {workspace}"

    def sections(self, project):
        assert project == "list of 10"
        return (INBOX, LATER)


def connect(database, choice, **more):
    with database.begin() as tx:
        account = accounts.ensure(tx, NOW)
    return journey.connect(database, account.id, b"sealed", choice, now=NOW, **more)


def link_a_goal(database, account):
    with database.begin() as tx:
        links.put(tx, account.id, Link(LinkKind.GOAL, "goal", "500"))


def linked(database, account):
    with database.begin() as tx:
        return len(links.all_of(tx, account.id))


def test_connecting_stores_the_choice_and_asks_for_a_first_sync(database):
    choice = Choice(ADA, HOME, Team("30", "Crew"), LATER, (INBOX, LATER))

    account = connect(database, choice)

    assert account.state is AccountState.OK
    assert (account.name, account.workspace_name, account.team_gid) == (
        "Ada Example",
        "Home",
        "30",
    )
    assert (account.later_section_gid, account.inbox_section_gid) == ("21", "20")
    assert account.waiting == 1
    with database.begin() as tx:
        assert accounts.token(tx, account.id) == b"sealed"


def test_without_a_section_for_later_my_tasks_is_left_alone(database):
    account = connect(database, Choice(ADA, HOME, sections=(INBOX, LATER)))

    assert (account.later_section_gid, account.inbox_section_gid) == (None, None)


def test_a_task_that_comes_back_never_goes_into_the_section_for_later():
    assert Choice(ADA, HOME, later=INBOX, sections=(INBOX, LATER)).inbox == LATER
    assert Choice(ADA, HOME, later=INBOX, sections=(INBOX,)).inbox is None


def test_connecting_again_keeps_every_link(database):
    account = connect(database, Choice(ADA, HOME))
    link_a_goal(database, account)

    connect(database, Choice(ADA, HOME))

    assert linked(database, account) == 1


@pytest.mark.parametrize("choice", [Choice(GRACE, HOME), Choice(ADA, WORK)])
def test_another_person_or_workspace_is_refused_and_changes_nothing(database, choice):
    account = connect(database, Choice(ADA, HOME))
    link_a_goal(database, account)

    with pytest.raises(Conflict) as refused:
        connect(database, choice)

    assert "MOMENTUM_HOME" in refused.value.hint
    assert linked(database, account) == 1


@pytest.mark.parametrize("choice", [Choice(GRACE, HOME), Choice(ADA, WORK)])
def test_replacing_keeps_the_account_and_forgets_the_tasks(database, choice):
    account = connect(database, Choice(ADA, HOME))
    link_a_goal(database, account)

    replaced = connect(database, choice, replace=True)

    assert replaced.id == account.id
    assert replaced.name == choice.user.name
    assert linked(database, account) == 0


def test_whoever_has_an_account_here_gets_no_second_one(database):
    with database.begin() as tx:
        first = accounts.ensure(tx, NOW)
        accounts.add(tx, user_gid=ADA.gid, name=ADA.name, email=ADA.email, now=NOW)

    with pytest.raises(Conflict, match="has an account here already"):
        journey.connect(database, first.id, b"sealed", Choice(ADA, HOME), now=NOW)
    with database.begin() as tx:
        assert accounts.get(tx, first.id) == first


@pytest.mark.parametrize(
    ("auth", "webhook_ended", "consent_ended", "words"),
    [
        ("pat", True, True, ["Revoke the token"]),
        ("oauth", True, True, []),
        ("oauth", False, False, ["webhook could not", "could not be told"]),
    ],
)
def test_what_disconnecting_leaves_in_asana_is_said(
    database, auth, webhook_ended, consent_ended, words
):
    account = replace(connect(database, Choice(ADA, HOME)), auth=auth)

    said = journey.left_behind(
        account, webhook_ended=webhook_ended, consent_ended=consent_ended
    )

    assert len(said) == len(words)
    assert all(word in line for word, line in zip(words, said, strict=True))


def test_disconnecting_forgets_the_token_and_nothing_else(database):
    account = connect(database, Choice(ADA, HOME))
    link_a_goal(database, account)

    journey.disconnect(database, account.id)

    with database.begin() as tx:
        assert accounts.get(tx, account.id).state is AccountState.NOT_CONNECTED
        with pytest.raises(NotConnected):
            accounts.token(tx, account.id)
    assert linked(database, account) == 1
    with pytest.raises(NotConnected):
        journey.disconnect(database, account.id)


def test_after_disconnecting_the_same_person_finds_everything_again(database):
    account = connect(database, Choice(ADA, HOME))
    link_a_goal(database, account)
    journey.disconnect(database, account.id)

    assert connect(database, Choice(ADA, HOME)).state is AccountState.OK
    assert linked(database, account) == 1


@pytest.mark.parametrize(
    ("answer", "raised", "words"),
    [
        (errors.Unauthorized("no", status=401), InvalidInput, "does not accept"),
        (errors.RateLimited("slow", seconds=17.2), TryLater, "no more requests"),
        (errors.NotReached("dead"), TryLater, "could not be reached"),
        (errors.Forbidden("no", status=403), Exception, "refuses"),
    ],
)
def test_what_asana_refuses_is_said_in_words_with_what_to_do(answer, raised, words):
    with pytest.raises(raised, match=words) as caught:
        journey.whose(FakeLogin(error=answer))

    assert caught.value.hint


def test_somebody_without_a_workspace_is_told_so():
    with pytest.raises(Conflict, match="in no Asana workspace"):
        journey.whose(FakeLogin(User("3", "Lonely Example")))


def test_teams_are_asked_for_in_organisations_only():
    assert journey.teams(FakeLogin(), HOME) == ()
    assert journey.teams(FakeLogin(), WORK) == (Team("30", "Team of 11"),)


def test_the_sections_of_my_tasks_are_offered():
    assert journey.my_tasks_sections(FakeLogin(), HOME) == (INBOX, LATER)


def test_connecting_again_takes_the_account_from_a_worker_with_the_old_token(database):
    account = connect(database, Choice(ADA, HOME))
    with database.begin() as tx:
        lease = accounts.claim(tx, owner="w", now=NOW, seconds=60)
    connect(database, Choice(ADA, HOME))

    with database.begin() as tx, pytest.raises(LeaseLost):
        accounts.renew(tx, lease, NOW, 60)
    with database.begin() as tx:
        assert accounts.get(tx, account.id).state is AccountState.OK


def test_going_elsewhere_forgets_what_was_sent_to_the_old_workspace(database):
    account = connect(database, Choice(ADA, HOME))
    with database.begin() as tx:
        sent = Making(LinkKind.PROJECT, "project", "momentum:project:x", {})
        intents.send(tx, account.id, [sent], NOW)
        intents.settle(tx, account.id, LinkKind.PROJECT, ["project"])
    connect(database, Choice(ADA, WORK), replace=True)

    with database.begin() as tx:
        assert intents.all_of(tx, account.id) == []


class TestPick:
    options = (Section("1", "Later"), Section("2", "later"), Section("3", "Some day"))

    @pytest.mark.parametrize(
        ("wanted", "gid"), [("3", "3"), ("Later", "1"), ("later", "2"), (" SOME day ", "3")]
    )
    def test_by_gid_by_exact_name_or_in_any_case(self, wanted, gid):
        assert journey.pick("section", wanted, self.options).gid == gid

    def test_several_of_a_name_have_to_be_told_apart(self):
        with pytest.raises(InvalidInput) as caught:
            journey.pick("section", "LATER", self.options)

        assert "1, 2" in caught.value.hint

    def test_what_is_not_there_is_refused_with_what_is(self):
        with pytest.raises(NotFound) as caught:
            journey.pick("section", "Never", self.options)

        assert "Some day (3)" in caught.value.hint
