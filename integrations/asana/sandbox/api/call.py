"""One call of the API, as its handler sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.api import paging
from integrations.asana.sandbox.api.http import BASE
from integrations.asana.sandbox.api.views import show
from integrations.asana.sandbox.refusals import bad
from integrations.asana.sandbox.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from integrations.asana.sandbox.api.fields import Wanted
    from integrations.asana.sandbox.api.multipart import Part
    from integrations.asana.sandbox.model import Resource, Token, User
    from integrations.asana.sandbox.world import World

    Body = dict[str, object]

EMPTY: Final[dict[str, object]] = {"data": {}}


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked, by whom, about which gid; `as_of` is in the past for stale lists."""

    world: World
    token: Token
    method: str
    path: str
    gid: str
    query: Mapping[str, str]
    data: Mapping[str, object]
    wanted: Wanted | None
    as_of: datetime
    origin: str
    files: Mapping[str, Part]

    @property
    def user(self) -> User:
        """Return whose token it is."""
        return self.token.user

    def one(self, thing: Resource) -> Body:
        """Answer with one resource, in full unless other fields were asked for."""
        return {"data": show(self._viewer(), thing, self.wanted, full=True)}

    def many(self, things: Iterable[Resource]) -> Body:
        """Answer with a list of compact resources: all, or the page that was asked for."""
        items = list(things)
        limit = paging.limit_of(self.query.get("limit"))
        viewer = self._viewer()
        if limit is None:
            if len(items) > paging.UNPAGED:
                raise bad("The result is too large. You should use pagination!")
            return {"data": [show(viewer, one, self.wanted) for one in items]}
        gids = [one.gid for one in items]
        start = paging.start_of(self.world, self.path, self.query.get("offset"), gids)
        end = start + limit
        shown = [show(viewer, one, self.wanted) for one in items[start:end]]
        return {"data": shown, "next_page": self._next(gids, end)}

    def required(self, name: str) -> str:
        """Return a query parameter that has to be there."""
        value = self.query.get(name)
        if not value:
            raise bad(f"{name}: Missing input")
        return value

    def _next(self, gids: list[str], end: int) -> dict[str, str] | None:
        if end >= len(gids):
            return None
        return paging.next_page(
            self.world,
            self.path,
            self.query,
            position=end,
            last=gids[end - 1],
            base=self.origin + BASE,
        )

    def _viewer(self) -> Viewer:
        return Viewer(self.world, self.token, self.origin)
