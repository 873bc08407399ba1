"""The ways to keep a plan in Asana that are compared, each as its user would run it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from abc import ABC, abstractmethod
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from benchmarks.against import syncall_home
from support.plans import many
from support.processes import CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.against.standin import Asana

    Command = Sequence[str | Path]

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
PATIENCE = 300


class Way(ABC):
    """A program with a home of its own and an Asana to keep a plan in."""

    name: ClassVar[str]
    carries_steps: ClassVar[bool] = True
    has_echoes: ClassVar[bool] = False

    def __init__(self, home: Path, asana: Asana) -> None:
        self.home = home
        self.asana = asana
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), **self.settings()}

    @abstractmethod
    def settings(self) -> dict[str, str]:
        """What its commands find in the environment."""

    @abstractmethod
    def settle_in(self, goals: int, steps: int) -> None:
        """Connect and take the plan in. Nothing is written in Asana yet."""

    @abstractmethod
    def sync(self) -> Command:
        """The command that is measured."""

    @abstractmethod
    def goals(self) -> set[str]:
        """What the goals are called on our side."""

    def rest(self) -> None:  # noqa: B027 - most of them keep no count
        """Let the minute pass in which Asana's limit would count what is asked next."""

    def told(self, *command: str | Path, given: str = "") -> str:
        """Run a command and return what it says."""
        ended = subprocess.run(  # noqa: S603 - the commands below
            command,
            cwd=self.home,
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout


class Momentum(Way):
    name = "Momentum"
    has_echoes = True
    command = (sys.executable, "-c", CODE)

    def settings(self) -> dict[str, str]:
        return {
            "PYTHONPATH": str(ROOT),
            "MOMENTUM_HOME": str(self.home),
            "MOMENTUM_ASANA_URL": self.asana.url,
            "MOMENTUM_REQUESTS_PER_MINUTE": "1500",
        }

    def settle_in(self, goals: int, steps: int) -> None:
        (self.home / "token").write_text(self.asana.token)
        self.told(*self.command, "connect", "--token-file", "token")
        (self.home / "plan.yaml").write_text(many(goals, steps))
        self.told(*self.command, "plan", "import", "plan.yaml")

    def sync(self) -> Command:
        return (*self.command, "sync")

    def goals(self) -> set[str]:
        plan = json.loads(self.told(*self.command, "plan", "show", "--json"))
        return {goal["skill"] for goal in plan["goals"]}

    def rest(self) -> None:
        with closing(sqlite3.connect(self.home / "momentum.db")) as database, database:
            database.execute("DELETE FROM budgets")


class PlainScript(Way):
    name = "A script on the SDK"

    def settings(self) -> dict[str, str]:
        return {"ASANA_TOKEN": self.asana.token, "ASANA_URL": self.asana.url}

    def settle_in(self, goals: int, steps: int) -> None:
        plan = {"goals": [self._goal(number, steps) for number in range(goals)]}
        (self.home / "plan.json").write_text(json.dumps(plan))

    def sync(self) -> Command:
        return (sys.executable, HERE / "plain_script.py", "plan.json")

    def goals(self) -> set[str]:
        plan = json.loads((self.home / "plan.json").read_text())
        return {goal["name"] for goal in plan["goals"]}

    def _goal(self, number: int, steps: int) -> dict[str, object]:
        names = [f"Step {number}-{step}" for step in range(steps)]
        return {
            "section": "This quarter",
            "name": f"Skill {number}",
            "notes": "",
            "due_on": None,
            "completed": False,
            "steps": [{"name": name, "completed": False} for name in names],
        }


class Syncall(Way):
    name = f"syncall {syncall_home.VERSION}"
    carries_steps = False

    def settings(self) -> dict[str, str]:
        return {
            "ASANA_URL": self.asana.url,
            "ASANA_PERSONAL_ACCESS_TOKEN": self.asana.token,
            "OAUTHLIB_INSECURE_TRANSPORT": "1",  # the stand-in has no TLS
        }

    def settle_in(self, goals: int, steps: int) -> None:
        del steps
        (self.home / ".task").mkdir()
        (self.home / ".taskrc").write_text(
            f"data.location={self.home}/.task\nconfirmation=off\n"
        )
        tasks = [{"description": f"Skill {goal}", "tags": ["plan"]} for goal in range(goals)]
        self.told("task", "import", given=json.dumps(tasks))

    def sync(self) -> Command:
        which = ("--taskwarrior-tags", "plan", "--asana-workspace-gid", self.asana.workspace)
        return (syncall_home.PYTHON, HERE / "start_syncall.py", *which)

    def goals(self) -> set[str]:
        return {task["description"] for task in json.loads(self.told("task", "export"))}


WAYS = (Momentum, PlainScript, Syncall)
