"""What every test may ask for; first of all a database, of either kind."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from hypothesis import settings
from support.crashing import Moments
from support.databases import Lent, PostgresServers, SqliteFiles, postgres_servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from service.store.database import Database

# Hypothesis judges what is true, not how long it took on a busy machine: the same change is
# tried with the same examples. `make fuzz` explores; EXAMPLES says how many a test.
settings.register_profile("everyday", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "fuzz",
    derandomize=False,
    max_examples=int(os.environ.get("EXAMPLES", "5000")),
    deadline=None,
    print_blob=True,
)
settings.load_profile("everyday")

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes directories of its own in it
ROOM = 4 * 2**30

SHARED = ("moments", "faults_at", "share")
"""What the tests ask for that do a share of their work, and all of it with `--every`."""
ALL = "all"

SHARES = 4
"""So many tests, or fewer if a test has fewer parameters, share the moments among them."""


DATABASES = {"sqlite": "sqlite_files", "postgresql": "postgres"}
"""The kinds of database, and the fixtures that lend them."""
WHERE_THEY_ARE_WHAT_IS_TESTED = ("tests/service/store/", "tests/service/worker/")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases",
        choices=("both", "one", "other"),
        default="both",
        help="on which a test runs that could on either: on one by turns, or on the other",
    )
    parser.addoption(
        "--every",
        choices=(*SHARED, ALL),
        help="only the tests that do a share of this otherwise, in full",
    )


def pytest_configure() -> None:
    """Keep the tests' files in memory where there is room: there no commit waits for a disk."""
    if (
        "TMPDIR" not in os.environ
        and IN_MEMORY.is_dir()
        and shutil.disk_usage(IN_MEMORY).free > ROOM
    ):
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


def pytest_collection_finish() -> None:
    """What has been collected stays: the collector need not look it through over and over."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = items[:]
    if wanted := {one for one in SHARED if _in_full(config, one)}:
        chosen = [one for one in chosen if wanted & set(_asked_by(one))]
    if (databases := config.getoption("--databases")) != "both":
        chosen = [one for one in chosen if _has_its_turn(one) is (databases == "one")]
    kept = set(chosen)
    config.hook.pytest_deselected(items=[one for one in items if one not in kept])
    items[:] = chosen


def _has_its_turn(item: pytest.Item) -> bool:
    """Whether a test runs where each test that runs on both databases runs on one of them."""
    kind = getattr(item, "callspec", None) and item.callspec.params.get("lent")
    alone = any(mark.args[0] == "lent" for mark in item.iter_markers("parametrize"))
    if kind is None or alone or item.nodeid.startswith(WHERE_THEY_ARE_WHAT_IS_TESTED):
        return True
    name, _, parameters = item.nodeid.partition("[")
    others = [one for one in parameters.rstrip("]").split("-") if one != kind]
    return list(DATABASES)[crc32(f"{name}{others}".encode()) % 2] == kind


def _in_full(config: pytest.Config, sort: str) -> bool:
    return config.getoption("--every") in (sort, ALL)


def _asked_by(item: pytest.Item) -> Sequence[str]:
    return getattr(item, "fixturenames", ())


@pytest.fixture
def faults_at(request: pytest.FixtureRequest) -> Callable[[int, list[str]], list[str]]:
    """Which of some faults happen at a request: one at every other of them, or all at each."""
    if _in_full(request.config, "faults_at"):
        return lambda _, faults: faults
    return lambda number, faults: [] if number % 2 else [faults[number // 2 % len(faults)]]


@pytest.fixture
def moments(request: pytest.FixtureRequest) -> Moments:
    """The moments at which this test cuts work short; its parameters share half of them out."""
    if _in_full(request.config, "moments"):
        return Moments()
    test = request.node.function
    alike = [one for one in request.session.items if getattr(one, "function", None) is test]
    shares = min(SHARES, len(alike))
    return Moments(alike.index(request.node) % shares, 2 * shares)


@pytest.fixture
def share(request: pytest.FixtureRequest) -> Callable[[Iterable[object], int], list[object]]:
    """Take a share of many things: which, the number of the place that they are tried at says.

    One place after the other has another share, so that each thing has its turn at some.
    """
    step = 1 if _in_full(request.config, "share") else SHARES
    return lambda things, number: list(things)[number % step :: step]


@pytest.fixture(scope="session", autouse=True)
def _nobody_s_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoever runs the tests has settings and a home of their own: neither is touched."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("MOMENTUM_")]:
            patch.delenv(name)
        patch.setenv("MOMENTUM_HOME", str(tmp_path_factory.mktemp("home")))
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))  # where there is no .env
        yield


@pytest.fixture(params=list(DATABASES))
def lent(request: pytest.FixtureRequest) -> Iterator[Lent]:
    """An empty database with all tables, once on SQLite and once on PostgreSQL."""
    makes: SqliteFiles | PostgresServers = request.getfixturevalue(DATABASES[request.param])
    with makes.lent() as lent:
        yield lent


@pytest.fixture
def database_url(lent: Lent) -> str:
    """The address of that database."""
    return lent.url


@pytest.fixture
def database(lent: Lent) -> Database:
    """That database, open."""
    return lent.database


@pytest.fixture
def sqlite(sqlite_files: SqliteFiles) -> Iterator[Callable[[], Database]]:
    """A maker of SQLite databases, for a test that needs one after the other.

    Whoever makes one has given up the one before.
    """
    with ExitStack() as stack:

        def make() -> Database:
            stack.close()
            return stack.enter_context(sqlite_files.lent()).database

        yield make


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """SQLite files for any number of tests."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServers]:
    """A PostgreSQL server, started when the first test asks for it."""
    with postgres_servers() as servers:
        yield servers
