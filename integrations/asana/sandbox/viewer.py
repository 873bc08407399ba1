"""Whose eyes a resource is shown to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import Token, User
    from integrations.asana.sandbox.world import World

ABSENT: Final = object()
"""The value of a property that is left out of an answer."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, looking through one credential, from one origin."""

    world: World
    token: Token
    origin: str = ""

    @property
    def user(self) -> User:
        """Return the person."""
        return self.token.user
