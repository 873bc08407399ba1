"""Pages of a list, and the opaque offsets that lead from one to the next."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from integrations.asana.sandbox.refusals import bad

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.asana.sandbox.world import World

MOST: Final = 100
UNPAGED: Final = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """How far a list was read: a position, the last gid shown there, and when."""

    path: str
    position: int
    last: str
    at: float


def limit_of(value: object) -> int | None:
    """Return the size of page that was asked for, if any."""
    if value is None:
        return None
    try:
        limit = int(str(value))
    except ValueError:
        limit = 0
    if not 1 <= limit <= MOST:
        raise bad(f"limit: Must be between 1 and {MOST}")
    return limit


def start_of(world: World, path: str, offset: object, gids: Sequence[str]) -> int:
    """Return where in the list the page begins that an offset leads to."""
    if offset is None or offset == "":
        return 0
    place = _read(offset)
    age = world.now().timestamp() - place.at
    if place.path != path or age > world.switches.offset_seconds:
        raise bad("offset: Your pagination token has expired.")
    if not world.switches.pages_shift and place.last in gids:
        return gids.index(place.last) + 1
    return place.position


def next_page(
    world: World, path: str, query: Mapping[str, str], *, position: int, last: str, base: str
) -> dict[str, str]:
    """Return the link to the page that begins at a position."""
    place = [path, position, last, world.now().timestamp()]
    offset = base64.urlsafe_b64encode(json.dumps(place).encode()).decode()
    link = f"{path}?{urlencode({**query, 'offset': offset})}"
    return {"offset": offset, "path": link, "uri": base + link}


def _read(offset: object) -> Place:
    try:
        path, position, last, at = json.loads(base64.urlsafe_b64decode(str(offset)))
    except (ValueError, binascii.Error):
        raise bad("offset: Your pagination token is invalid.") from None
    return Place(path, position, last, at)
