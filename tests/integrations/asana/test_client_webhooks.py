"""The calls for webhooks, to the byte."""

from __future__ import annotations

import json

import httpx
import pytest

from integrations.asana.errors import Forbidden, OutcomeUnknown
from integrations.asana.models import NewWebhook, Webhook

SECRET = "b537207f20cbfa02357cf448134da559"  # noqa: S105 - no real one
TARGET = "https://momentum.example.com/hooks/asana/x"
DATA = {"gid": "7", "target": TARGET, "active": False}
RULE = {"resource_type": "task", "action": "changed"}


def test_a_new_webhooks_secret_stands_beside_its_data(client, wire):
    route = wire.post("/webhooks").respond(201, json={"data": DATA, "X-Hook-Secret": SECRET})

    made = client.create_webhook("1", TARGET, filters=[RULE])

    assert made == NewWebhook(Webhook("7", TARGET), SECRET)
    sent = json.loads(route.calls.last.request.content)
    assert sent == {"data": {"resource": "1", "target": TARGET, "filters": [RULE]}}


@pytest.mark.parametrize("secret", [{}, {"X-Hook-Secret": ""}, {"X-Hook-Secret": 7}])
def test_without_its_secret_a_new_webhook_is_in_doubt(client, wire, secret):
    wire.post("/webhooks").respond(201, json={"data": DATA, **secret})

    with pytest.raises(OutcomeUnknown):
        client.create_webhook("1", TARGET, filters=[])


def test_a_creation_without_an_answer_is_not_sent_again(client, wire):
    route = wire.post("/webhooks").respond(504)

    with pytest.raises(OutcomeUnknown):
        client.create_webhook("1", TARGET, filters=[])
    assert route.call_count == 1


def test_a_duplicate_is_refused_in_asanas_words(client, wire):
    said = "Duplicated webhook. You already have an existing webhook"
    wire.post("/webhooks").respond(403, json={"errors": [{"message": said}]})

    with pytest.raises(Forbidden, match="Duplicated webhook"):
        client.create_webhook("1", TARGET, filters=[])


def test_the_webhooks_of_a_resource_are_listed_page_by_page(client, wire):
    pages = [
        {"data": [DATA], "next_page": {"offset": "more"}},
        {"data": [{**DATA, "gid": "8", "active": True}], "next_page": None},
    ]
    route = wire.get("/webhooks").mock(
        side_effect=[httpx.Response(200, json=page) for page in pages]
    )

    found = client.webhooks("2", "1")

    assert found == (Webhook("7", TARGET), Webhook("8", TARGET, active=True))
    query = route.calls.last.request.url.params
    assert (query["workspace"], query["resource"], query["offset"]) == ("2", "1", "more")


@pytest.mark.parametrize(
    ("times", "failure"),
    [
        ({}, ""),
        ({"last_success_at": "2026-10-05T08:00:00.000Z"}, ""),
        ({"last_failure_at": "2026-10-05T08:00:00.000Z"}, "500 Oops"),
        (
            {
                "last_success_at": "2026-10-05T08:00:00.000Z",
                "last_failure_at": "2026-10-05T08:00:01.000Z",
            },
            "500 Oops",
        ),
        (
            {
                "last_success_at": "2026-10-05T08:00:01.000Z",
                "last_failure_at": "2026-10-05T08:00:00.000Z",
            },
            "",
        ),
    ],
)
def test_a_failure_counts_until_a_success_follows(client, wire, times, failure):
    data = {**DATA, "active": True, "last_failure_content": "500 Oops", **times}
    wire.get("/webhooks/7").respond(200, json={"data": data})

    assert client.webhook("7") == Webhook("7", TARGET, active=True, failure=failure)


@pytest.mark.parametrize(
    ("status", "body"), [(200, {"data": {}}), (404, {"errors": [{"message": "Not Found"}]})]
)
def test_a_webhook_is_ended_also_when_it_is_gone(client, wire, status, body):
    route = wire.delete("/webhooks/7").respond(status, json=body)

    client.delete_webhook("7")

    assert route.called
