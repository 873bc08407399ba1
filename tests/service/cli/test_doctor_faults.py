"""Faults that befall an installation, seeded: the doctor finds each and says what to do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text, update

from integrations.asana.sandbox.world import utc_now
from service.config import Settings
from service.domain.plan import Plan
from service.store import accounts, links, plans, webhooks
from service.store.accounts import AccountState
from service.store.form import keep
from service.store.links import Link, LinkKind
from service.store.tables import accounts as rows
from service.store.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from service.store.database import Database
    from tests.service.cli.conftest import Asana


@dataclass
class Patient:
    """A connected home whose project is there: everything is well."""

    home: Path
    asana: Asana
    database: Database
    patch: pytest.MonkeyPatch
    project: str
    account_id: int
    now: datetime = field(default_factory=utc_now)

    def set(self, **values: object) -> None:
        with self.database.begin() as tx:
            tx.execute(update(rows).values(**values))

    def set_zone(self, name: str) -> None:
        with self.database.begin() as tx:
            settings = replace(Plan().settings, timezone=name)
            plans.save(tx, self.account_id, Plan(settings=settings))

    def move_to(self, revision: str) -> None:
        with self.database.begin() as tx:
            tx.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
            keep(tx, revision)

    def hook(self, heard_hours_ago: float) -> None:
        then = self.now - timedelta(hours=heard_hours_ago)
        with self.database.begin() as tx:
            hook = webhooks.start(
                tx, self.account_id, project=self.project, target="t", nonce="n", now=then
            )
            assert hook is not None
            webhooks.offer(tx, hook.id, "s", then)
            webhooks.activate(
                tx,
                hook.id,
                gid="8",
                secret="s",  # noqa: S106 - of nothing
                sealed=b"s",
                now=then,
                due_at=then,
            )
            webhooks.heard(tx, ["n"], then)

    def public(self, url: str) -> None:
        self.patch.setenv("MOMENTUM_PUBLIC_URL", url)

    def ago(self, **delta: float) -> object:
        return self.now - timedelta(**delta)


@pytest.fixture
def patient(database, database_url, home, asana, monkeypatch):
    monkeypatch.setenv("MOMENTUM_DATABASE_URL", database_url)
    user = next(iter(asana.world.users.values()))
    workspace = next(iter(asana.world.workspaces))
    project = asana.world.person(user).add_project(workspace, "Momentum")
    token = Vault.unlock(Settings(), database).seal(asana.token)
    with database.begin() as tx:
        account_id = accounts.ensure(tx, utc_now()).id
        accounts.connect(
            tx,
            account_id,
            name=user.name,
            email=user.email,
            user_gid=user.gid,
            workspace_gid=workspace,
            workspace_name="Home",
            auth="token",
            token=token,
            now=utc_now(),
        )
        links.put(tx, account_id, Link(LinkKind.PROJECT, "project", project))
    found = Patient(home, asana, database, monkeypatch, project, account_id)
    found.set_zone("Europe/Lisbon")
    return found


def leave(patient: Patient) -> None:
    """Take the home away, and the database in it."""
    shutil.rmtree(patient.home)
    patient.patch.setenv("MOMENTUM_DATABASE_URL", "")


def fill(patient: Patient, free: int) -> None:
    usage = shutil._ntuple_diskusage(total=9, used=9, free=free)
    patient.patch.setattr(shutil, "disk_usage", lambda _path: usage)


def make_a_file_of_it(patient: Patient) -> None:
    shutil.rmtree(patient.home)
    patient.home.write_text("")


def delete_project(patient: Patient) -> None:
    world = patient.asana.world
    world.person(next(iter(world.users.values()))).delete_project(patient.project)


def block(patient: Patient) -> None:
    for workspace in patient.asana.world.workspaces.values():
        workspace.blocked = True


def turn_asanas_clock(patient: Patient, **delta: float) -> None:
    patient.asana.world.clock = lambda: utc_now() + timedelta(**delta)


def somebody_else_s(patient: Patient) -> str:
    parts = urlsplit(patient.asana.url)
    return f"{parts.scheme}://{parts.netloc}"


NOWHERE = "http://127.0.0.1:9"
FAULTS: dict[str, tuple[Callable[[Patient], object], str, str, str, str]] = {
    # what is wrong: how it comes about, the finding, its verdict, what it says, what to do
    "no home": (leave, "home", "warn", "not there yet", "momentum connect"),
    "home is a file": (make_a_file_of_it, "home", "fail", "not a directory", "MOMENTUM_HOME"),
    "home not writable": (
        lambda it: it.home.chmod(0o500),
        "home",
        "fail",
        "Nothing can be written",
        "chmod 700",
    ),
    "home too open": (
        lambda it: it.home.chmod(0o750),
        "home",
        "fail",
        "Others may read",
        "chmod 700",
    ),
    "key lost": (
        lambda it: (it.home / "secret.key").unlink(),
        "token",
        "fail",
        "its key is gone",
        "momentum disconnect",
    ),
    "another key": (
        lambda it: (it.home / "secret.key").write_bytes(Fernet.generate_key()),
        "token",
        "fail",
        "sealed with another key",
        "Put the former",
    ),
    "no key at all": (
        lambda it: (it.home / "secret.key").write_text("hunter2"),
        "token",
        "fail",
        "does not hold 32 bytes",
        "/dev/urandom",
    ),
    "key too open": (
        lambda it: (it.home / "secret.key").chmod(0o640),
        "key",
        "fail",
        "Others may read",
        "chmod 600",
    ),
    "disk filling up": (
        lambda it: fill(it, 400 * 1024**2),
        "disk",
        "warn",
        "400 MiB are free",
        "Make room",
    ),
    "disk full": (lambda it: fill(it, 1024), "disk", "fail", "0 MiB are free", "Make room"),
    "database behind": (
        lambda it: it.move_to("0003"),
        "database",
        "fail",
        "not up to date",
        "momentum db upgrade",
    ),
    "database of a newer version": (
        lambda it: it.move_to("9999"),
        "database",
        "fail",
        "newer version",
        "Install that version again",
    ),
    "token revoked": (
        lambda it: it.asana.world.revoke(it.asana.token),
        "token",
        "fail",
        "does not take the token",
        "momentum connect",
    ),
    "app blocked": (block, "project", "fail", "lets no such app", "administrator"),
    "app blocked, and known": (
        lambda it: it.set(
            state=AccountState.APP_BLOCKED, state_message="Blocked.", state_hint="Ask."
        ),
        "account",
        "fail",
        "Blocked.",
        "Ask.",
    ),
    "project deleted": (delete_project, "project", "fail", "HTTP 404", "trash"),
    "clock behind": (
        lambda it: turn_asanas_clock(it, minutes=6),
        "clock",
        "fail",
        "6 minutes behind",
        "set-ntp",
    ),
    "clock ahead": (
        lambda it: turn_asanas_clock(it, days=-8),
        "clock",
        "fail",
        "11520 minutes ahead of",
        "set-ntp",
    ),
    "Asana out of reach": (
        lambda it: it.patch.setenv("MOMENTUM_ASANA_URL", NOWHERE),
        "asana",
        "fail",
        "could not be reached",
        "network",
    ),
    "public address without TLS": (
        lambda it: it.public("http://momentum.example.com"),
        "settings",
        "fail",
        "MOMENTUM_PUBLIC_URL",
        "Change it",
    ),
    "public address leads nowhere": (
        lambda it: it.public(NOWHERE),
        "public",
        "fail",
        "Nothing answers",
        "momentum serve",
    ),
    "public address is somebody else's": (
        lambda it: it.public(somebody_else_s(it)),
        "public",
        "fail",
        "something else answers",
        "proxy",
    ),
    "webhook silent": (
        lambda it: (it.public(NOWHERE), it.hook(heard_hours_ago=10)),
        "changes",
        "warn",
        "not heard lately",
        "MOMENTUM_PUBLIC_URL",
    ),
    "unknown time zone": (
        lambda it: it.set_zone("Mars/Olympus_Mons"),
        "time zone",
        "fail",
        "no time zone Mars",
        "plan.yaml",
    ),
    "stale lease": (
        lambda it: it.set(lease_owner="gone", lease_until=it.ago(minutes=7)),
        "work",
        "fail",
        "cut off 7 minutes ago",
        "momentum serve",
    ),
    "nothing serves": (
        lambda it: it.set(due_at=it.ago(minutes=50)),
        "work",
        "warn",
        "waited for 50 minutes",
        "momentum serve",
    ),
    "review late": (
        lambda it: it.set(last_sync_at=it.ago(days=9), next_review_at=it.ago(hours=2)),
        "review",
        "warn",
        "late",
        "momentum review",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_fault_is_found_with_what_to_do(patient, doctor, fault):
    befall, name, verdict, says, todo = FAULTS[fault]
    befall(patient)

    code, found = doctor()

    finding = found[name]
    assert (finding["verdict"], code) == (verdict, 1 if verdict == "fail" else code)
    assert says in finding["says"]
    assert todo in finding["todo"]
    assert not any(patient.asana.token in str(one) for one in found.values())


def test_without_a_fault_nothing_has_to_be_mended(patient, doctor):
    code, found = doctor()

    assert patient.home.is_dir()
    assert code == 0
    assert {name for name, one in found.items() if one["verdict"] != "ok"} == {"plan"}
    assert {one[1] for one in FAULTS.values()} - {"asana", "public"} <= set(found)
