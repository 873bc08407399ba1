"""The token goes to Asana and nowhere else."""

from __future__ import annotations

import logging
import traceback

import httpx
import pytest

from integrations.asana.errors import AsanaError, Gone, Unauthorized


def with_locals(error: BaseException) -> str:
    """A traceback below the test as the chattiest of loggers would write it."""
    assert error.__traceback__ is not None
    inner = error.__traceback__.tb_next
    shown = traceback.TracebackException(type(error), error, inner, capture_locals=True)
    return "".join(shown.format())


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("refused"),
        httpx.Response(500, json={"errors": [{"message": "Bearer 2/1234/5678:canary"}]}),
        httpx.Response(400, json={"errors": [{"message": "Bearer 2/1234/5678:canary"}]}),
        httpx.Response(502, html="Authorization: Bearer 2/1234/5678:canary"),
    ],
)
def test_no_error_and_no_log_shows_the_token(connected, wire, caplog, answer):
    caplog.set_level(logging.DEBUG)
    client = connected()
    wire.post("/tasks").mock(side_effect=[answer] * 4)

    with pytest.raises(AsanaError) as caught:
        client.create_task({"name": "x"})

    assert "canary" not in with_locals(caught.value)
    assert "canary" not in repr(vars(client._transport))
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    "token", ["", "   ", "canary\x7f", "canary\r\nX-Evil: 1", "canary with spaces", "canäry"]
)
def test_what_cannot_be_a_token_is_refused_without_being_shown(connected, token):
    with pytest.raises(Unauthorized) as caught:
        connected(token)
    assert "can" not in str(caught.value)


def test_space_around_a_pasted_token_does_not_matter(connected, wire):
    route = wire.delete("/tasks/1").respond(200, json={"data": {}})

    connected(" abc\n").delete_task("1")

    assert route.calls.last.request.headers["Authorization"] == "Bearer abc"


def test_a_short_token_of_a_stand_in_does_not_garble_answers(connected, wire):
    wire.get("/tasks/1").respond(404, json={"errors": [{"message": "task: Unknown"}]})

    with pytest.raises(Gone, match="task: Unknown"):
        connected("e").task("1")


def test_a_redirect_does_not_take_the_token_along(client, wire):
    wire.delete("/tasks/1").respond(307, headers={"Location": "https://evil.example.com/"})

    with pytest.raises(AsanaError):
        client.delete_task("1")
    assert {call.request.url.host for call in wire.calls} == {"asana.example.com"}


def test_a_change_of_the_api_is_told_once(client, wire, caplog):
    change = "name=told_once;info=https://example.com;affected=true"
    wire.delete("/tasks/1").respond(200, json={"data": {}}, headers={"Asana-Change": change})

    client.delete_task("1")
    client.delete_task("1")

    assert caplog.text.count("name=told_once") == 1
