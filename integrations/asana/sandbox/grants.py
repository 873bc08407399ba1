"""What OAuth apps hold: their registration, codes that wait to be used, refresh tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import User


@dataclass(frozen=True, slots=True)
class App:
    """A registered app; its redirect addresses are compared exactly."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A person's consent, to be exchanged once."""

    app: App
    user: User
    redirect_uri: str
    challenge: str | None


@dataclass(slots=True)
class Refresh:
    """A refresh token, good for as long as the person lets the app be."""

    app: App
    user: User
    access_tokens: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Grants:
    """All of them."""

    apps: dict[str, App] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    refreshes: dict[str, Refresh] = field(default_factory=dict)
