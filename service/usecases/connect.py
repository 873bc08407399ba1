"""Connecting an account: the token is checked and things are chosen; Asana is only read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from integrations.asana import errors
from service.errors import Conflict, InvalidInput, NotFound, ServiceError, TryLater

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from integrations.asana.models import Section, Team, User, Workspace

NEW_TOKEN = (
    "Make a personal access token in Asana's developer console "
    "(https://app.asana.com/0/my-apps) and run `momentum connect` again."
)


class Login(Protocol):
    """What one token can see; every method may raise an AsanaError."""

    def me(self) -> User:
        """Return whose token it is, with their workspaces."""

    def teams(self, workspace: str) -> tuple[Team, ...]:
        """Return the person's teams in an organisation."""

    def user_task_list(self, workspace: str) -> str:
        """Return the gid of the person's My Tasks."""

    def sections(self, project: str) -> tuple[Section, ...]:
        """Return the sections of a project, or of My Tasks, in order."""


class Named(Protocol):
    """Something of Asana's that a person can choose."""

    @property
    def gid(self) -> str:
        """Asana's id of it."""

    @property
    def name(self) -> str:
        """What people call it."""


Option = TypeVar("Option", bound=Named)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose; `sections` are all of their My Tasks, in order."""

    user: User
    workspace: Workspace
    team: Team | None = None
    later: Section | None = None
    sections: tuple[Section, ...] = ()

    @property
    def inbox(self) -> Section | None:
        """Where a task goes that comes back: the first section that is not the later one."""
        return next((section for section in self.sections if section != self.later), None)


def whose(login: Login) -> User:
    """Ask Asana whose token this is; they are in at least one workspace."""
    user = _asked(login.me)
    if not user.workspaces:
        raise Conflict(
            f"{user.name} is in no Asana workspace.",
            hint="Open Asana once in a browser, join or make a workspace, and connect again.",
        )
    return user


def teams(login: Login, workspace: Workspace) -> tuple[Team, ...]:
    """Return the teams that a project could belong to; none outside an organisation."""
    return _asked(lambda: login.teams(workspace.gid)) if workspace.is_organization else ()


def my_tasks_sections(login: Login, workspace: Workspace) -> tuple[Section, ...]:
    """Return the sections of the person's My Tasks, in order."""
    return _asked(lambda: login.sections(login.user_task_list(workspace.gid)))


def pick(what: str, wanted: str, options: Sequence[Option]) -> Option:
    """Return the option with this gid, or this name, in whatever case where that is clear."""
    folded = wanted.strip().casefold()
    tests: tuple[Callable[[Option], bool], ...] = (
        lambda option: option.gid == wanted.strip(),
        lambda option: option.name == wanted,
        lambda option: option.name.strip().casefold() == folded,
    )
    for test in tests:
        found = [option for option in options if test(option)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(option.gid for option in found)
            raise InvalidInput(
                f"Several {what}s are called {wanted}.", hint=f"Say which by gid: {listed}."
            )
    listed = ", ".join(f"{option.name} ({option.gid})" for option in options)
    raise NotFound(f"There is no {what} {wanted}.", hint=f"There are: {listed or 'none'}.")


def _asked(question: Callable[[], Answer]) -> Answer:
    """Ask Asana; what it refuses is said in words for a person who is just connecting."""
    try:
        return question()
    except errors.Unauthorized as error:
        raise InvalidInput("Asana does not accept this token.", hint=NEW_TOKEN) from error
    except errors.RateLimited as error:
        raise TryLater(
            "Asana takes no more requests for now.",
            hint=f"Try again in {max(1, round(error.seconds))} seconds.",
        ) from error
    except errors.Refused as error:
        raise ServiceError(
            f"Asana refuses to answer ({error.status}).",
            hint="Check in Asana whether this account may use the workspace.",
        ) from error
    except errors.AsanaError as error:
        raise TryLater(
            "Asana could not be reached.",
            hint="Check the network and MOMENTUM_ASANA_URL, then try again.",
        ) from error
