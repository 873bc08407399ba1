"""Whatever is sent to a door: an answer, and never an error of ours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from hypothesis import given
from hypothesis import strategies as st
from support.in_process import ADDRESS, InProcess
from support.mangling import mangled

from service.bootstrap import App
from service.config import GivenSettings
from service.store import accounts, keys, sessions
from service.store.database import open_database
from service.store.vault import Vault
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
MULTIPART = (
    '--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nabc\r\n'
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n'
    "Content-Type: text/plain\r\n\r\n# A\r\n--x--\r\n"
)
PATHS = [
    "/api/v1/goals/Listening",
    "/goals/Listening",
    "/postings/1/lines",
    "/static/page.css?v=1",
    "/reviews/2026-W53",
    "/sync/2147483647",
    "/sign-in/abc",
    "/hooks/asana/abc",
]
ASKED = [
    "since=2026-10-05T07:00:00Z&limit=50",
    "since=0001-01-01T00:00:00%2B14:00",
    "limit=1&limit=2",
]
HEADER = [
    "Bearer mk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "momentum_8765=abc; momentum_theme=dark",
]


@pytest.fixture(scope="module")
def secrets(app: App) -> tuple[str, str]:
    with app.database.begin() as tx:
        account = accounts.ensure(tx, NOW)
        return keys.create(tx, account.id, "fuzz", NOW), sessions.begin(tx, account.id, NOW)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    given = GivenSettings(home=tmp_path_factory.mktemp("home"))
    database = open_database(given.database_url)
    database.upgrade()
    yield App(given, database, Vault.unlock(given, database), lambda: NOW)
    database.close()


@pytest.fixture(scope="module")
def http(app: App) -> Iterator[httpx.Client]:
    yield from come_from("127.0.0.1", app)


@pytest.fixture(scope="module")
def stranger(app: App) -> Iterator[httpx.Client]:
    """Somebody at an address of their own, which has to wait before long."""
    yield from come_from("127.0.0.9", app)


def come_from(peer: str, app: App) -> Iterator[httpx.Client]:
    with start_blocking_portal() as portal:
        line = InProcess(create_app(app), portal, peer=peer)
        http = httpx.Client(transport=line, base_url=ADDRESS, trust_env=False)
        http.headers["Origin"] = ADDRESS
        yield http


@pytest.fixture(scope="module")
def signed_in(secrets: tuple[str, str]) -> dict[str, str]:
    key, session = secrets
    return {"Authorization": f"Bearer {key}", "Cookie": f"momentum_8765={session}"}


def written(raw: bytes) -> str:
    """As it can stand in the first line of a request; a client sends no fragment."""
    stays = set(range(33, 127)) - set(b"#")
    return "".join(chr(each) if each in stays else f"%{each:02x}" for each in raw)


@given(mangled(HEADER, ("=", ";", '"', "%00", "momentum_8765=", "Bearer ", "mk_")))
def test_what_is_no_key_and_no_session_opens_nothing(
    stranger: httpx.Client, header: bytes
) -> None:
    sent = header.replace(b"\r", b"").replace(b"\n", b"").strip()

    for name in (b"Authorization", b"Cookie"):
        program = stranger.get("/api/v1/plan", headers=[(name, sent)])
        person = stranger.get("/", headers=[(name, sent), (b"Accept", b"text/html")])

        assert program.status_code in {401, 429}
        assert person.status_code == 303


@given(mangled(PATHS, ("%00", "%2e%2e%2f", "//", "%", "{", "\\", ";", "?", "#", "9" * 30)))
def test_any_address_has_an_answer(
    http: httpx.Client, signed_in: dict[str, str], path: bytes
) -> None:
    raw = "/" + written(path).lstrip("/")
    url = httpx.URL(ADDRESS).copy_with(raw_path=raw.encode())

    assert http.get(url, headers=signed_in).status_code < 500


@given(mangled(ASKED, ("&", "=", "since=", "limit=", "-1", "T", "+", "%2B99:99")))
def test_any_question_of_where_to_go_on_has_an_answer(
    http: httpx.Client, signed_in: dict[str, str], query: bytes
) -> None:
    url = httpx.URL(ADDRESS).copy_with(raw_path=f"/api/v1/history?{written(query)}".encode())

    answer = http.get(url, headers=signed_in)

    assert answer.status_code in {200, 422}


@given(
    mangled([MULTIPART], ("--x", "\r\n\r\n", 'name="', "filename=", "--")),
    st.sampled_from([PARTS, "multipart/form-data", "multipart/form-data; boundary=", FORM]),
)
def test_any_form_has_an_answer(
    http: httpx.Client, signed_in: dict[str, str], body: bytes, kind: str
) -> None:
    headers = {**signed_in, "Content-Type": kind}

    for path in ("/sign-in", "/theme", "/postings/new", "/api/v1/postings"):
        assert http.post(path, content=body, headers=headers).status_code < 500
