"""A page is fetched within its bounds: bytes, time, redirects, text only."""

from __future__ import annotations

import gzip
import itertools
import threading
import tracemalloc
import zlib

import httpcore
import pytest
from support.internet import HERE, Internet, moved, page
from support.loopback import loopback, tls_for

from integrations.postings.errors import (
    HttpStatus,
    NotText,
    PostingError,
    TooLarge,
    TooSlow,
    Unreachable,
)
from integrations.postings.fetch import Pages
from integrations.postings.models import MOST_BYTES, Page

LINK = "http://jobs.example/1"
MIB = 2**20
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def internet():
    return Internet(names={"jobs.example": [HERE]})


def get(internet: Internet, link: str = LINK) -> Page:
    return internet.pages().get(link)


def test_a_page_comes_from_the_address_that_was_checked_with_its_name_kept(tmp_path):
    server_tls, our_tls = tls_for("jobs.example", tmp_path)
    internet = Internet(names={"jobs.example": [HERE]})
    with loopback(server_tls) as server:
        server.answers["/old"] = (301, {"Location": "/job?id=1"}, b"")
        server.answers["/job?id=1"] = (
            200,
            {"Content-Type": "text/html; charset=UTF-8", "Content-Encoding": "gzip"},
            gzip.compress("<h1>Pflegekräfte</h1>".encode()),
        )

        def connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
            internet.connected.append((address, port))
            return httpcore.SyncBackend().connect_tcp("127.0.0.1", server.port, seconds)

        pages = Pages(look_up=internet.look_up, connect=connect, tls=our_tls)
        found = pages.get("https://jobs.example/old#apply")

    assert found == Page("https://jobs.example/job?id=1", "text/html", "<h1>Pflegekräfte</h1>")
    assert internet.connected == [(HERE, 443)] * 2
    assert server.names == ["jobs.example"] * 2
    assert {told["host"] for _, told in server.asked} == {"jobs.example"}
    assert all({"cookie", "authorization"}.isdisjoint(told) for _, told in server.asked)


def test_a_certificate_for_another_name_is_not_trusted(tmp_path):
    server_tls, our_tls = tls_for("other.example", tmp_path)
    internet = Internet(names={"jobs.example": [HERE]})
    with loopback(server_tls) as server:

        def connect(_address: str, _port: int, seconds: float) -> httpcore.NetworkStream:
            return httpcore.SyncBackend().connect_tcp("127.0.0.1", server.port, seconds)

        with pytest.raises(Unreachable):
            Pages(look_up=internet.look_up, connect=connect, tls=our_tls).get(
                "https://jobs.example/"
            )

    assert server.asked == []


def test_a_proxy_of_the_environment_is_not_used(internet, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    internet.answer(*page())

    get(internet)

    assert internet.connected == [(HERE, 80)]


def test_three_redirects_are_followed_and_the_last_address_is_told(internet):
    internet.names |= {f"{n}.example": [f"8.8.8.{n}"] for n in (1, 2, 3)}
    internet.answer(*moved("http://1.example/a"))
    internet.answer(*moved("http://2.example/b"), at="8.8.8.1")
    internet.answer(*moved("//3.example:80/c"), at="8.8.8.2")
    internet.answer(*page(), at="8.8.8.3")

    assert get(internet).url == "http://3.example/c"


def test_an_address_that_is_down_leaves_the_next_one_to_answer(internet):
    internet.names["jobs.example"] = ["8.8.8.1", "2600::1", HERE]
    internet.answer(*page())

    get(internet)

    assert [address for address, _ in internet.connected] == ["8.8.8.1", "2600::1", HERE]


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 429, 500, 503])
def test_what_is_not_200_is_no_posting(status, internet):
    internet.answer(*page(status=f"{status} Whatever"))

    with pytest.raises(HttpStatus, match=str(status)) as refusal:
        get(internet)

    assert refusal.value.status == status
    assert refusal.value.hint


@pytest.mark.parametrize(
    "kind", ["", "image/png", "application/pdf", "application/octet-stream", "text/css"]
)
def test_only_text_is_taken(kind, internet):
    internet.answer(*page(content_type=kind))

    with pytest.raises(NotText, match=kind or "no type"):
        get(internet)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"<p>Nurse</p>", mtime=0)),
        ("x-gzip", gzip.compress(b"<p>Nurse</p>", mtime=0)),
        ("deflate", zlib.compress(b"<p>Nurse</p>")),
        ("deflate", zlib.compress(b"<p>Nurse</p>")[2:-4]),
        ("identity", b"<p>Nurse</p>"),
    ],
)
def test_what_is_packed_is_unpacked(encoding, packed, internet):
    internet.answer(*page(packed, content_encoding=encoding))

    assert get(internet).text == "<p>Nurse</p>"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_is_packed_otherwise_is_left_alone(encoding, internet):
    internet.answer(*page(content_encoding=encoding))

    with pytest.raises(NotText, match="not asked for"):
        get(internet)


