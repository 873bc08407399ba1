"""The app's side of OAuth: what is sent to the letter, and what every answer means."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
import respx

from integrations.asana.errors import (
    AppRefused,
    AsanaError,
    GrantEnded,
    NotReached,
    RateLimited,
    Unauthorized,
)
from integrations.asana.oauth import OUT_OF_BAND, AsanaApp, authorize_url, new_secret
from integrations.asana.oauth_client import OAuthClient
from integrations.asana.sandbox import World, transport
from integrations.asana.sandbox.grants import App

BASE = "https://asana.example.com/-"
CANARY = "canary-of-the-app"
APP = AsanaApp(BASE, "4242", CANARY)
BACK = "https://momentum.example.com/sign-in/asana/done"


@pytest.fixture
def wire():
    with respx.mock(base_url=BASE, assert_all_called=False) as router:
        yield router


@pytest.fixture
def ours():
    return OAuthClient(APP)


def sent(route) -> dict[str, str]:
    request = route.calls.last.request
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    return dict(parse_qsl(request.content.decode()))


def granted(**more: object) -> httpx.Response:
    answer = {"access_token": "a", "expires_in": 3600, "token_type": "bearer", **more}
    return httpx.Response(200, json=answer)


def test_a_person_is_sent_to_asana_with_a_challenge_and_never_the_verifier():
    verifier = new_secret()

    url = authorize_url(APP, back_to=BACK, verifier=verifier, state="s&t")

    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    assert url.startswith(f"{BASE}/oauth_authorize?")
    assert parse_qs(urlsplit(url).query) == {
        "client_id": ["4242"],
        "redirect_uri": [BACK],
        "response_type": ["code"],
        "state": ["s&t"],
        "code_challenge": [digest],
        "code_challenge_method": ["S256"],
    }
    assert verifier not in url
    assert CANARY not in url


def test_secrets_are_long_enough_for_a_verifier_and_never_the_same():
    made = {new_secret() for _ in range(50)}

    assert len(made) == 50
    assert all(43 <= len(one) <= 128 for one in made)


def test_a_code_is_sent_as_a_form_with_all_that_proves_it_is_ours(wire, ours):
    route = wire.post("/oauth_token").mock(return_value=granted(refresh_token="r"))  # noqa: S106 - no real one

    tokens = ours.exchange("c/1", back_to=BACK, verifier="v")

    assert sent(route) == {
        "grant_type": "authorization_code",
        "client_id": "4242",
        "client_secret": CANARY,
        "redirect_uri": BACK,
        "code": "c/1",
        "code_verifier": "v",
    }
    assert (tokens.access_token, tokens.refresh_token) == ("a", "r")
    assert tokens.lasts == timedelta(hours=1)


def test_new_access_leaves_the_old_refresh_token_where_none_is_told(wire, ours):
    route = wire.post("/oauth_token").mock(return_value=granted())

    assert ours.refresh("r").refresh_token is None
    assert sent(route)["grant_type"] == "refresh_token"
    assert sent(route)["refresh_token"] == "r"  # noqa: S105 - as above


@pytest.mark.parametrize("said", [None, 0, -5, "3600", 86_400])
def test_access_is_never_believed_to_last_longer_than_an_hour(wire, ours, said):
    wire.post("/oauth_token").mock(return_value=granted(expires_in=said))

    assert ours.refresh("r").lasts == timedelta(hours=1)


def test_a_consent_is_given_back_with_the_refresh_token(wire, ours):
    route = wire.post("/oauth_revoke").respond(200, json={})

    ours.revoke("r")

    assert sent(route) == {"client_id": "4242", "client_secret": CANARY, "token": "r"}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(400, json={"error": "invalid_grant"}), GrantEnded),
        (httpx.Response(400, json={"error": "invalid_client"}), AppRefused),
        (httpx.Response(401, json={"error": "invalid_client"}), AppRefused),
        (httpx.Response(429, headers={"Retry-After": "7"}), RateLimited),
        (httpx.Response(500, html="oops"), NotReached),
        (httpx.Response(400, html="a proxy's page"), NotReached),
        (httpx.Response(302, headers={"Location": "https://example.org"}), NotReached),
        (httpx.Response(200, html="a captive portal"), NotReached),
        (httpx.Response(200, json={"access_token": ""}), NotReached),
        (httpx.Response(200, json=[]), NotReached),
        (httpx.Response(400, json={"error": f"{CANARY} r-canary"}), NotReached),
        (httpx.ReadTimeout("slow"), NotReached),
        (httpx.ConnectError("refused"), NotReached),
    ],
)
def test_what_goes_wrong_has_a_name_is_asked_once_and_shows_no_secret(
    wire, ours, caplog, answer, error
):
    caplog.set_level("DEBUG")
    route = wire.post("/oauth_token").mock(side_effect=[answer])

    with pytest.raises(AsanaError) as caught:
        ours.refresh("r-canary")

    assert type(caught.value) is error
    assert route.call_count == 1
    assert caught.value.__cause__ is None
    assert "canary" not in f"{caught.value!r} {APP!r} {caplog.text}"


def test_an_ended_grant_is_a_token_that_is_not_accepted():
    assert issubclass(GrantEnded, Unauthorized)


def test_the_whole_way_at_the_stand_in():
    world = World()
    ada = world.add_user("Ada Example", "ada@example.com")
    world.grants.apps["4242"] = App("4242", CANARY, (OUT_OF_BAND,))
    verifier = new_secret()
    with httpx.Client(transport=transport(world)) as http:
        ours = OAuthClient(APP, http=http)
        url = authorize_url(APP, back_to=OUT_OF_BAND, verifier=verifier)
        code = http.get(url, params=dict(parse_qsl(urlsplit(url).query)) | {"allow": ada.gid})
        tokens = ours.exchange(code.text, back_to=OUT_OF_BAND, verifier=verifier)
        assert tokens.refresh_token
        assert ours.refresh(tokens.refresh_token).access_token != tokens.access_token
        ours.revoke(tokens.refresh_token)
        with pytest.raises(GrantEnded):
            ours.refresh(tokens.refresh_token)
