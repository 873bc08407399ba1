"""What is sent again, what never is, and which error tells the caller so."""

from __future__ import annotations

import gzip

import httpx
import pytest

from integrations.asana.bearer import Bearer
from integrations.asana.errors import NotReached, OutcomeUnknown, Refused, Unauthorized

TASK = {"data": {"gid": "1", "name": "Data storytelling"}}
HTML_502 = httpx.Response(502, html="<h1>Bad gateway</h1>")
SERVER_ERROR = httpx.Response(
    500, json={"errors": [{"message": "Server Error", "phrase": "6 sad squid snuggle softly"}]}
)
TRUNCATED = httpx.Response(201, content=b'{"data": {"gid": "1", "na')
NOT_JSON = httpx.Response(200, html="<p>Please log in</p>")
WITHOUT_DATA = httpx.Response(200, json={})
GARBLED_GZIP = httpx.Response(
    200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip at all")
)

MAY_HAVE_HAPPENED = [
    pytest.param(HTML_502, id="502-html"),
    pytest.param(SERVER_ERROR, id="500"),
    pytest.param(TRUNCATED, id="201-truncated"),
    pytest.param(NOT_JSON, id="200-not-json"),
    pytest.param(WITHOUT_DATA, id="200-without-data"),
    pytest.param(GARBLED_GZIP, id="200-garbled-gzip"),
    pytest.param(httpx.Response(302, headers={"Location": "/login"}), id="302"),
    pytest.param(httpx.ReadTimeout("slow"), id="read-timeout"),
    pytest.param(httpx.WriteTimeout("slow"), id="write-timeout"),
    pytest.param(httpx.ReadError("reset"), id="reset"),
    pytest.param(httpx.RemoteProtocolError("cut off"), id="cut-off"),
]
NEVER_ARRIVED = [
    pytest.param(httpx.ConnectError("refused"), id="refused"),
    pytest.param(httpx.ConnectTimeout("slow"), id="connect-timeout"),
    pytest.param(httpx.PoolTimeout("full"), id="pool-timeout"),
]


WRITES = [
    pytest.param(lambda client: client.create_task({"name": "x"}), id="post"),
    pytest.param(lambda client: client.update_task("1", {"completed": True}), id="put"),
    pytest.param(lambda client: client.delete_task("1"), id="delete"),
]


@pytest.mark.parametrize("trouble", MAY_HAVE_HAPPENED + NEVER_ARRIVED)
def test_a_read_is_tried_again_until_it_succeeds(client, wire, naps, trouble):
    wire.get("/tasks/1").mock(side_effect=[trouble, trouble, httpx.Response(200, json=TASK)])

    assert client.task("1").name == "Data storytelling"
    assert client.round_trips == 3
    assert len(naps) == 2


@pytest.mark.parametrize("trouble", MAY_HAVE_HAPPENED + NEVER_ARRIVED)
def test_a_read_that_keeps_failing_was_not_reached_after_four_tries(
    client, wire, naps, trouble
):
    wire.get("/tasks/1").mock(side_effect=[trouble] * 4)

    with pytest.raises(NotReached):
        client.task("1")
    assert client.round_trips == 4
    assert sum(naps) < 4


@pytest.mark.parametrize("trouble", MAY_HAVE_HAPPENED)
@pytest.mark.parametrize("write", WRITES)
def test_a_write_that_may_have_happened_is_never_sent_again(client, wire, naps, trouble, write):
    wire.route().mock(side_effect=[trouble])

    with pytest.raises(OutcomeUnknown):
        write(client)
    assert client.round_trips == 1
    assert naps == []


@pytest.mark.parametrize("trouble", NEVER_ARRIVED)
@pytest.mark.parametrize("write", WRITES)
def test_a_write_that_finds_no_connection_was_not_reached(client, wire, naps, trouble, write):
    wire.route().mock(side_effect=[trouble])

    with pytest.raises(NotReached):
        write(client)
    assert naps == []


def test_a_created_thing_without_a_gid_has_an_unknown_outcome(client, wire):
    wire.post("/tasks").respond(201, json={"data": {"name": "x"}})

    with pytest.raises(OutcomeUnknown):
        client.create_task({"name": "x"})


@pytest.mark.parametrize("status", [401, 403, 404])
def test_only_asana_itself_says_that_something_is_gone_or_forbidden(client, wire, status):
    """A captive portal's page must never let go of a goal or stop an account."""
    wire.get("/tasks/1").respond(status, html="<h1>Welcome to the hotel</h1>")

    with pytest.raises(NotReached):
        client.task("1")


def test_a_refusal_is_not_repeated(client, wire):
    wire.get("/tasks/1").respond(400, json={"errors": [{"message": "no"}]})

    with pytest.raises(Refused):
        client.task("1")
    assert client.round_trips == 1


def test_the_phrase_that_asanas_support_asks_for_is_kept(client, wire):
    wire.post("/tasks").mock(side_effect=[SERVER_ERROR])

    with pytest.raises(OutcomeUnknown, match="6 sad squid snuggle softly"):
        client.create_task({"name": "x"})


def test_a_deeply_nested_answer_is_an_answer_not_to_be_trusted(client, wire):
    wire.get("/tasks/1").respond(200, content=b"[" * 200_000)

    with pytest.raises(NotReached):
        client.task("1")


def test_a_compressed_answer_is_read(client, wire):
    body = gzip.compress(b'{"data": {"gid": "1", "name": "x"}}')
    wire.get("/tasks/1").respond(200, headers={"Content-Encoding": "gzip"}, content=body)

    assert client.task("1").name == "x"


class Renewing:
    """A credential whose first token is not accepted any more."""

    def __init__(self, *later: str) -> None:
        self.later = [Bearer(token) for token in later]
        self.refused: list[str] = []

    def bearer(self) -> Bearer:
        return Bearer("old")

    def after(self, refused: Bearer) -> Bearer | None:
        self.refused.append(refused.token)
        return self.later.pop(0) if self.later else None


def refusing(*, but: str):
    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers["Authorization"] == f"Bearer {but}":
            return httpx.Response(201, json={"data": {"gid": "1"}})
        return httpx.Response(401, json={"errors": [{"message": "Not Authorized"}]})

    return answer


def test_what_is_refused_for_its_token_is_sent_once_more_with_another(connected, wire):
    route = wire.post("/tasks").mock(side_effect=refusing(but="new"))
    renewing = Renewing("new")

    assert connected(renewing).create_task({"name": "x"}).gid == "1"
    assert (route.call_count, renewing.refused) == (2, ["old"])


@pytest.mark.parametrize("later", [(), ("new",)])
def test_a_token_that_is_not_accepted_either_is_the_end(connected, wire, later):
    route = wire.post("/tasks").mock(side_effect=refusing(but="another"))

    with pytest.raises(Unauthorized):
        connected(Renewing(*later)).create_task({"name": "x"})

    assert route.call_count == 1 + len(later)
