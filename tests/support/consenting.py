"""People who sign in with Asana: an app that is registered there, and their way through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx

from integrations.asana.sandbox import World, transport
from integrations.asana.sandbox.grants import App as Registered
from service.config import Settings
from support.in_process import ADDRESS

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from integrations.asana.sandbox.model import User

CLIENT_ID = "4242"
CLIENT_SECRET = "canary-of-the-app-at-asana"  # noqa: S105 - opens nothing
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
BACK = f"{ADDRESS}/sign-in/asana/done"


def register(world: World, *addresses: str) -> None:
    """Register the app at the stand-in."""
    known = (OUT_OF_BAND, *(addresses or (BACK,)))
    world.grants.apps[CLIENT_ID] = Registered(CLIENT_ID, CLIENT_SECRET, known)


def hosted_settings(home: Path, **more: object) -> Settings:
    """The settings of a service that people sign in to."""
    return Settings(
        home=home,
        asana_client_id=CLIENT_ID,
        asana_client_secret=CLIENT_SECRET,
        public_url=ADDRESS,
        **more,
    )


@dataclass
class Time:
    """A clock that only a test moves."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class AtAsana:
    """Asana's pages, and who reads them."""

    world: World

    def allow(self, url: str, user: User) -> str:
        """Give consent on the page at `url`; return where Asana sends the browser back to."""
        with httpx.Client(transport=transport(self.world)) as http:
            return http.get(f"{url}&allow={user.gid}").headers["Location"]

    def copy_code(self, url: str, user: User) -> str:
        """Give consent, and return the code that Asana shows."""
        with httpx.Client(transport=transport(self.world)) as http:
            return http.get(f"{url}&allow={user.gid}").text


def sign_in(http: httpx.Client, world: World, user: User) -> httpx.Response:
    """Go to Asana and come back; return the answer to that, not followed."""
    there = http.get("/sign-in/asana").headers["Location"]
    return http.get(AtAsana(world).allow(there, user))


def query_of(url: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}