@pytest.mark.parametrize(
    "broken",
    [
        gzip.compress(b"<p>Nurse</p>", mtime=0)[:-9],
        b"no gzip",
        gzip.compress(b"x", mtime=0)[:8] + b"!!",
    ],
)
def test_what_is_packed_in_a_broken_way_is_said_to_be(broken, internet):
    internet.answer(*page(broken, content_encoding="gzip"))

    with pytest.raises(Unreachable):
        get(internet)


def test_the_largest_page_is_taken_and_one_byte_more_is_not(internet):
    internet.answer(*page(b"x" * MOST_BYTES))
    assert len(get(internet).text) == MOST_BYTES

    internet.answer(*page(b"x" * (MOST_BYTES + 1)))
    with pytest.raises(TooLarge, match="2 MiB"):
        get(internet)


def test_a_bomb_is_not_unpacked_beyond_the_limit(internet):
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join(packer.compress(bytes(MIB)) for _ in range(70)) + packer.flush()
    internet.answer(*page(bomb, content_encoding="gzip"))

    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            get(internet)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 20 * MIB


def test_what_follows_the_end_of_what_was_packed_is_not_kept(internet):
    packed = gzip.compress(b"<p>Nurse</p>", mtime=0)
    head, _ = page(content_encoding="gzip", content_length=str(len(packed) + 20 * MIB))
    internet.answer(head, packed, *itertools.repeat(bytes(65536), 320))

    tracemalloc.start()
    try:
        assert get(internet).text == "<p>Nurse</p>"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 2 * MIB


def test_a_body_without_end_is_left_at_the_limit(internet):
    reads = itertools.count()
    internet.answer(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        *itertools.repeat(b"10000\r\n" + b"x" * 65536 + b"\r\n", 100),
        before=lambda: next(reads),
    )

    with pytest.raises(TooLarge):
        get(internet)

    assert next(reads) < 60


@pytest.mark.parametrize("head", [b"", HEAD, HEAD + b"Content-Length: 1000\r\n\r\n"])
def test_a_page_that_trickles_is_left_when_its_whole_time_is_over(head, internet):
    def a_second_passes() -> None:
        internet.now += 1

    internet.answer(*(bytes([byte]) for byte in head + b"x" * 500), before=a_second_passes)

    with pytest.raises(TooSlow, match="15 seconds"):
        get(internet)

    assert internet.now == pytest.approx(15)


def test_redirects_share_the_time_of_one_page(internet):
    def six_seconds_pass() -> None:
        internet.now += 6

    internet.answer(*moved("/next"), before=six_seconds_pass)

    with pytest.raises(TooSlow):
        get(internet)

    assert len(internet.connected) <= 3


def test_the_time_to_look_a_name_up_counts(internet):
    def look_up(_name: str, _port: int) -> list[str]:
        internet.now += 15
        return [HERE]

    internet.look_up = look_up

    with pytest.raises(TooSlow):
        get(internet)

    assert internet.connected == []


def test_a_resolver_that_never_answers_is_not_waited_for():
    never = threading.Event()
    pages = Pages(look_up=lambda *_: [str(never.wait())], seconds=0.02)

    with pytest.raises(TooSlow):
        pages.get(LINK)

    never.set()


@pytest.mark.parametrize(
    "answer",
    [
        [b""],
        [b"nothing like HTTP\r\n\r\n"],
        [HEAD + b"Content-Length: 100\r\n\r\n", b"cut off"],
        [HEAD + b"Content-Length: many\r\n\r\n"],
        [HEAD + b"X: " + b"y" * 200_000],
        [b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\nContent-Length: 0\r\n\r\n"],
    ],
)
def test_an_answer_that_is_none_is_an_error_a_person_can_read(answer, internet):
    internet.answer(*answer)

    with pytest.raises(PostingError) as refusal:
        get(internet)

    assert refusal.value.hint


def test_nobody_answering_is_unreachable(internet):
    with pytest.raises(Unreachable, match="could not be reached"):
        get(internet)


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=ISO-8859-1", "für €".encode("cp1252"), "für €"),
        ("text/html", '<meta charset="windows-1251">Опыт'.encode("cp1251"), "Опыт"),
        ("text/plain; charset=shift_jis", "経験".encode("shift_jis"), "経験"),
        ('text/plain; charset="utf-8"', "経験".encode(), "経験"),
        ("application/json", "\ufeff{}".encode(), "{}"),
    ],
)
def test_a_page_is_decoded_as_it_says(kind, body, text, internet):
    internet.answer(*page(body, content_type=kind))

    assert get(internet).text.endswith(text)
