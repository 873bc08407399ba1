"""`momentum doctor`."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from service.bootstrap import App, utc_now
from service.cli.errors import FAILED
from service.cli.output import say, say_json
from service.config import Settings
from service.errors import ServiceError
from service.store.database import open_database
from service.store.vault import Vault
from service.usecases import doctor as look
from service.usecases.doctor import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from integrations.asana.client import AsanaClient
    from service.store.accounts import Account

Json = Annotated[bool, typer.Option("--json", help="Print data for programs.")]

MARKS = {
    Verdict.OK: "[green]  ok[/]",
    Verdict.WARN: "[yellow]warn[/]",
    Verdict.FAIL: "[bold red]fail[/]",
}


def doctor(*, json: Json = False) -> None:
    """Check what is set up, what is missing, and say what to do.

    Asks Asana whether it takes the token. Ends with 1 when something has to be mended.
    """
    findings = []
    for finding in examine():
        findings.append(finding)
        if not json:
            say_finding(finding)
    failed = any(finding.verdict is Verdict.FAIL for finding in findings)
    if json:
        say_json({"ok": not failed, "findings": [asdict(finding) for finding in findings]})
    if failed:
        raise typer.Exit(FAILED)


def say_finding(finding: Finding) -> None:
    """Print one finding, and below it what to do."""
    say(MARKS[finding.verdict] + "  [bold]{}[/]  {}", f"{finding.name:9}", finding.says)
    if finding.todo:
        say("                 [dim]{}[/]", finding.todo)


def examine() -> Iterator[Finding]:
    """Look at one thing after the other; what cannot be looked at is itself a finding."""
    yield from _guarded("settings", _settings())
