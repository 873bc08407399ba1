"""Unpacking a body piece by piece, never further than asked."""

from __future__ import annotations

import zlib

from integrations.postings.errors import NotText, Unreachable

EITHER = 32 + zlib.MAX_WBITS
"""zlib's own detection of gzip and zlib heads."""


class Inflate:
    """One body in one content encoding: gzip, deflate, or as it is."""

    def __init__(self, encoding: str) -> None:
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise NotText("The page is packed in a way that was not asked for.")
        self._packed = encoding not in {"", "identity"}
        self._started = False
        self._zlib = zlib.decompressobj(EITHER)

    def more(self, chunk: bytes, *, most: int) -> bytes:
        """What `chunk` unpacks to, cut off at `most` bytes (above 0)."""
        if not self._packed:
            return chunk[:most]
        if self._zlib.eof:
            return b""  # zlib would keep whatever follows
        try:
            found = self._zlib.decompress(chunk, most)
        except zlib.error as error:
            found = self._headless(chunk, most, error)
        self._started = True
        return found

    def end(self) -> None:
        """Raise Unreachable if what was packed has broken off."""
        if self._packed and self._started and not self._zlib.eof:
            raise Unreachable("The page broke off before its end.")

    def _headless(self, chunk: bytes, most: int, error: zlib.error) -> bytes:
        """Some servers send deflate without the head that belongs to it."""
        if self._started:
            raise Unreachable("The page is packed in a broken way.") from error
        self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._zlib.decompress(chunk, most)
        except zlib.error:
            raise Unreachable("The page is packed in a broken way.") from error
