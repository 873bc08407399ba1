"""One safe GET of a page that a person has linked to: public addresses only, and bounded."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpcore
import httpx

from integrations.postings.decoding import text_of
from integrations.postings.errors import (
    HttpStatus,
    NotAllowed,
    NotText,
    TooLarge,
    TooSlow,
    Unreachable,
)
from integrations.postings.inflate import Inflate
from integrations.postings.models import MOST_BYTES, Page
from integrations.postings.wire import Deadline, Wire, connect, look_up

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

    from integrations.postings.wire import Connect, LookUp

SECONDS = 15.0
REDIRECTS = 3
LONGEST_LINK = 4096
PORTS = {"http": 80, "https": 443}

OK = 200
MOVED = (301, 302, 303, 307, 308)

TEXT = (
    "text/html",
    "application/xhtml+xml",
    "application/json",
    "application/ld+json",
    "text/plain",
    "text/markdown",
    "text/x-markdown",
    "application/xml",
    "text/xml",
)
HEADERS = (
    ("User-Agent", "Momentum (one page, for the person who linked to it)"),
    ("Accept", ", ".join((*TEXT[:4], "text/*;q=0.8", "application/xml;q=0.5"))),
    ("Accept-Encoding", "gzip, deflate, identity"),
    ("Connection", "close"),
)


class Pages:
    """Fetches pages: names are looked up once, and that very address is connected to.

    No proxy, no cookie, no credential, nothing from the environment is used. `seconds` are
    for all of it: looking up, connecting, redirects, reading.
    """

    def __init__(
        self,
        *,
        look_up: LookUp = look_up,
        connect: Connect = connect,
        clock: Callable[[], float] = time.monotonic,
        seconds: float = SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._look_up = look_up
        self._connect = connect
        self._clock = clock
        self._seconds = seconds
        self._tls = tls

    def get(self, url: str) -> Page:
        """Fetch one page of text, of at most 2 MiB once unpacked, or raise a PostingError."""
        wire = Wire(Deadline(self._clock, self._seconds), self._look_up, self._connect)
        try:
            target = _allowed(url.strip())
            for _ in range(REDIRECTS + 1):
                found = self._ask(target, wire)
                if isinstance(found, Page):
                    return found
                target = _allowed(found, seen_from=target)
        except httpcore.TimeoutException as error:
            raise TooSlow(self._seconds) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise Unreachable("The page could not be reached, or broke off.") from error
        raise Unreachable(f"The link leads on and on, more than {REDIRECTS} times.")

    def _ask(self, target: httpx.URL, wire: Wire) -> Page | str:
        """The page, or where it has moved to."""
        with (
            httpcore.ConnectionPool(network_backend=wire, ssl_context=self._tls) as pool,
            pool.stream("GET", _plain(target), headers=_headers(target)) as answer,
        ):
            told = httpx.Headers(answer.headers)
            if answer.status in MOVED and "location" in told:
                return told["location"]
            if answer.status != OK:
                raise HttpStatus(answer.status)
            media_type, charset = _type_of(told)
            body = _bounded(answer.iter_stream(), told)
        return Page(str(target), media_type, text_of(body, declared=charset))


def _allowed(url: str, *, seen_from: httpx.URL | None = None) -> httpx.URL:
    """The link, if its form is one that may be asked for at all."""
    try:
        parsed = httpx.URL(url) if seen_from is None else seen_from.join(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise NotAllowed from error
    port = PORTS.get(parsed.scheme)
    well_formed = (
        port is not None
        and parsed.port in {None, *PORTS.values()}
        and parsed.raw_host
        and not parsed.userinfo
        and len(parsed.raw_path) <= LONGEST_LINK
    )
    if not well_formed:
        raise NotAllowed
    return parsed.copy_with(fragment=None)


def _plain(target: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=target.raw_scheme,
        host=target.raw_host,
        port=target.port,
        target=target.raw_path,
    )


def _headers(target: httpx.URL) -> list[tuple[str, str]]:
    return [("Host", target.netloc.decode("ascii")), *HEADERS]


def _type_of(told: httpx.Headers) -> tuple[str, str]:
    media_type, _, rest = told.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type not in TEXT:
        raise NotText(f"This is no page of text ({media_type or 'of no type'}).")
    charset = rest.lower().partition("charset=")[2].partition(";")[0]
    return media_type, charset.strip(" \"'")


def _bounded(chunks: Iterable[bytes], told: httpx.Headers) -> bytes:
    """All of the body, unpacked as it comes, so that it is never larger than the limit."""
    inflate = Inflate(told.get("content-encoding", "identity"))
    body = bytearray()
    for chunk in chunks:
        body += inflate.more(chunk, most=MOST_BYTES + 1 - len(body))
        if len(body) > MOST_BYTES:
            raise TooLarge(MOST_BYTES)
    inflate.end()
    return bytes(body)
