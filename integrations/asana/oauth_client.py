"""Asking Asana for tokens, and giving consent back: one request each, never sent twice."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx

from integrations.asana import oauth
from integrations.asana.errors import NotReached
from integrations.asana.line import line

if TYPE_CHECKING:
    from integrations.asana.oauth import AsanaApp, Post, Tokens

TIMEOUT = 20.0


class OAuthClient:
    """Speaks for one app. Every method raises AsanaError's subclasses only."""

    def __init__(self, app: AsanaApp, *, http: httpx.Client | None = None) -> None:
        """Take `http` to carry the requests, in place of the process's own connections."""
        self._app = app
        self._http = http or line()

    def exchange(self, code: str, *, back_to: str, verifier: str) -> Tokens:
        """Return what a code is good for, once; the refresh token is among it."""
        post = oauth.exchange(self._app, code, back_to=back_to, verifier=verifier)
        return oauth.tokens(*self._send(post))

    def refresh(self, refresh_token: str) -> Tokens:
        """Return new access, and maybe a new refresh token."""
        return oauth.tokens(*self._send(oauth.refresh(self._app, refresh_token)))

    def revoke(self, refresh_token: str) -> None:
        """Give the consent back; one that Asana does not know is fine, too."""
        status, headers, body = self._send(oauth.revocation(self._app, refresh_token))
        if status != HTTPStatus.OK:
            oauth.refused(status, headers, body)

    def _send(self, post: Post) -> tuple[int, httpx.Headers, object]:
        try:
            answer = self._http.post(
                post.url, data=post.form, timeout=TIMEOUT, follow_redirects=False
            )
        except httpx.RequestError as error:
            # Not as its cause: what it was raised for holds the form.
            raise NotReached(f"tokens: no answer ({type(error).__name__})") from None
        body: object = None
        with suppress(ValueError, RecursionError):
            body = answer.json()
        return answer.status_code, answer.headers, body
