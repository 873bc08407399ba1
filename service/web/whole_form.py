"""A form as it was sent, to its last part."""

from __future__ import annotations

from contextlib import aclosing
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.formparsers import MultiPartException, MultiPartParser

from service.web.problem import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from fastapi import Request
    from starlette.datastructures import FormData

IN_PARTS = "multipart/form-data"
CUT_OFF = "The form was cut off: its end is missing."


async def whole_form(
    request: Request, *, max_files: int, max_fields: int, max_part_size: int
) -> FormData:
    """Read the body as a form; refuse with 400 what is none, and what has lost its end.

    Whoever asked for it closes it, and with it the files that came.
    """
    if media_type(request) != IN_PARTS:
        return await request.form(max_fields=max_fields, max_part_size=max_part_size)
    async with aclosing(request.stream()) as body:
        parser = _Parser(
            request.headers,
            body,
            max_files=max_files,
            max_fields=max_fields,
            max_part_size=max_part_size,
        )
        try:
            return await parser.parse()
        except MultiPartException as error:
            hint = "Nothing of it was kept; send the form again."
            raise Refused(HTTPStatus.BAD_REQUEST, error.message, hint=hint) from None


def media_type(request: Request) -> str:
    """Return what the body says that it is, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


class _Parser(MultiPartParser):
    """Starlette's parser takes what came so far for the form, and forgets an open file."""

    _is_whole = False

    def on_end(self) -> None:
        self._is_whole = True

    async def parse(self) -> FormData:
        async with aclosing(self._to_the_end(self.stream)) as self.stream:
            return await super().parse()

    async def _to_the_end(
        self, body: AsyncGenerator[bytes, None]
    ) -> AsyncGenerator[bytes, None]:
        async for chunk in body:
            yield chunk
        if not self._is_whole:
            raise MultiPartException(CUT_OFF)  # within `parse`, which closes all files then
