"""A command line of one's own: a home, a stand-in of Asana over HTTP, and `momentum`."""

from __future__ import annotations

import gc
import io
import json
import logging
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from support.processes import begin

from integrations.asana.sandbox import World
from integrations.asana.sandbox.server import answering, dated_app, delivering
from service.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import Popen

    from starlette.types import ASGIApp, Receive, Scope, Send

PLAN = """\
momentum: 1
purpose: Lead a product
settings: {timezone: Europe/Lisbon}
goals:
  - {skill: Data storytelling, group: in_role, steps: [Shadow the deck, Present a chapter]}
  - {skill: Pricing, group: in_role}
  - {skill: Hiring, group: in_role}
  - {skill: Cost models, group: in_role}
  - {skill: Public speaking, group: outside, via: volunteering}
  - {skill: Stakeholders, group: mastered, evidence: Led the relaunch}
"""


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


Momentum = "Callable[..., Ended]"
Findings = dict[str, dict[str, str]]


class Typed(io.StringIO):
    """What somebody types, or a pipe brings."""

    def __init__(self, text: str, *, terminal: bool) -> None:
        super().__init__(text)
        self.buffer = io.BytesIO(text.encode())
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """What a command says to the log ends with its test, and so does where it goes."""
    loggers = [logging.getLogger(name) for name in (None, "service", "integrations")]
    before = logging.root.handlers[:], [logger.level for logger in loggers]
    yield
    logging.root.handlers[:] = before[0]
    for logger, level in zip(loggers, before[1], strict=True):
        logger.setLevel(level)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's machine on which nothing is set up yet."""
    for name in os.environ:
        if name.startswith("MOMENTUM_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MOMENTUM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MOMENTUM_REQUESTS_PER_MINUTE", "1500")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def momentum(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Run a command in this process, as `main` does, and say how it ended."""

    def run(*args: object, stdin: str = "", terminal: bool = False) -> Ended:
        monkeypatch.setattr(sys, "stdin", Typed(stdin, terminal=terminal))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ending:
            main([str(arg) for arg in args])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        code = ending.value.code
        assert code is None or isinstance(code, int)
        return Ended(code or 0, said.out, said.err)

    assert home.name == "home"
    return run


@dataclass
class Asana:
    """The stand-in, and a token of Ada's."""

    world: World
    url: str
    token: str


class Stage:
    """One address for the worlds of all tests: a server takes its time to end."""

    url = ""
    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    stage = Stage()
    with answering(stage) as address:
        stage.url = f"{address}/api/1.0"
        yield stage


@pytest.fixture
def asana(home: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asana]:
    world = World()
    ada = world.add_user("Ada Example", "ada@example.com")
    world.add_workspace("Home", members=[ada])
    stage.app = dated_app(world)
    monkeypatch.setenv("MOMENTUM_ASANA_URL", stage.url)
    with delivering(world):
        yield Asana(world, stage.url, world.add_token(ada))
    assert home


@pytest.fixture
def connected(asana: Asana, momentum: Callable[..., Ended]) -> Asana:
    assert momentum("connect", stdin=asana.token).code == 0
    return asana


@pytest.fixture
def start() -> Iterator[Callable[..., Popen[str]]]:
    """Start commands in processes of their own, and end them with the test."""
    started = []

    def start(*args: str, **how: Path) -> Popen[str]:
        started.append(begin(*args, **how))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def database_setting(
    home: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The settings name a database of either kind.

    A command leaves its connections to the end of its process. Here there is none: whoever
    uses this ignores ResourceWarning.
    """
    monkeypatch.setenv("MOMENTUM_DATABASE_URL", database_url)
    yield database_url
    gc.collect()
    assert home


@pytest.fixture
def doctor(momentum: Callable[..., Ended]) -> Callable[[], tuple[int, Findings]]:
    """Ask the doctor: the exit code, and the findings by name."""

    def ask() -> tuple[int, Findings]:
        ended = momentum("doctor", "--json")
        return ended.code, {one["name"]: one for one in json.loads(ended.out)["findings"]}

    return ask


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)
    return path
