"""Connecting an account: the token is checked and things are chosen; Asana is only read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

from integrations.asana import errors
from service.errors import (
    ConfigurationError,
    Conflict,
    InvalidInput,
    NotConnected,
    NotFound,
    ServiceError,
    TryLater,
)
from service.store import accounts, grants, intents, links, webhooks
from service.store.grants import Consent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from integrations.asana.models import Section, Team, User, Workspace
    from service.store.accounts import Account
    from service.store.database import Database

MY_APPS = "https://app.asana.com/0/my-apps"
NEW_ONE = (
    "Make a personal access token in Asana's developer console "
    f"({MY_APPS}) and run `momentum connect` again."
)
PERSONAL = "pat"
LONGEST_TOKEN = 4096


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
        return next((each for each in self.sections if each != self.later), None)


def connect(
    database: Database,
    account_id: int,
    given: bytes | Consent | None,
    choice: Choice,
    *,
    now: datetime,
    replace: bool = False,
) -> Account:
    """Store the account with its sealed token or consent; the first sync is due at once.

    Where neither is given, the consent that the account has already is used.

    The same person in the same workspace keeps everything. Another one is refused unless
    `replace`: then the plan stays, and its tasks will be made anew for them.
    """
    with database.begin() as tx:
        webhooks.check_soon(tx, account_id, now)  # it may have ended with the former token
        accounts.lock(tx, account_id)
        if _goes_elsewhere(tx, accounts.get(tx, account_id), choice, replace=replace):
            _forget_tasks(tx, account_id)
        accounts.connect(
            tx,
            account_id,
            name=choice.user.name,
            email=choice.user.email,
            user_gid=choice.user.gid,
            workspace_gid=choice.workspace.gid,
            workspace_name=choice.workspace.name,
            team_gid=choice.team.gid if choice.team else None,
            later_section_gid=choice.later.gid if choice.later else None,
            inbox_section_gid=choice.inbox.gid if choice.later and choice.inbox else None,
            auth=PERSONAL if isinstance(given, bytes) else grants.OAUTH,
            token=given if isinstance(given, bytes) else None,
            now=now,
        )
        if isinstance(given, Consent):
            grants.keep(tx, account_id, given)
        return accounts.get(tx, account_id)


def disconnect(database: Database, account_id: int) -> None:
    """Forget the token and who may ring; everything else stays, here and in Asana."""
    with database.begin() as tx:
        account = accounts.get(tx, account_id)
        has_grant = grants.current(tx, account_id).refresh is not None
        if account.state is accounts.AccountState.NOT_CONNECTED and not has_grant:
            raise NotConnected("No Asana account is connected.")
        webhooks.forget(tx, account_id)
        accounts.disconnect(tx, account_id)


def left_behind(account: Account, *, webhook_ended: bool, consent_ended: bool) -> list[str]:
    """Say what disconnecting leaves in Asana, and what one can do about it there."""
    said = []
    if not webhook_ended:
        said.append("Asana's webhook could not be taken away; it ends by itself within a day.")
    if account.auth != grants.OAUTH:
        said.append(f"Revoke the token in Asana too: {MY_APPS}")
    elif not consent_ended:
        said.append(f"Asana could not be told: take the permission back at {MY_APPS}")
    return said


def token_from(text: str, where: str) -> str:
    """Return the token in a text that came from `where`; it is one word of ASCII."""
    token = text.strip()
    if not token:
        raise InvalidInput(f"{where} holds no token.", hint="A token is one line of text.")
    is_word = token.isascii() and token.isprintable() and " " not in token
    if not is_word or len(token) > LONGEST_TOKEN:
        raise InvalidInput(
            f"{where} is no token.",
            hint="A token is one line without spaces, just as Asana showed it.",
        )
    return token


def whose(login: Login) -> User:
    """Ask Asana whose token this is; they are in at least one workspace."""
    user = asked_of_asana(login.me)
    if not user.workspaces:
        raise Conflict(
            f"{user.name} is in no Asana workspace.",
            hint="Open Asana in a browser, make or join a workspace, and connect again.",
        )
    return user


def teams(login: Login, workspace: Workspace) -> tuple[Team, ...]:
    """Return the teams that a project could belong to; none outside an organisation."""
    return (
        asked_of_asana(lambda: login.teams(workspace.gid)) if workspace.is_organization else ()
    )


def my_tasks_sections(login: Login, workspace: Workspace) -> tuple[Section, ...]:
    """Return the sections of the person's My Tasks, in order."""
    return asked_of_asana(lambda: login.sections(login.user_task_list(workspace.gid)))


