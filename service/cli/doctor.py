"""`momentum doctor`."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from service.bootstrap import App, utc_now
from service.cli.app import MEANT
from service.cli.errors import FAILED
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import say, say_json
from service.cli.reaching import reaches
from service.config import Settings
from service.errors import ServiceError
from service.store.database import SQLITE, open_database, parse_url, sqlite_path
from service.store.master_key import KEY_FILE
from service.store.vault import Vault
from service.usecases import doctor as look
from service.usecases.doctor import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.client import AsanaClient
    from service.store.accounts import Account
    from service.store.database import Database

MARKS = {
    Verdict.OK: "[green]  ok[/]",
    Verdict.WARN: "[yellow]warn[/]",
    Verdict.FAIL: "[bold red]fail[/]",
}


def doctor(*, json: Json = False) -> None:
    """Check what is set up, and what is missing.

    Says for each thing what to do, and asks Asana whether it takes the token. Ends with 1
    when something has to be mended.
    """
    findings = []
    for finding in _all():
        findings.append(finding)
        if not json:
            _say(finding)
    failed = any(finding.verdict is Verdict.FAIL for finding in findings)
    if json:
        say_json({"ok": not failed, "findings": [asdict(finding) for finding in findings]})
    if failed:
        raise typer.Exit(FAILED)


def _say(finding: Finding) -> None:
    say(MARKS[finding.verdict] + "  [bold]{}[/]  {}", f"{finding.name:9}", finding.says)
    if finding.todo:
        say("                 [dim]{}[/]", finding.todo)


def _all() -> Iterator[Finding]:
    """Look at one thing after the other; what keeps us from looking is a finding, too."""
    try:
        settings = Settings()
    except ServiceError as error:
        yield _failed("settings", error)
        return
    yield Finding("settings", Verdict.OK, "They are sound; `momentum settings` shows them.")
    yield from _at_home(settings)
    yield from look.sign_in(
        has_id=bool(settings.asana_client_id),
        has_secret=settings.asana_client_secret is not None,
        address=settings.public_url,
    )
    try:
        yield from _in_database(settings)
    except ServiceError as error:
        yield _failed("database", error)


def _at_home(settings: Settings) -> Iterator[Finding]:
    has_key = bool(settings.secret_key)
    has_server = not settings.database_url.startswith(SQLITE)
    if has_key and has_server:  # as in a container, where nothing can be written
        yield Finding("home", Verdict.OK, "Nothing is kept in it.")
    else:
        yield look.home(settings.home)
        yield look.disk(settings.home)
    yield look.key(None if has_key else settings.home / KEY_FILE)


def _in_database(settings: Settings) -> Iterator[Finding]:
    path = sqlite_path(parse_url(settings.database_url))
    if path is not None:
        if not path.is_file():
            todo = "`momentum connect` makes it."
            yield Finding("database", Verdict.WARN, "There is none yet.", todo)
            return
        for found in look.database_file(path):
            yield found
            if found.name == "sqlite" and found.verdict is Verdict.FAIL:
                return  # opening it would be what does the damage
    with closing(open_database(settings.database_url)) as database:
        found = look.database(database)
        yield found
        if found.verdict is Verdict.OK:
            visit = _visiting(settings, database)
            reach = settings.public_url, reaches
            yield from look.in_database(database, MEANT.get(), utc_now(), visit, reach)


def _visiting(settings: Settings, database: Database) -> look.Visiting:
    @contextmanager
    def visit(account: Account) -> Iterator[AsanaClient]:
        app = App(settings, database, Vault.unlock(settings, database), utc_now)
        yield app.client(account)

    return visit


def _failed(name: str, error: ServiceError) -> Finding:
    return Finding(name, Verdict.FAIL, error.in_full, error.hint)
