"""Each reason to stop is told apart, costs no further request, and ends where it was."""

from __future__ import annotations

import pytest
from support.home import make_home
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.errors import Conflict
from service.store import accounts
from service.store.accounts import AccountState, Answer
from service.usecases import connect

NAMES = {"Stakeholder management", "Data storytelling", "Curiosity", "Public speaking"}


@pytest.fixture
def home(database):
    home = make_home(database)
    home.plan_file(SMALL)
    Service(home).work()
    home.wait(minutes=10)
    return home


def account(home):
    with home.database.begin() as tx:
        return accounts.get(tx, home.account_id)


def user(home):
    return next(iter(home.world.users.values()))


def workspace(home):
    return next(iter(home.world.workspaces.values()))


def revoke(home):
    home.world.revoke(home.token)


def block(home):
    workspace(home).blocked = True


def leave_workspace(home):
    workspace(home).members.remove(user(home))


def leave_project(home):
    home.person.leave_project(home.project()["gid"])


def delete(home):
    home.person.delete_project(home.project()["gid"])


def archive(home):
    home.person.update_project(home.project()["gid"], {"archived": True})


def need_plan(home):
    home.world.faults.add(Fault("402", times=None))


def unblock(home):
    workspace(home).blocked = False


def join_workspace(home):
    workspace(home).members.append(user(home))


def join_project(home):
    home.person.join_project(next(iter(home.world.projects)))


def restore(home):
    home.person.restore_project(next(iter(home.world.projects)))


def unarchive(home):
    home.person.update_project(next(iter(home.world.projects)), {"archived": False})


def pay(home):
    home.world.faults.clear()


def reconnect(home):
    """Connect with a new token of the same person, as `momentum connect` does."""
    home.token = home.world.add_token(user(home))
    choice = connect.Choice(user=user(home), workspace=workspace(home))
    connect.connect(home.database, home.account_id, b"sealed", choice, now=home.now())


REASONS = {
    AccountState.TOKEN_INVALID: (revoke, reconnect, "token"),
    AccountState.APP_BLOCKED: (block, unblock, "does not let this app"),
    AccountState.ACCESS_LOST: (leave_project, join_project, "not shared"),
    AccountState.PROJECT_GONE: (delete, restore, "was deleted"),
    AccountState.PROJECT_ARCHIVED: (archive, unarchive, "archived"),
    AccountState.NEEDS_PAID_PLAN: (need_plan, pay, "plan"),
}


@pytest.mark.parametrize("state", REASONS)
def test_a_reason_to_stop_is_told_apart_and_says_what_to_do(home, state):
    happen, _, words = REASONS[state]
    happen(home)
    Service(home).work()

    found = account(home)
    assert found.state is state
    assert words in found.state_message
    assert "run `momentum" in found.state_hint.lower()


def test_a_person_who_left_the_workspace_is_told_so(home):
    leave_workspace(home)
    Service(home).work()

    found = account(home)
    assert found.state is AccountState.ACCESS_LOST
    assert "workspace" in found.state_message
    join_workspace(home)


@pytest.mark.parametrize("state", REASONS)
def test_a_stopped_account_sends_nothing_for_as_long_as_nobody_acts(home, state):
    service = Service(home)
    REASONS[state][0](home)
    service.work()
    before = len(home.world.requests)
    for _ in range(30):
        home.wait(days=1)
        home.plan_file(SMALL + f"  - {{skill: Patience, group: in_role, how: 'Day {_}'}}\n")
        service.work()

    assert len(home.world.requests) == before


@pytest.mark.parametrize("state", REASONS)
def test_it_goes_on_where_it_was_once_the_reason_has_passed(home, state):
    service = Service(home)
    happen, mend, _ = REASONS[state]
    happen(home)
    service.work()
    home.plan_file(SMALL + "  - {skill: Patience, group: in_role}\n")
    service.work()
    mend(home)
    with home.database.begin() as tx:
        accounts.request(tx, home.account_id, now=home.now(), answer=Answer.AGAIN)
    service.work()

    assert account(home).state is AccountState.OK
    assert set(home.tasks()) == {*NAMES, "Patience"}
    assert len(home.projects()) == 1
    before = home.writes()
    home.sync(force=True)
    assert home.writes() == before


def test_a_revoked_token_is_asked_about_once(home):
    revoke(home)
    before = len(home.world.requests)
    Service(home).work()

    paths = [entry.path for entry in home.world.requests[before:]]
    assert paths == ["/events", "/users/me"]


def test_another_persons_token_does_not_write_into_their_workspace_by_mistake(home):
    other = home.world.add_user("Grace Example", "grace@example.com")
    elsewhere = home.world.add_workspace("Elsewhere", members=[other])
    choice = connect.Choice(user=other, workspace=elsewhere)

    with pytest.raises(Conflict, match="another one"):
        connect.connect(home.database, home.account_id, b"sealed", choice, now=home.now())
    assert account(home).user_gid == user(home).gid
    assert home.plan().goals