def pick(what: str, wanted: str, options: Sequence[Option]) -> Option:
    """Return the option with this gid, or with this name where that is clear."""
    folded = wanted.strip().casefold()
    found = [option for option in options if option.gid == folded]
    found = found or [option for option in options if option.name == wanted]
    found = found or [option for option in options if option.name.strip().casefold() == folded]
    if len(found) == 1:
        return found[0]
    if found:
        gids = ", ".join(option.gid for option in found)
        raise InvalidInput(
            f"Several are called {wanted}.", hint=f"Name one by its gid: {gids}."
        )
    raise NotFound(f"There is no {what} {wanted}.", hint=f"There are: {_listed(options)}.")


def must_say(what: str, options: Sequence[Option]) -> NoReturn:
    """Refuse where there are several options and nobody to ask."""
    raise InvalidInput(
        f"This token has several {what}s, and one has to be chosen.",
        hint=f"Use --{what} with one of: {_listed(options)}.",
    )


def _listed(options: Sequence[Option]) -> str:
    return ", ".join(f"{option.name} ({option.gid})" for option in options) or "none"


def has_one_already(user: User) -> Conflict:
    """Whoever has an account does not get a second one."""
    return Conflict(
        f"{user.name} has an account here already.",
        hint="Sign out, and sign in with Asana; on the command line, `momentum accounts "
        "list` shows it.",
    )


def _goes_elsewhere(tx: Connection, account: Account, choice: Choice, *, replace: bool) -> bool:
    """Say whether it is another person or workspace than before; refuse what is not meant."""
    if accounts.find(tx, choice.user.gid) not in (None, account.id):
        raise has_one_already(choice.user)
    before = (account.user_gid, account.workspace_gid)
    same_person = account.user_gid in (None, choice.user.gid)
    same = before == (choice.user.gid, choice.workspace.gid)
    if same or (same_person and account.workspace_gid is None):
        return False
    if not replace:
        raise _belongs_to(account)
    return True


def _belongs_to(account: Account) -> Conflict:
    whose_plan = f"{account.name}'s plan in the workspace {account.workspace_name}"
    return Conflict(
        f"This home holds {whose_plan}; the token or the workspace is another one.",
        hint="For a second plan use a home of its own (MOMENTUM_HOME). To take this plan over, "
        "add --replace: the tasks made so far stay where they are, and new ones are made.",
    )


def _forget_tasks(tx: Connection, account_id: int) -> None:
    for link in links.all_of(tx, account_id):
        links.remove(tx, account_id, link.kind, link.key)
    intents.forget_all(tx, account_id)


def asked_of_asana(question: Callable[[], Answer]) -> Answer:
    """Ask Asana; what it refuses is said in words for a person who is just connecting."""
    try:
        return question()
    except errors.GrantEnded as error:
        raise InvalidInput(
            "Asana does not know this consent any more.", hint="Sign in with Asana again."
        ) from error
    except errors.Unauthorized as error:
        raise InvalidInput("Asana does not accept this token.", hint=NEW_ONE) from error
    except errors.RateLimited as error:
        raise TryLater(
            "Asana takes no more requests for now.",
            hint=f"Try again in {max(1, round(error.seconds))} seconds.",
        ) from error
    except errors.Refused as error:
        raise ServiceError(
            f"Asana refuses to answer (HTTP {error.status}).",
            hint="Check in a browser whether this account may use the workspace.",
        ) from error
    except errors.AppRefused as error:
        raise ConfigurationError(
            "Asana does not know this service's app.",
            hint="Check MOMENTUM_ASANA_CLIENT_ID and MOMENTUM_ASANA_CLIENT_SECRET, and that "
            "the app is registered with this service's address.",
        ) from error
    except errors.AsanaError as error:
        raise TryLater(
            "Asana could not be reached.",
            hint="Check the network and MOMENTUM_ASANA_URL, then try again.",
        ) from error
