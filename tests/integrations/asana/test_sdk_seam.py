"""What the SDK brings along under its API classes, and what we do without.

Its other faults are in the tests of the calls that they concern.
"""

from __future__ import annotations

import logging
import threading

from integrations.asana import calls

TASK = {"data": {"gid": "1"}}


def test_many_clients_start_no_threads(connected):
    before = threading.active_count()

    clients = [connected() for _ in range(20)]

    assert len(clients) == 20
    assert threading.active_count() == before


def test_every_request_has_a_time_out(client, wire):
    route = wire.get("/tasks/1").respond(200, json=TASK)

    client.task("1")

    assert route.calls.last.request.extensions["timeout"] == dict.fromkeys(
        ("connect", "read", "write", "pool"), 30.0
    )


def test_nothing_is_written_to_standard_error_behind_our_back(connected):
    loggers = [logging.getLogger(name) for name in ("urllib3", "asana")]
    before = [list(logger.handlers) for logger in loggers]
    connected()

    added = [
        handler
        for logger, known in zip(loggers, before, strict=True)
        for handler in logger.handlers
        if handler not in known
    ]
    assert [one for one in added if not isinstance(one, logging.NullHandler)] == []


def test_a_batch_is_sent_when_it_is_asked_for(client, wire):
    found = {"status_code": 200, "headers": {}, "body": TASK}
    route = wire.post("/batch").respond(200, json={"data": [found]})

    client.batch([calls.get_task("1")])

    assert route.call_count == 1


def test_fields_are_asked_for_as_one_list_with_commas(client, wire):
    route = wire.get("/projects/1").respond(200, json=TASK)

    client.project("1")

    fields = route.calls.last.request.url.params["opt_fields"]
    assert fields == "name,archived,html_notes,permalink_url,owner,created_at"


def test_the_body_is_sent_as_utf_8_and_once(client, wire):
    route = wire.put("/tasks/1").respond(200, json=TASK)

    client.update_task("1", {"name": "Grüße\u00a0♥"})

    request = route.calls.last.request
    assert request.content == '{"data": {"name": "Grüße\u00a0♥"}}'.encode()
    assert request.headers["Content-Type"] == "application/json"
