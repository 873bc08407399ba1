"""`momentum serve` and `momentum worker`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from service.bootstrap import build
from service.cli.listening import address, listen, on_signal
from service.cli.logs import start_logging
from service.cli.output import say
from service.cli.running import working
from service.cli.serving import serving
from service.store import accounts, keys, sessions
from service.web.metrics import offered

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.bootstrap import App

log = logging.getLogger(__name__)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")]
Workers = Annotated[int, typer.Option(min=0, max=32, help="How many accounts at a time.")]

MetricsPort = Annotated[
    int, typer.Option(min=0, max=65535, help="Show /metrics here, to this machine; 0 does not.")
]


def serve(*, host: Host = "127.0.0.1", port: Port = 8765, workers: Workers = 1) -> None:
    """Run the service: the API, the syncs, the reviews.

    SIGTERM and Ctrl-C let work that has begun come to its end first.
    """
    serve_until_told(build(), host, port, workers)


def worker(*, workers: Workers = 1, metrics_port: MetricsPort = 0) -> None:
    """Run only the worker: syncs and reviews.

    For more hands beside a `momentum serve` that runs elsewhere, on one PostgreSQL database.
    """
    work_until_told(build(), workers, metrics_port)


def serve_until_told(app: App, host: str, port: int, workers: int) -> None:
    """Do what `momentum serve` does, until a signal ends it."""
    start_logging(app.settings.log_level, app.settings.log_format)
    listening = listen(host, port)
    with serving(app, workers=workers) as service, on_signal(service.stop):
        show_first_key(app)
        url = address(listening)
        say("Momentum serves at [bold]{}[/]. Ctrl-C stops it.", url, stderr=True)
        show_sign_in(app, url)
        service.run(listening)
    log.info("stopped")


def work_until_told(app: App, workers: int, metrics_port: int) -> None:
    """Do what `momentum worker` does, until a signal ends it."""
    start_logging(app.settings.log_level, app.settings.log_format)
    with (
        offered(app, metrics_port),
        working(app, workers=workers) as crew,
        on_signal(crew.stop),
    ):
        say("The worker is running. Ctrl-C stops it.", stderr=True)
        crew.stopping.wait()
    log.info("stopped")


def first_key(app: App) -> str | None:
    """Accept the key of the settings; where there is none at all, make the only account's."""
    configured, now = app.settings.api_key, app.clock()
    with app.database.begin() as tx:
        mine = _one_persons(app, tx)
        given = configured.get_secret_value() if configured else None
        keys.configure(tx, given, now, account_id=mine)
        if mine is None or keys.any(tx):
            return None
        return keys.create(tx, mine, keys.FIRST, now)


def sign_in_link(app: App, url: str) -> str:
    """Make a link to the only account's page, for one browser, once and within minutes."""
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
        secret = sessions.make_link(tx, account.id, app.clock())
    return f"{app.settings.public_url or url}/sign-in/{secret}"


def show_sign_in(app: App, url: str) -> None:
    """Show a link to the page, and where people sign in."""
    if app.settings.has_sign_in:
        say("People sign in with Asana at {}/sign-in", app.settings.public_url, stderr=True)
    with app.database.begin() as tx:
        if _one_persons(app, tx) is None:
            return
    say("Open the page, once and within 15 minutes: {}", sign_in_link(app, url), stderr=True)


def _one_persons(app: App, tx: Connection) -> int | None:
    """Return the account of a service for one person; None where people sign in to theirs."""
    found = accounts.ids(tx, 2)
    return found[0] if len(found) == 1 and not app.settings.has_sign_in else None


def show_first_key(app: App) -> None:
    """Show a new API key, once: only its hash is kept."""
    if key := first_key(app):
        say("The API key is [bold]{}[/]", key)
        say("[dim]Keep it: it is shown this once, and stored as a hash.[/]")
