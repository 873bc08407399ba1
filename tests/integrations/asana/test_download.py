"""Files that an answer points to: fetched without the token, bounded, and from nowhere else."""

from __future__ import annotations

import gzip

import httpx
import pytest
import respx

from integrations.asana.errors import NotReached, Refused
from integrations.asana.models import Attachment

AWAY = "https://files.example.com/plan.yaml?signed"


def file_at(url: str) -> Attachment:
    return Attachment("1", "plan.yaml", download_url=url)


def test_a_file_is_fetched_without_the_token(client):
    with respx.mock() as net:
        route = net.get(AWAY).respond(200, content=b"momentum: 1")

        assert client.download(file_at(AWAY), most=100) == b"momentum: 1"

    request = route.calls.last.request
    assert "authorization" not in request.headers
    assert request.headers["accept-encoding"] == "identity"


def test_a_file_beside_the_api_is_fetched_too(connected, wire):
    wire.get("https://asana.example.com/-/attachments/1").respond(200, content=b"x")

    found = connected().download(file_at("https://asana.example.com/-/attachments/1"), most=1)

    assert found == b"x"


@pytest.mark.parametrize(
    "url", ["http://files.example.com/plan.yaml", "file:///etc/passwd", "", "http://10.0.0.1/"]
)
def test_an_address_without_tls_is_not_asked(client, url):
    with respx.mock() as net, pytest.raises(NotReached, match="not where"):
        client.download(file_at(url), most=100)

    assert not net.calls


def test_a_file_that_is_larger_than_was_meant_is_not_read_to_its_end(client):
    with respx.mock() as net:
        net.get(AWAY).respond(200, content=b"x" * 11)

        with pytest.raises(Refused, match="larger than 10 bytes"):
            client.download(file_at(AWAY), most=10)


def test_what_is_compressed_although_we_asked_otherwise_is_not_unpacked(client):
    with respx.mock() as net:
        bomb = gzip.compress(b"0" * 1_000_000)
        net.get(AWAY).respond(200, content=bomb, headers={"Content-Encoding": "gzip"})

        with pytest.raises(Refused):
            client.download(file_at(AWAY), most=2_000_000)


@pytest.mark.parametrize("status", [302, 403, 404])
def test_a_redirect_or_a_refusal_is_followed_nowhere(client, status):
    with respx.mock() as net:
        net.get(AWAY).respond(status, headers={"Location": "http://10.0.0.1/"})

        with pytest.raises(Refused):
            client.download(file_at(AWAY), most=10)


def test_a_connection_that_breaks_is_said_in_the_clients_own_words(client):
    with respx.mock() as net:
        net.get(AWAY).mock(side_effect=httpx.ConnectError("refused"))

        with pytest.raises(NotReached, match="ConnectError"):
            client.download(file_at(AWAY), most=10)
