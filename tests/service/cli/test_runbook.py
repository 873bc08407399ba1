"""The runbook is true: each case is brought about, and its commands say what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from cryptography.fernet import Fernet
from sqlalchemy import update
from support.processes import read_until

from integrations.asana.sandbox import Fault
from service.bootstrap import utc_now
from service.store import accounts, webhooks
from service.store.database import open_database
from service.store.migrations import config
from service.store.tables import accounts as rows
from service.store.tables import webhooks as hooks

if TYPE_CHECKING:
    from collections.abc import Callable

RUNBOOK = (Path(__file__).parents[3] / "deploy" / "runbook.md").read_text()
SECTIONS = dict(
    re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", RUNBOOK, re.MULTILINE | re.DOTALL)
)


def commands(section: str) -> list[tuple[str, str]]:
    """The commands of a section, each with the line that it has to say."""
    blocks = "".join(re.findall(r"```console\n(.*?)```", section, re.DOTALL))
    return re.findall(r"^\$ (.+)\n([^$].*)$", blocks, re.MULTILINE)


class Case:
    """A home whose plan is in Asana, and everything that may befall it."""

    def __init__(self, home, asana, momentum, patch, plan_file):
        self.home, self.asana, self.momentum, self.patch = home, asana, momentum, patch
        self.plan_file = plan_file
        self.input = asana.token
        self.away = str(plan_file.parent)
        self.database = open_database(f"sqlite:///{home}/momentum.db")

    @property
    def person(self):
        world = self.asana.world
        return world.person(next(iter(world.users.values())))

    def execute(self, statement, **values):
        with self.database.begin() as tx:
            tx.execute(statement, values)

    def nobody_works(self):
        self.momentum("goal", "add", "Patience", "--group", "in_role")
        self.execute(update(rows).values(due_at=utc_now() - timedelta(minutes=20)))

    def revoke(self):
        world = self.asana.world
        world.revoke(self.asana.token)
        self.momentum("sync")
        self.input = world.add_token(next(iter(world.users.values())))

    def leave_unanswered(self):
        shutil.rmtree(self.home)
        self.patch.setenv("MOMENTUM_CREATE_GRACE_SECONDS", "3600")
        self.asana.world.projects.clear()
        self.momentum("connect", stdin=self.asana.token)
        self.momentum("plan", "import", self.plan_file)
        self.asana.world.faults.add(Fault("500_after", method="POST", path="/projects"))

    def silence(self):
        self.patch.setenv("MOMENTUM_PUBLIC_URL", "http://127.0.0.1:9")
        then = utc_now() - timedelta(hours=10)
        with self.database.begin() as tx:
            account = accounts.the_only(tx).id
            hook = webhooks.start(tx, account, project="1", target="t", nonce="n", now=then)
        self.execute(update(hooks).where(hooks.c.id == hook.id).values(state="active"))

    def fall_behind(self):
        with self.database.begin() as tx:
            command.downgrade(config(tx), "-1")

    def change_key(self):
        (self.home / "secret.key").write_bytes(Fernet.generate_key())

    def delete_tasks(self):
        for task in [task for task in self.asana.world.tasks.values() if task.parent is None]:
            self.person.delete(task.gid)

    def fill_the_disk(self):
        usage = shutil._ntuple_diskusage(total=9, used=9, free=9)
        self.patch.setattr(shutil, "disk_usage", lambda _path: usage)

    def lose_the_database(self):
        self.database.close()
        shutil.rmtree(self.home)


BEFALLS: dict[str, Callable[[Case], object]] = {
    "Where to look first": lambda _: None,
    "Nothing is being done": Case.nobody_works,
    "An account has stopped": Case.revoke,
    "Creations stay unanswered": Case.leave_unanswered,
    "Asana asks to slow down": lambda _: None,
    "The webhook is silent": Case.silence,
    "The database is behind": Case.fall_behind,
    "A backup is wanted": lambda _: None,
    "The key does not fit": Case.change_key,
    "Much has vanished from the board": Case.delete_tasks,
    "The disk is full": Case.fill_the_disk,
    "The database is lost": Case.lose_the_database,
}


@pytest.fixture
def case(home, connected, momentum, plan_file, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    momentum("plan", "import", plan_file)
    assert momentum("sync").code == 0
    momentum("review")
    case = Case(home, connected, momentum, monkeypatch, plan_file)
    yield case
    case.database.close()


def test_every_section_has_its_case_and_its_commands():
    assert list(SECTIONS) == list(BEFALLS)
    assert all(commands(section) for section in SECTIONS.values())
    prompts = len(re.findall(r"^\$ ", RUNBOOK, re.MULTILINE))
    assert sum(len(commands(section)) for section in SECTIONS.values()) == prompts


@pytest.mark.parametrize("title", BEFALLS)
def test_its_commands_say_what_it_says(case, start, title):
    BEFALLS[title](case)
    url = ""
    if "curl" in SECTIONS[title]:
        process = start("serve", "--port", "0")
        url = read_until(process, r"serves at (\S+?)\. ")

    for line, says in commands(SECTIONS[title]):
        here = line.replace("http://127.0.0.1:8765", url).replace("/var/backups", case.away)
        first, *rest = shlex.split(here)
        if first == "momentum":
            ended = case.momentum(*rest, stdin=case.input)
            said = ended.out + ended.err
        else:
            ran = subprocess.run([first, *rest], capture_output=True, text=True, check=True)  # noqa: S603 - our page
            said = ran.stdout
        assert " ".join(says.split()) in " ".join(said.split()), line
