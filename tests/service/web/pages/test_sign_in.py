from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from support.in_process import ADDRESS
from support.visitor import ON_SQLITE

from service.store import accounts, keys, sessions
from service.web.app import create_app
from service.web.attempts import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from starlette.types import ASGIApp
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = ON_SQLITE


@pytest.fixture
def key(app: App) -> str:
    with app.database.begin() as tx:
        return keys.create(tx, accounts.the_only(tx).id, "script", app.clock())


@pytest.fixture
def link(app: App) -> str:
    with app.database.begin() as tx:
        return f"/sign-in/{sessions.make_link(tx, accounts.the_only(tx).id, app.clock())}"


def test_a_stranger_is_led_to_the_form_and_with_the_key_to_the_home_page(
    signed_out: httpx.Client, key: str
) -> None:
    led = signed_out.get("/")
    assert (led.status_code, led.headers["location"]) == (303, "/sign-in")

    entered = signed_out.post("/sign-in", data={"key": f" {key} "}, follow_redirects=True)

    assert entered.status_code == 200
    assert entered.url.path == "/"
    assert key not in entered.text


def test_the_cookie_is_for_this_host_and_for_no_script(
    signed_out: httpx.Client, key: str
) -> None:
    cookie = signed_out.post("/sign-in", data={"key": key}).headers["set-cookie"]

    name, *attributes = cookie.split("; ")
    assert name.startswith("momentum_8765=")
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=604800"} <= set(attributes)
    assert "Secure" not in attributes


