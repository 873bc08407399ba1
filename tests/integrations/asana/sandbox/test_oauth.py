"""OAuth: consent, the exchange with PKCE, refresh and revocation."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from integrations.asana.sandbox import transport
from integrations.asana.sandbox.grants import App

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Clock

    from integrations.asana.sandbox import World
    from integrations.asana.sandbox.model import User, Workspace

REDIRECT = "https://example.com/back"
VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
CLIENT = {"client_id": "app", "client_secret": "hush"}


@pytest.fixture
def web(world: World, ada: User, workspace: Workspace) -> Iterator[httpx.Client]:
    assert ada in workspace.members
    world.grants.apps["app"] = App("app", "hush", (REDIRECT, "urn:ietf:wg:oauth:2.0:oob"))
    with httpx.Client(transport=transport(world), base_url="https://app.asana.com") as web:
        yield web


def ask(web: httpx.Client, **more: str) -> httpx.Response:
    query = {"client_id": "app", "redirect_uri": REDIRECT, "response_type": "code"} | more
    return web.get("/-/oauth_authorize", params=query)


def grant(web: httpx.Client, user: User) -> dict:
    sent = ask(web, allow=user.gid, state="s", code_challenge=CHALLENGE)
    answer = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert answer["state"] == ["s"]
    return {
        **CLIENT,
        "grant_type": "authorization_code",
        "code": answer["code"][0],
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }


def token(web: httpx.Client, form: dict) -> httpx.Response:
    return web.post("/-/oauth_token", data=form)


def me(web: httpx.Client, access: str) -> int:
    headers = {"Authorization": f"Bearer {access}"}
    return web.get("/api/1.0/users/me", headers=headers).status_code


def test_consent_is_a_page_with_a_link_for_each_person(web: httpx.Client, ada: User):
    page = ask(web)

    assert ada.name in page.text
    assert f"allow={ada.gid}" in page.text


def test_a_wrong_address_is_told_and_never_followed(web: httpx.Client, ada: User):
    answer = ask(web, redirect_uri="https://example.org/evil", allow=ada.gid)

    assert (answer.status_code, "Location" in answer.headers) == (400, False)


def test_a_code_is_exchanged_once(web: httpx.Client, ada: User):
    form = grant(web, ada)

    first = token(web, form).json()

    assert first["data"]["email"] == ada.email
    assert me(web, first["access_token"]) == 200
    assert token(web, form).json()["error"] == "invalid_grant"


def test_a_wrong_verifier_or_secret_gets_nothing(web: httpx.Client, ada: User):
    wrong = token(web, grant(web, ada) | {"code_verifier": "w" * 43})
    stranger = token(web, grant(web, ada) | {"client_secret": "guess"})

    assert (wrong.status_code, wrong.json()["error"]) == (400, "invalid_grant")
    assert (stranger.status_code, stranger.json()["error"]) == (400, "invalid_client")


def test_access_ends_after_an_hour_and_is_refreshed(web: httpx.Client, ada: User, clock: Clock):
    first = token(web, grant(web, ada)).json()
    clock.pass_(hours=1)
    assert me(web, first["access_token"]) == 401

    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = token(web, CLIENT | form).json()

    assert me(web, second["access_token"]) == 200
    assert "refresh_token" not in second


def test_a_refresh_token_may_rotate(web: httpx.Client, ada: User, world: World):
    world.switches.refresh_token_rotates = True
    old = token(web, grant(web, ada)).json()["refresh_token"]

    def refresh(secret: str) -> httpx.Response:
        form = {"grant_type": "refresh_token", "refresh_token": secret}
        return token(web, CLIENT | form)

    new = refresh(old).json()["refresh_token"]
    assert (refresh(old).status_code, refresh(new).status_code) == (400, 200)


def test_revoking_takes_the_refresh_token_alone(web: httpx.Client, ada: User):
    first = token(web, grant(web, ada)).json()

    def revoke(secret: str) -> int:
        return web.post("/-/oauth_revoke", data=CLIENT | {"token": secret}).status_code

    assert revoke(first["access_token"]) == 400
    assert revoke("unknown") == 200
    assert revoke(first["refresh_token"]) == 200
    assert me(web, first["access_token"]) == 401


def test_out_of_band_shows_the_code(web: httpx.Client, ada: User):
    shown = ask(web, redirect_uri="urn:ietf:wg:oauth:2.0:oob", allow=ada.gid)

    assert shown.text.startswith("1/")
