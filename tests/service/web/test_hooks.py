from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook

from service.store import accounts
from service.store.accounts import AccountState

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App

BODY = b'{"type": "plan.changed"}'
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the published example's


def signed(*, secret: str = SECRET, ago: timedelta = timedelta(0)) -> dict[str, str]:
    at = datetime.now(tz=UTC) - ago
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", at, BODY.decode()),
    }


def wanted(app: App) -> int:
    with app.database.begin() as tx:
        return accounts.the_only(tx).wanted


@pytest.mark.usefixtures("connected")
def test_a_signed_call_asks_for_a_sync_and_gets_its_ticket(
    app: App, stranger: httpx.Client
) -> None:
    before = wanted(app)

    answer = stranger.post("/hooks/sync", content=BODY, headers=signed())

    assert answer.status_code == 202
    assert answer.json() == {"id": before + 1, "href": f"/api/v1/syncs/{before + 1}"}
    assert answer.headers["location"] == f"/api/v1/syncs/{before + 1}"
    assert wanted(app) == before + 1


@pytest.mark.usefixtures("connected")
def test_the_api_key_does_as_well_and_needs_no_body(app: App, client: httpx.Client) -> None:
    before = wanted(app)

    assert client.post("/hooks/sync").status_code == 202
    assert client.post("/hooks/sync", content=b"\xff\x00 anything").status_code == 202
    assert wanted(app) == before + 2


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer mk_wrong"},
        {"Authorization": f"Bearer {SECRET}"},
        {"webhook-signature": "v1,AAAA"},
        signed(secret="whsec_" + "A" * 32),
        signed(ago=timedelta(hours=1)),
        signed(ago=timedelta(hours=-1)),
        {**signed(), "webhook-id": "msg_2"},
    ],
)
def test_any_other_call_is_refused_and_nothing_is_stored(
    app: App, stranger: httpx.Client, headers: dict[str, str]
) -> None:
    before = wanted(app)

    answer = stranger.post("/hooks/sync", content=BODY, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert wanted(app) == before


@pytest.mark.usefixtures("connected")
def test_a_wrong_signature_is_not_excused_by_a_right_key(client: httpx.Client) -> None:
    answer = client.post("/hooks/sync", content=BODY + b" ", headers=signed())

    assert answer.status_code == 401


def test_an_account_that_is_not_connected_says_what_to_do(stranger: httpx.Client) -> None:
    answer = stranger.post("/hooks/sync", content=BODY, headers=signed())

    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:momentum:not-connected"
    assert "momentum connect" in answer.json()["hint"]


def test_an_account_that_has_stopped_says_why(
    app: App, connected: int, stranger: httpx.Client
) -> None:
    with app.database.begin() as tx:
        accounts.set_state(
            tx, connected, AccountState.TOKEN_INVALID, "It is revoked.", "Renew."
        )

    answer = stranger.post("/hooks/sync", content=BODY, headers=signed())

    assert answer.status_code == 409
    assert (answer.json()["detail"], answer.json()["hint"]) == ("It is revoked.", "Renew.")
