"""The token that goes with each request: one that stays, or one that is renewed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from integrations.asana.errors import Unauthorized

if TYPE_CHECKING:
    import httpx

SECRET_LENGTH = 12


class Bearer:
    """A token on its way, which shows itself to Asana alone; httpx calls it with a request."""

    def __init__(self, token: str) -> None:
        # Checked here, or the HTTP library would quote it in its complaint.
        if not re.fullmatch(r"[\x21-\x7e]+", token):
            raise Unauthorized("No token of Asana's looks like this one.", status=401)
        self.token = token

    def __repr__(self) -> str:
        return "<token>"

    def __call__(self, request: httpx.Request) -> httpx.Request:
        """Put it where Asana reads it."""
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request

    def redact(self, content: bytes) -> bytes:
        """Return what Asana says without it."""
        # A stand-in's short token is no secret, but may well be part of a word.
        if len(self.token) < SECRET_LENGTH:
            return content
        return content.replace(self.token.encode(), b"[token]")


class Credential(Protocol):
    """Where tokens come from. Both methods may raise an AsanaError, and are safe in threads."""

    def bearer(self) -> Bearer:
        """Return the token to send now."""

    def after(self, refused: Bearer) -> Bearer | None:
        """Return another one once Asana has refused this one; None where there is none."""


class Personal:
    """A personal token, which stays as it is."""

    def __init__(self, token: str) -> None:
        self._bearer = Bearer(token)

    def bearer(self) -> Bearer:
        """Return it."""
        return self._bearer

    def after(self, refused: Bearer) -> None:
        """There is no other one."""
