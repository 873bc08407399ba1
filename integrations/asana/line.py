"""The connections to Asana of one process: made once, shared by every token.

To make a client reads all certificates of this machine, which computes longer than a turn that
finds nothing new; and a connection that is there already saves a look the handshake of TLS.
"""

from __future__ import annotations

import atexit
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

MOST_KEPT = 32
"""Idle connections: as many as there can be threads at work."""


@lru_cache(maxsize=1)
def line() -> httpx.Client:
    """Return the process's one client, for as long as it lives.

    It says nothing by itself: each request brings its own token, and no cookie is kept that
    one account's answer could leave for another's request.
    """
    nobodys = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    made = httpx.Client(
        cookies=nobodys, limits=httpx.Limits(max_keepalive_connections=MOST_KEPT)
    )
    atexit.register(made.close)
    return made
