"""Connecting Asana: the token first, then where; nothing is written in Asana.

Between the two the token is kept sealed with the session, so that no page ever holds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Response

from integrations.asana.models import Section, Team, User, Workspace
from service.errors import ConfigurationError, Conflict, InvalidInput, ServiceError
from service.store import accounts, grants, sessions
from service.usecases import connect as journey
from service.usecases.connect import Choice, Login, pick, token_from
from service.web.pages.visit import Here, Visit, page_router

router = page_router()

CHOOSE = "/connect/choose"
NEW_ONE = "Make a new one as described above, and paste it."
TOKEN, WORKSPACE, TEAM, LATER, REPLACE = "token", "workspace", "team", "later", "replace"


@dataclass(frozen=True)
class Offer:
    """What a token can see, with the workspace that is looked at."""

    user: User
    workspace: Workspace
    teams: tuple[Team, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Held:
    """A pasted token, sealed, or none: then it is the consent that the account has."""

    sealed: bytes | None
    login: Login


@router.get("/connect")
def ask(here: Here) -> Response:
    """Ask for the token."""
    return here.page("connect.html")


@router.post("/connect")
def check(here: Here) -> Response:
    """Ask Asana whose token it is, and keep it sealed until its place is chosen."""
    try:
        token = token_from(here.form.typed(TOKEN), "The field")
        with here.app.login(token) as login:
            journey.whose(login)
    except ServiceError as error:
        hint = NEW_ONE if error.hint == journey.NEW_ONE else error.hint
        here.form.refuse(TOKEN, f"{error} {hint}")
        return ask(here)
    _hold(here, here.app.vault.seal(token))
    return here.go(CHOOSE)


@router.get(CHOOSE)
def offer(here: Here, workspace: str = "") -> Response:
    """Show what there is to choose from, in the workspace that is looked at."""
    return _choose(here, workspace)


@router.post(CHOOSE)
def connect(here: Here) -> Response:
    """Store the account with its token; the first sync is due at once."""
    form = here.form
    held = _held(here)
    if held is None:
        return _again(here)
    try:
        choice = _chosen(here, _offered(here, held.login, form.text(WORKSPACE)))
        replaces = form.text(REPLACE) == "yes"
        journey.connect(
            here.app.database,
            here.account_id,
            held.sealed,
            choice,
            now=here.now,
            replace=replaces,
        )
    except Conflict as error:
        form.refuse(REPLACE, f"{error} Tick this if you mean it; or choose the other one.")
        return _choose(here, form.text(WORKSPACE))
    except ServiceError as error:
        form.take(error, WORKSPACE)
        return _choose(here, form.text(WORKSPACE))
    _hold(here, None)
    return here.go("/", f"Connected to {choice.workspace.name}. The first sync is on its way.")


def _choose(here: Visit, workspace: str) -> Response:
    held = _held(here)
    if held is None:
        return _again(here)
    try:
        offered = _offered(here, held.login, workspace)
    except ServiceError as error:
        here.form.take(error, TOKEN)
        return ask(here)
    with here.app.database.begin() as tx:
        before = accounts.get(tx, here.account_id)
    return here.page(
        "connect_choose.html",
        by_token=held.sealed is not None,
        offer=offered,
        before=before,
        workspaces=_options(offered.user.workspaces),
        teams=[("", "decide when it is needed"), *_options(offered.teams)],
        sections=[("", "none; they wait in the project"), *_options(offered.sections)],
    )


def _offered(here: Visit, login: Login, wanted: str) -> Offer:
    user = journey.whose(login)
    with here.app.database.begin() as tx:
        before = accounts.get(tx, here.account_id).workspace_gid
    known = [each for each in user.workspaces if each.gid == before]
    workspace = (known or list(user.workspaces))[0]
    if wanted:
        workspace = pick("workspace", wanted, user.workspaces)
    return Offer(
        user,
        workspace,
        journey.teams(login, workspace),
        journey.my_tasks_sections(login, workspace),
    )


def _chosen(here: Visit, offered: Offer) -> Choice:
    team, later = here.form.text(TEAM), here.form.text(LATER)
    return Choice(
        user=offered.user,
        workspace=offered.workspace,
        team=pick("team", team, offered.teams) if team else None,
        later=pick("section of My Tasks", later, offered.sections) if later else None,
        sections=offered.sections,
    )


def _options(found: Sequence[Workspace | Team | Section]) -> list[tuple[str, str]]:
    return [(each.gid, each.name) for each in found]


def _hold(here: Visit, sealed: bytes | None) -> None:
    with here.app.database.begin() as tx:
        sessions.hold_token(tx, here.session, sealed)


def _held(here: Visit) -> Held | None:
    """What is there to connect with; nothing where only another key opens the token."""
    with here.app.database.begin() as tx:
        sealed = sessions.held_token(tx, here.session)
        account = accounts.get(tx, here.account_id)
        has_consent = grants.current(tx, here.account_id).refresh is not None
    try:
        if sealed is not None:
            token = here.app.vault.open(sealed)
            with here.app.login(token) as login:
                return Held(sealed, login)
        return Held(None, here.app.client(account)) if has_consent else None
    except ConfigurationError:
        return None


def _again(here: Visit) -> Response:
    """Ask for the token once more; who is connected may have pressed the button twice."""
    with here.app.database.begin() as tx:
        account = accounts.get(tx, here.account_id)
    if account.state is accounts.AccountState.OK:
        said = f"Asana is connected to {account.workspace_name}."
        return here.go("/settings", f"{said} To connect it anew, paste the token once more.")
    error = InvalidInput("The token is not here any more.", hint="Paste it once more.")
    here.form.take(error, TOKEN)
    return ask(here)
