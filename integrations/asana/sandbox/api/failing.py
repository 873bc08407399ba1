"""What a fault does to one request."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.api.http import Response, as_json
from integrations.asana.sandbox.faults import Interrupted
from integrations.asana.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from integrations.asana.sandbox.faults import Fault
    from integrations.asana.sandbox.world import World

BROKEN: Final = {
    401: "Not Authorized",
    402: "This feature is not available for free users.",
    403: "Forbidden",
    404: "Not Found",
    429: "You have made too many requests recently. Please, be chill.",
    451: "Unavailable For Legal Reasons",
}
GATEWAY: Final = b"<html><head><title>502 Bad Gateway</title></head><body></body></html>"


def failing(
    world: World, fault: Fault | None, run: Callable[[datetime], Response], now: datetime
) -> Response:
    """Carry out a request as far as its fault lets it, and answer what the fault leaves."""
    if fault is None:
        return run(now)
    delay = timedelta(seconds=fault.seconds)
    if fault.how.effect == "later":
        world.do_later(delay, lambda: run(world.now()))
    if fault.kind == "before" and fault.do:
        fault.do()
    response = None
    if fault.how.effect == "now":
        response = run(now - delay if fault.how.answer == "stale" else now)
    if fault.kind == "after" and fault.do:
        fault.do()
    return _left(fault, response or Response(500))


def _left(fault: Fault, response: Response) -> Response:
    """Return what the client gets to see."""
    match fault.how.answer:
        case "timeout" | "drop" | "unreachable" as how:
            raise Interrupted(how)
        case "true" | "stale":
            return response
        case "html":
            return Response(502, GATEWAY, media_type="text/html")
        case "truncated":
            return replace(response, body=response.body[: len(response.body) // 2])
        case "garbage":
            return replace(response, status=200, body=b"OK, but this is not JSON")
        case status:
            return _broken(fault, status)


def _broken(fault: Fault, status: int) -> Response:
    retry_after = fault.how.retry_after
    if fault.retry_after is not None:
        retry_after = str(fault.retry_after)
    headers = {"Retry-After": retry_after} if retry_after else {}
    refusal = Refusal(status, BROKEN.get(status, "Server Error"))
    body = refusal.body()
    if status >= 500:  # noqa: PLR2004 - Asana names the incident in a phrase
        body = {
            "errors": [{"message": refusal.message, "phrase": "6 sad squid snuggle softly"}]
        }
    return as_json(status, body, headers)
