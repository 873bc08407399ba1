"""Consent by OAuth, without I/O: where a person is sent, what is asked, what an answer means.

The authorization code flow with PKCE: https://developers.asana.com/docs/oauth.
"""

from __future__ import annotations

import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import NoReturn
from urllib.parse import urlencode

from integrations.asana.answers import wait
from integrations.asana.errors import AppRefused, GrantEnded, NotReached, RateLimited

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
"""In place of an address to come back to: Asana shows the code, and the person copies it."""

HOUR = timedelta(hours=1)
SECRET_BYTES = 32
_ENDED = "invalid_grant"


@dataclass(frozen=True, slots=True)
class AsanaApp:
    """An app as it is registered with Asana, and where consent and tokens are had."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Post:
    """A form to be sent; all of it is secret."""

    url: str
    form: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What consent gives: access for a while, and what brings more of it.

    `refresh_token` is None where Asana told no new one: the one from before stays good.
    """

    access_token: str = field(repr=False)
    lasts: timedelta
    refresh_token: str | None = field(repr=False)


def new_secret() -> str:
    """Return a secret that is good as `state` and as PKCE's verifier."""
    return secrets.token_urlsafe(SECRET_BYTES)


def authorize_url(app: AsanaApp, *, back_to: str, verifier: str, state: str = "") -> str:
    """Return where the person is asked for consent; no scope is Asana's full permissions."""
    digest = sha256(verifier.encode()).digest()
    query = {
        "client_id": app.client_id,
        "redirect_uri": back_to,
        "response_type": "code",
        "code_challenge": urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if state:
        query["state"] = state
    return f"{app.url}/oauth_authorize?{urlencode(query)}"


def exchange(app: AsanaApp, code: str, *, back_to: str, verifier: str) -> Post:
    """Return what is sent for a code, once."""
    return _token(
        app,
        grant_type="authorization_code",
        code=code,
        redirect_uri=back_to,
        code_verifier=verifier,
    )


def refresh(app: AsanaApp, refresh_token: str) -> Post:
    """Return what is sent for new access."""
    return _token(app, grant_type="refresh_token", refresh_token=refresh_token)


def revocation(app: AsanaApp, refresh_token: str) -> Post:
    """Return what is sent to give the consent back; Asana takes the refresh token alone."""
    return Post(f"{app.url}/oauth_revoke", {**_client(app), "token": refresh_token})


def tokens(status: int, headers: Mapping[str, str], body: object) -> Tokens:
    """Return what an answer grants; `body` is the decoded JSON, None where it was none.

    Raises `GrantEnded` where the code or the consent is no good any more, `AppRefused` where
    Asana does not know the app, `RateLimited`, and `NotReached` for what is not Asana's word.
    """
    if status != HTTPStatus.OK:
        refused(status, headers, body)
    answer = body if isinstance(body, Mapping) else {}
    access, fresh = answer.get("access_token"), answer.get("refresh_token")
    if not isinstance(access, str) or not access:
        raise NotReached("the answer to a request for a token is not Asana's")
    seconds = answer.get("expires_in")
    lasts = timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else HOUR
    return Tokens(access, min(lasts, HOUR), fresh if isinstance(fresh, str) and fresh else None)


def refused(status: int, headers: Mapping[str, str], body: object) -> NoReturn:
    """Raise what an answer other than success stands for; the errors repeat no secret."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RateLimited("tokens: 429", seconds=wait(headers))
    code = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(code, str) or not re.fullmatch("[a-z_]{1,40}", code):
        raise NotReached(f"tokens: {status}, and not in Asana's words")
    if code == _ENDED:
        raise GrantEnded("Asana does not know this consent any more.", status=status)
    raise AppRefused(f"tokens: {status} {code}")


def _token(app: AsanaApp, **form: str) -> Post:
    return Post(f"{app.url}/oauth_token", {**_client(app), **form})


def _client(app: AsanaApp) -> dict[str, str]:
    return {"client_id": app.client_id, "client_secret": app.client_secret}
