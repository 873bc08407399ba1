"""From an answer's envelope to models: one resource, all pages, a batch's results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from integrations.asana import parse
from integrations.asana.answers import envelope, lost, writes
from integrations.asana.calls import PAGE
from integrations.asana.errors import AsanaError, Gone
from integrations.asana.transport import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from integrations.asana.calls import Call
    from integrations.asana.parse import Json


class _HasGid(Protocol):
    @property
    def gid(self) -> str: ...


T = TypeVar("T")
R = TypeVar("R", bound=_HasGid)


def opts(fields: Sequence[str]) -> dict[str, object]:
    """The SDK's options asking for these fields; a list of them it would send as its repr."""
    return {"opt_fields": ",".join(fields)}


def read(parser: Callable[[object], T], answer: Json, *, written: bool = False) -> T:
    """Read what stands under "data"."""
    return read_whole(parser, answer["data"], written=written)


def read_whole(parser: Callable[[object], T], value: object, *, written: bool = False) -> T:
    """Read a value; one that is not as promised is an answer that cannot be trusted."""
    try:
        return parser(value)
    except ValueError as error:
        raise lost(f"Asana's answer makes no sense: {error}", written=written) from error


def pages(
    ask: Callable[[dict[str, object]], Json],
    fields: Sequence[str],
    item: Callable[[object], R],
) -> tuple[R, ...]:
    """Read a list to its end. What moves between two pages meanwhile is listed once."""
    found: dict[str, R] = {}
    offset: str | None = None
    while True:
        start = {"offset": offset} if offset else {}
        # The SDK changes the options it is given, so each page gets its own.
        answer = ask({**opts(fields), "limit": PAGE, **start})
        found |= {one.gid: one for one in read(parse.many(item), answer)}
        offset = read_whole(parse.next_offset, answer)
        if offset is None:
            return tuple(found.values())


def results(calls: Sequence[Call[T]], answer: Json) -> list[object]:
    """The results of a batch's actions, one for each."""
    found = answer["data"]
    if not isinstance(found, list) or len(found) != len(calls):
        written = any(writes(call.method) for call in calls)
        raise lost("POST /batch: not one answer for each action", written=written)
    return found


def outcome(call: Call[T], result: object, send: Callable[[Request], Json]) -> T | AsanaError:
    """What one action of a batch came to; `send` fetches what did not fit into its answer."""
    written = writes(call.method)
    try:
        answer = _envelope(call, result, written=written)
        data = _with_the_rest(call, answer, send) if call.paged else answer["data"]
        return read_whole(call.parse, data, written=written)
    except Gone as error:
        return call.parse({}) if call.gone_is_done else error
    except AsanaError as error:
        return error


def _envelope(call: Call[T], result: object, *, written: bool) -> Json:
    raw = result if isinstance(result, Mapping) else {}
    status, headers = raw.get("status_code"), raw.get("headers")
    return envelope(
        status if isinstance(status, int) else 0,
        headers if isinstance(headers, Mapping) else {},
        raw.get("body"),
        what=f"{call.method} {call.path}",
        written=written,
    )


def _with_the_rest(call: Call[T], answer: Json, send: Callable[[Request], Json]) -> object:
    data = answer["data"]
    while (offset := read_whole(parse.next_offset, answer)) and isinstance(data, list):
        query = {"opt_fields": ",".join(call.fields), "limit": str(PAGE), "offset": offset}
        # Not through the SDK: a call knows its path, not the SDK's name for it.
        answer = send(Request(call.method, call.path, query=query))
        data = [*data, *read(parse.many(lambda item: item), answer)]
    return data
