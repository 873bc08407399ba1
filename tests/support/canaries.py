"""Secrets that must be found nowhere, and the search for them, byte by byte."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote


def leaks(secrets: dict[str, str], places: dict[str, bytes]) -> list[str]:
    """Name every secret with every place that holds it, in whatever form it stands there."""
    return [
        f"{name} in {place}"
        for name, secret in secrets.items()
        for place, content in places.items()
        if any(form in content for form in _forms(secret.encode()))
    ]


def _forms(secret: bytes) -> set[bytes]:
    """The secret as it is, quoted, in hex, and in base64 wherever it begins in a text."""
    quoted = {quote(secret, safe="").encode(), quote(secret).encode()}
    hexed = {secret.hex().encode(), secret.hex().upper().encode()}
    return {secret, *quoted, *hexed, *(_within_base64(secret, skip) for skip in range(3))}


def _within_base64(secret: bytes, skip: int) -> bytes:
    """Those letters of a longer text's base64 that depend on the secret alone."""
    whole = b64encode(b"\0" * skip + secret)
    first, last = -(-skip * 8 // 6), (skip + len(secret)) * 8 // 6
    return whole[first:last]