def test_behind_tls_it_is_one_that_only_this_host_can_set(
    app: App, visit: Callable[[ASGIApp], httpx.Client], key: str
) -> None:
    settings = app.settings.model_copy(update={"public_url": "https://plan.example.com"})
    http = visit(create_app(replace(app, settings=settings)))
    headers = {"Host": "plan.example.com", "Origin": "https://plan.example.com"}

    cookie = http.post("/sign-in", data={"key": key}, headers=headers).headers["set-cookie"]

    assert cookie.startswith("__Host-momentum=")
    assert {"Secure", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_behind_tls_so_is_the_one_of_the_colours(
    app: App, visit: Callable[[ASGIApp], httpx.Client], key: str
) -> None:
    settings = app.settings.model_copy(update={"public_url": "https://plan.example.com"})
    http = visit(create_app(replace(app, settings=settings)))
    http.headers.update({"Host": "plan.example.com", "Origin": "https://plan.example.com"})
    session = http.post("/sign-in", data={"key": key}).headers["set-cookie"].split(";")[0]
    token = http.get("/", headers={"Cookie": session}).text.split('name="csrf" value="')[1]

    chosen = {"theme": "dark", "csrf": token.split('"')[0]}
    cookie = http.post("/theme", data=chosen, headers={"Cookie": session}).headers["set-cookie"]

    name, *attributes = cookie.split("; ")
    assert name == "__Host-momentum_theme=dark"
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(attributes)
    both = f"{session}; {name}"
    assert 'data-theme="dark"' in http.get("/", headers={"Cookie": both}).text


def test_a_wrong_key_is_said_beside_its_field_and_not_repeated(
    signed_out: httpx.Client,
) -> None:
    answer = signed_out.post("/sign-in", data={"key": "mk_canary"})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "not a key of this service" in answer.text
    assert "canary" not in answer.text
    assert "set-cookie" not in answer.headers


def test_after_many_wrong_keys_even_the_right_one_waits(
    signed_out: httpx.Client, key: str
) -> None:
    for _ in range(MOST):
        assert signed_out.post("/sign-in", data={"key": "mk_wrong"}).status_code == 422

    answer = signed_out.post("/sign-in", data={"key": key})

    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "300"


def test_a_link_opens_the_page_once_and_is_left_at_once(
    signed_out: httpx.Client, link: str
) -> None:
    entered = signed_out.get(link)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert signed_out.get("/").status_code == 200

    signed_out.cookies.clear()
    again = signed_out.get(link)

    assert again.status_code == 403
    assert "does not work any more" in again.text
    assert "set-cookie" not in again.headers


def test_asking_for_the_head_of_a_link_does_not_use_it_up(
    signed_out: httpx.Client, link: str
) -> None:
    assert signed_out.head(link).status_code == 405
    assert signed_out.get(link).status_code == 303


def test_a_link_is_too_old_after_a_quarter_of_an_hour(
    app: App, visit: Callable[[ASGIApp], httpx.Client], link: str
) -> None:
    then = app.clock() + timedelta(minutes=15)
    late = replace(app, clock=lambda: then)

    assert visit(create_app(late)).get(link).status_code == 403


def test_signing_out_ends_the_session_and_not_only_the_cookie(browser: Browser) -> None:
    cookies = dict(browser.http.cookies)

    left = browser.send("/sign-out", on="/")

    assert left.url.path == "/sign-in"
    browser.http.cookies.update(cookies)
    assert browser.http.get("/").status_code == 303


def test_a_session_ends_by_itself_and_a_form_sent_then_changes_nothing(
    app: App, browser: Browser, visit: Callable[[ASGIApp], httpx.Client]
) -> None:
    later = app.clock() + timedelta(days=7)
    http = visit(create_app(replace(app, clock=lambda: later)))
    http.cookies.update(browser.http.cookies)
    http.headers.update(browser.http.headers)

    assert http.get("/").headers["location"] == "/sign-in"
    answer = http.post("/theme", data={"theme": "dark"})

    assert answer.status_code == 401
    assert "nothing was changed" in answer.text


def test_a_session_s_cookie_is_no_api_key_and_a_key_is_no_session(
    app: App, browser: Browser, signed_out: httpx.Client, key: str
) -> None:
    secret = browser.http.cookies["momentum_8765"]
    as_key = {"Authorization": f"Bearer {secret}"}
    assert browser.http.get("/api/v1/plan", headers=as_key).status_code == 401

    signed_out.cookies.set("momentum_8765", key)
    assert signed_out.get("/").status_code == 303
    with app.database.begin() as tx:
        assert sessions.follow_link(tx, secret, app.clock()) is None


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5_000, "%00", '"'])
def test_what_is_no_session_opens_nothing(signed_out: httpx.Client, cookie: str) -> None:
    answer = signed_out.get("/", headers={"Cookie": f"momentum_8765={cookie}"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.com", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9"},
        {"Origin": "https://127.0.0.1:8765"},
        {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ADDRESS, "Sec-Fetch-Site": "same-site"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_the_token(
    browser: Browser, headers: dict[str, str]
) -> None:
    page = browser.open("/").text
    token = page.split('name="csrf" value="')[1].split('"')[0]
    for name in ("Origin", "Sec-Fetch-Site"):
        del browser.http.headers[name]

    for path in ("/theme", "/sign-in"):
        answer = browser.http.post(path, data={"csrf": token}, headers=headers)

        assert answer.status_code == 403, path
        assert "not sent from a page of this service" in answer.text


@pytest.mark.parametrize("token", [None, "", "x", "é", "\x00"])
def test_a_form_without_the_session_s_token_is_refused(
    browser: Browser, token: str | None
) -> None:
    data = {"theme": "dark"} | ({} if token is None else {"csrf": token})

    answer = browser.http.post("/theme", data=data)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_only_a_form_is_read_as_one(browser: Browser, kind: str) -> None:
    answer = browser.http.post("/theme", content=b"{}", headers={"Content-Type": kind})

    assert answer.status_code == 415


def test_a_broken_form_is_refused_and_not_an_error_of_ours(browser: Browser) -> None:
    multipart, plain = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"
    for kind, body in (
        (multipart, b"--x\r\nno headers"),
        (multipart, b"--x"),
        (multipart, b""),
        ("multipart/form-data", b"--x"),
        (plain, b"csrf=%ff%fe&theme=%zz%00"),
        (plain, b"a=1&" * 2_000),
        (plain, b"=&&==&;"),
    ):
        for path in ("/theme", "/sign-in"):
            answer = browser.http.post(path, content=body, headers={"Content-Type": kind})

            assert 400 <= answer.status_code < 500, (kind, body[:20])


def test_the_colours_are_remembered_in_the_browser(browser: Browser) -> None:
    browser.send("/theme", on="/", theme="dark")
    assert 'data-theme="dark"' in browser.open("/").text

    browser.send("/theme", on="/", theme="<script>")
    assert 'data-theme="dark"' in browser.open("/").text
