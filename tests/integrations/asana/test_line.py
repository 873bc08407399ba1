"""One process, one pool of connections, and nothing of one account in another's requests."""

from __future__ import annotations

import httpx

ME = {"data": {"gid": "1", "name": "Ada", "email": "", "workspaces": []}}
NONE = {"data": [], "next_page": None}


def test_clients_of_different_tokens_share_the_connections(connected):
    one, other = connected("one-token"), connected("another-token")

    assert one._transport._http is other._transport._http


def test_a_cookie_that_one_account_is_given_is_not_sent_for_another(connected, wire):
    cookie = {"Set-Cookie": "session=ada; Path=/; Domain=asana.example.com"}
    asked = wire.get("/users/me").mock(
        return_value=httpx.Response(200, json=ME, headers=cookie)
    )
    wire.get("/workspaces").respond(json=NONE, headers=cookie)

    connected("one-token").me()
    connected("another-token").me()

    tokens = [call.request.headers["authorization"] for call in asked.calls]
    assert tokens == ["Bearer one-token", "Bearer another-token"]
    assert not any("cookie" in call.request.headers for call in wire.calls)
