"""`momentum connect` and `momentum disconnect`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from service.bootstrap import App, build, ready_database, utc_now
from service.cli.account import meant
from service.cli.asking import choose, on_terminal, read_token
from service.cli.consenting import consent
from service.cli.output import say
from service.config import Settings
from service.errors import ServiceError
from service.store import grants, webhooks
from service.store.vault import Vault
from service.usecases import connect as journey
from service.usecases.connect import Choice, pick
from service.usecases.sign_in import consent_of

if TYPE_CHECKING:
    from integrations.asana.models import Section, Team, User, Workspace
    from service.store.accounts import Account
    from service.store.database import Database
    from service.store.grants import Consent
    from service.usecases.connect import Login

NONE = "none"

TokenFile = Annotated[
    Path | None,
    typer.Option(help="Read the token from this file; - is standard input.", metavar="FILE"),
]
WorkspaceName = Annotated[
    str | None,
    typer.Option("--workspace", help="The workspace, by name or gid.", metavar="NAME"),
]
TeamName = Annotated[
    str | None,
    typer.Option("--team", help="The organisation's team for the project.", metavar="NAME"),
]
LaterName = Annotated[
    str | None,
    typer.Option(
        "--later-section",
        help="The section of your My Tasks for deferred goals, or `none`.",
        metavar="NAME",
    ),
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        help="Go over to another Asana user or workspace; tasks made so far stay behind.",
    ),
]


OAuth = Annotated[
    bool,
    typer.Option("--oauth", help="Give consent in the browser; no token is typed."),
]


def connect(
    *,
    oauth: OAuth = False,
    token_file: TokenFile = None,
    workspace: WorkspaceName = None,
    team: TeamName = None,
    later_section: LaterName = None,
    replace: Replace = False,
) -> None:
    """Connect your Asana account, once.

    Nothing is written in Asana. The token is typed unseen, or comes from --token-file,
    MOMENTUM_ASANA_TOKEN or standard input. It is checked at once and kept encrypted. With
    --oauth you give consent in the browser instead, and bring back the code that it shows.
    """
    app, before = _to_be_connected()
    wanted = Wanted(workspace, team, later_section)
    given: bytes | Consent
    if oauth:
        tokens = consent(app)
        chosen = _choose(app, before, tokens.access_token, wanted)
        given = consent_of(app.vault, tokens, app.clock())
    else:
        configured = app.settings.asana_token
        token = read_token(token_file, configured.get_secret_value() if configured else None)
        chosen = _choose(app, before, token, wanted)
        given = app.vault.seal(token)
    journey.connect(app.database, before.id, given, chosen, now=app.clock(), replace=replace)
    _say_connected(chosen)


def disconnect() -> None:
    """Forget the token; plan and tasks stay."""
    settings = Settings()
    database = ready_database(settings)  # no vault: this is the way out of a lost key
    with database.begin() as tx:
        account = meant(tx)
    webhook_ended, consent_ended = _end_at_asana(settings, database, account)
    journey.disconnect(database, account.id)
    say("Disconnected: the token is forgotten. Plan and tasks stay as they are.")
    for left in journey.left_behind(
        account, webhook_ended=webhook_ended, consent_ended=consent_ended
    ):
        say("[dim]{}[/]", left)


def _to_be_connected() -> tuple[App, Account]:
    """Return the application and the account, made where there is none at all."""
    app = build()
    app.ensure_account()
    with app.database.begin() as tx:
        return app, meant(tx)


def _choose(app: App, before: Account, token: str, wanted: Wanted) -> Choice:
    with app.login(token) as login:
        user = journey.whose(login)
        say("At Asana you are [bold]{}[/].", user.name)
        return _Asked(login, user, before).choice(wanted)


def _end_at_asana(
    settings: Settings, database: Database, account: Account
) -> tuple[bool, bool]:
    """Take the webhook away and give consent back, while there is a token to do it with."""
    with database.begin() as tx:
        nothing_there = (
            webhooks.current(tx, account.id) is None,
            grants.current(tx, account.id).refresh is None,
        )
    if all(nothing_there):
        return nothing_there
    try:
        app = App(settings, database, Vault.unlock(settings, database), utc_now)
    except ServiceError:
        return nothing_there
    return app.end_webhook(account.id), app.give_back(account.id)


class Wanted(NamedTuple):
    """What the options name."""

    workspace: str | None
    team: str | None
    later: str | None


@dataclass(frozen=True)
class _Asked:
    """What an option says, else what was chosen before, else what the person answers."""

    login: Login
    user: User
    before: Account

    def choice(self, wanted: Wanted) -> Choice:
        place = self._workspace(wanted.workspace)
        again = place.gid == self.before.workspace_gid
        sections = journey.my_tasks_sections(self.login, place)
        return Choice(
            user=self.user,
            workspace=place,
            team=self._team(place, wanted.team, again=again),
            later=self._later(sections, wanted.later, again=again),
            sections=sections,
        )

    def _workspace(self, wanted: str | None) -> Workspace:
        options = self.user.workspaces
        if wanted is not None:
            return pick("workspace", wanted, options)
        known = [option for option in options if option.gid == self.before.workspace_gid]
        if known or len(options) == 1:
            return (known or options)[0]
        chosen = choose("Which workspace?", options) if on_terminal() else None
        return chosen or journey.must_say("workspace", options)

    def _team(self, workspace: Workspace, wanted: str | None, *, again: bool) -> Team | None:
        options = journey.teams(self.login, workspace)
        if wanted is not None:
            return pick("team", wanted, options)
        if again:
            return next((each for each in options if each.gid == self.before.team_gid), None)
        if len(options) > 1 and on_terminal():
            question = "Which team should the project belong to, if it has to?"
            return choose(question, options, none="decide when it is needed")
        return None

    def _later(
        self, options: tuple[Section, ...], wanted: str | None, *, again: bool
    ) -> Section | None:
        if wanted is not None:
            return None if wanted == NONE else pick("section of My Tasks", wanted, options)
        if again:
            before = self.before.later_section_gid
            return next((each for each in options if each.gid == before), None)
        if options and on_terminal():
            question = "Which section of your My Tasks do you use for later?"
            return choose(question, options, none="none; deferred goals stay in the project")
        return None


def _say_connected(chosen: Choice) -> None:
    say("[green]Connected[/] to the workspace [bold]{}[/].", chosen.workspace.name)
    if chosen.team:
        say("If the project needs a team, it will be {}.", chosen.team.name)
    if chosen.later:
        say("Deferred goals will also wait under {} in your My Tasks.", chosen.later.name)
    say("Nothing was written in Asana yet. Next:\n")
    say("  momentum plan import plan.yaml   [dim]bring in your plan[/]")
    say("  momentum sync --dry-run          [dim]see what would be made[/]")
    say("  momentum sync                    [dim]make it[/]")
