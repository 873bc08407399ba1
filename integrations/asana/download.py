"""Files from where Asana says they are: without the token, and never more than was meant."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from integrations.asana.errors import NotReached, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

TOO_LARGE = 413
LONGEST = 60.0


def download(http: httpx.Client, url: str, *, api: str, most: int, timeout: float) -> bytes:
    """Fetch a file of at most `most` bytes over TLS, or from where the API itself is.

    Redirects are not followed, because they lead elsewhere; what is compressed is not read,
    because it grows.
    """
    here, there = urlsplit(api), urlsplit(url)
    if there.scheme != "https" and (there.scheme, there.netloc) != (here.scheme, here.netloc):
        raise NotReached("The file is not where files of Asana's are.")
    try:
        with http.stream(
            "GET",
            url,
            headers={"Accept-Encoding": "identity"},
            timeout=timeout,
            follow_redirects=False,
        ) as answer:
            status = answer.status_code
            if status != httpx.codes.OK or "content-encoding" in answer.headers:
                raise Refused(f"The file cannot be fetched: {status}", status=status)
            return b"".join(_bounded(answer.iter_bytes(), most))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotReached(f"The file cannot be fetched ({type(error).__name__})") from error


def _bounded(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    ends_at = time.monotonic() + LONGEST
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise Refused(f"The file is larger than {most:,} bytes.", status=TOO_LARGE)
        if time.monotonic() > ends_at:
            raise NotReached(f"The file takes longer than {LONGEST:.0f} s.")
        yield chunk
