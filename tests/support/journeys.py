"""The journeys that lead to Asana: how each begins, and how it is gone, again and again.

To go one that is over already changes nothing, as a person or a worker might who does not
know how far it came.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.asana.sandbox import World
from service.errors import NotConnected
from service.store import accounts
from service.store.accounts import AccountState
from service.usecases import connect
from support.asking import DEFER, MASTER, asking_home, tick
from support.home import Home, make_home
from support.line import Line
from support.loss import CONNECTED, FIRST, lived, lose, recovered
from support.plans import SMALL
from support.reconnects import DAY, lived_until, reconnect_home
from support.turns import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store.database import Database

PICTURE = b"\x89PNG"
ANSWERED = SMALL.replace(
    "  - title: Head of Product, Acme\n",
    "  - title: Chief Listener, Bay\n    requirements: [Listens well]\n"
    "  - title: Head of Product, Acme\n",
).replace("    how: Own the quarterly metrics deck\n", "    answers: [Listens well]\n")


@dataclass(frozen=True)
class Journey:
    """`begin` makes a home that stands before it; `go` goes it, as far as it comes."""

    begin: Callable[[Database], Home]
    go: Callable[[Home], object]


def work(home: Home) -> None:
    """Do all that is due; the progress is drawn, as something that is quick to draw."""
    Service(home, lambda _: PICTURE).work()


def account(home: Home) -> accounts.Account:
    with home.database.begin() as tx:
        return accounts.get(tx, home.account_id)


def sign_in(home: Home) -> None:
    """Connect, with the first team of an organisation and the last section of My Tasks."""
    login = home.client()
    user = connect.whose(login)
    place = user.workspaces[0]
    teams = connect.teams(login, place)
    sections = connect.my_tasks_sections(login, place)
    team = teams[0] if teams else None
    choice = connect.Choice(user, place, team, sections[-1], sections)
    connect.connect(home.database, home.account_id, b"sealed", choice, now=home.now())


def _stranger(database: Database) -> Home:
    """Somebody of an organisation with a plan, who has not connected yet."""
    time = [CONNECTED]
    world = World(clock=lambda: time[0])
    user = world.add_user("Ada Example", "ada@example.com")
    place = world.add_workspace("Work", members=[user], organization=True)
    world.add_team(place, "Crew", members=[user])
    home = Home(database, world, world.person(user), world.add_token(user), time)
    home.wait(minutes=5)
    with database.begin() as tx:
        home.account_id = accounts.ensure(tx, home.now()).id
    home.plan_file(SMALL)
    return home


def _connect(home: Home) -> None:
    if account(home).state is AccountState.NOT_CONNECTED:
        sign_in(home)
    work(home)


def _planned(database: Database) -> Home:
    home = make_home(database, oauth=True, later=True)
    home.time[0] = CONNECTED
    home.plan_file(SMALL)
    return home


def _synced(database: Database) -> Home:
    home = make_home(database)
    home.time[0] = CONNECTED
    home.plan_file(SMALL)
    work(home)
    home.wait(minutes=10)
    work(home)
    return home


def _changed(database: Database) -> Home:
    """Both sides have changed what the other knows, and the plan has got another posting."""
    home = _synced(database)
    home.plan_file(ANSWERED + "  - {skill: Patience, group: in_role, steps: [Wait]}\n")
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.person.move(home.gid("Public speaking"), home.section("Mastered"))
    home.person.add_task(home.section("This quarter · in my role"), "Chess")
    home.person.tick(str(home.tasks()["Data storytelling"]["subtasks"][0]["gid"]))
    home.wait(minutes=2)
    return home


def _before_monday(database: Database) -> Home:
    home = _synced(database)
    home.time[0] = FIRST
    return home


def _decided(database: Database) -> Home:
    """A review has asked, and the person has answered two of its questions."""
    home = asking_home(database, put_off=0)
    work(home)
    home.wait(minutes=5)
    work(home)
    tick(home, MASTER)
    tick(home, DEFER)
    home.wait(minutes=2)
    return home


def _before_reconnect(database: Database) -> Home:
    home = reconnect_home(database)
    lived_until(home)
    home.time[0] = DAY
    return home


def _ring(home: Home) -> None:
    """What `momentum serve` does: it keeps the webhook, and works."""
    Line(home).keep()
    work(home)


def _ringing(database: Database) -> Home:
    home = _synced(database)
    _ring(home)
    return home


def _disconnect(home: Home) -> None:
    """End the webhook where Asana lets us, then forget the token; once is enough."""
    Line(home, address=None).keep()
    with suppress(NotConnected):
        connect.disconnect(home.database, home.account_id)


def _lost(database: Database) -> Home:
    home = make_home(database)
    lived(home)
    home.wait(minutes=10)  # what the newest review carries is in every list by then
    lose(home)
    return home


def _recover(home: Home) -> None:
    if not home.plan().goals:
        recovered(home)
    work(home)


JOURNEYS = {
    "connect with a team": Journey(_stranger, _connect),
    "first sync by OAuth": Journey(_planned, work),
    "sync both ways": Journey(_changed, work),
    "review with its files": Journey(_before_monday, work),
    "decisions": Journey(_decided, work),
    "reconnect": Journey(_before_reconnect, work),
    "webhook": Journey(_synced, _ring),
    "disconnect": Journey(_ringing, _disconnect),
    "recover": Journey(_lost, _recover),
}
