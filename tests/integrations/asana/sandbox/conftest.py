"""A small world: Ada, her home workspace, her token, a clock that is moved by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from integrations.asana.sandbox import World, transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from integrations.asana.sandbox import Person
    from integrations.asana.sandbox.model import User, Workspace

BASE = "https://app.asana.com/api/1.0"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **amount: float) -> None:
        self.time += timedelta(**amount)


@dataclass
class Api:
    """Asana's API as its caller sees it: data out, or the status of a refusal."""

    client: httpx.Client

    def call(self, method: str, path: str, **kwargs: object) -> httpx.Response:
        data = kwargs.pop("data", None)
        json = None if data is None else {"data": data}
        return self.client.request(method, path, json=json, params=kwargs)

    def get(self, path: str, **query: object) -> dict:
        return self._data(self.call("GET", path, **query))

    def list(self, path: str, **query: object) -> list[dict]:
        return self._data(self.call("GET", path, **query))

    def post(self, path: str, **data: object) -> dict:
        return self._data(self.call("POST", path, data=data))

    def put(self, path: str, **data: object) -> dict:
        return self._data(self.call("PUT", path, data=data))

    def delete(self, path: str) -> dict:
        return self._data(self.call("DELETE", path))

    def batch(self, *actions: dict) -> list[dict]:
        return self.post("/batch", actions=list(actions))

    def refusal(self, method: str, path: str, **kwargs: object) -> tuple[int, str]:
        answer = self.call(method, path, **kwargs)
        assert answer.is_client_error, answer.text
        return answer.status_code, answer.json()["errors"][0]["message"]

    def _data(self, answer: httpx.Response) -> dict:
        assert answer.is_success, answer.text
        return answer.json()["data"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock, seed=1)


@pytest.fixture
def ada(world: World) -> User:
    return world.add_user("Ada Example", "ada@example.com")


@pytest.fixture
def workspace(world: World, ada: User) -> Workspace:
    return world.add_workspace("Home", members=[ada])


@pytest.fixture
def person(world: World, ada: User) -> Person:
    return world.person(ada)


@pytest.fixture
def connect(world: World) -> Iterator[Callable[..., Api]]:
    """Return an Api for a user's token."""
    clients: list[httpx.Client] = []

    def connected(user: User, *, oauth: bool = False) -> Api:
        headers = {"Authorization": f"Bearer {world.add_token(user, oauth=oauth)}"}
        client = httpx.Client(transport=transport(world), base_url=BASE, headers=headers)
        clients.append(client)
        return Api(client)

    yield connected
    for client in clients:
        client.close()


@pytest.fixture
def api(connect: Callable[..., Api], ada: User, workspace: Workspace) -> Api:
    assert ada in workspace.members
    return connect(ada)


@pytest.fixture
def board(api: Api, workspace: Workspace) -> str:
    """A project with the sections Now and Later; returns its gid."""
    gid = api.post("/projects", name="Plan", workspace=workspace.gid)["gid"]
    first = api.list(f"/projects/{gid}/sections")[0]["gid"]
    api.put(f"/sections/{first}", name="Now")
    api.post(f"/projects/{gid}/sections", name="Later")
    return gid


@pytest.fixture
def sections(api: Api, board: str) -> dict[str, str]:
    """The gids of the board's sections by name."""
    return {one["name"]: one["gid"] for one in api.list(f"/projects/{board}/sections")}
