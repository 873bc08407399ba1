"""`momentum serve` and `momentum worker`."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from service.bootstrap import build
from service.cli.listening import address, listen, on_signal
from service.cli.logs import start_logging
from service.cli.output import say
from service.cli.running import working
from service.cli.serving import serving
from service.cli.several import several
from service.store import accounts, keys, sessions
from service.web.metrics import offered

if TYPE_CHECKING:
    from socket import socket

    from sqlalchemy import Connection

    from service.bootstrap import App
    from service.cli.several import Place

log = logging.getLogger(__name__)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="How many processes.")]
Threads = Annotated[
    int, typer.Option(min=1, max=32, help="How many accounts each process syncs at a time.")
]
ServeThreads = Annotated[
    int,
    typer.Option(
        min=0, max=32, help="How many accounts each process syncs at a time; 0 only answers."
    ),
]
MetricsPort = Annotated[
    int, typer.Option(min=0, max=65535, help="Show /metrics here, to this machine; 0 does not.")
]


def serve(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    workers: Workers = 1,
    threads: ServeThreads = 1,
) -> None:
    """Run the service: the API, the syncs, the reviews.

    With `--workers` it is several processes at one address, and one that dies is started
    again: for more than one core, beside PostgreSQL.

    SIGTERM and Ctrl-C let work that has begun come to its end first.
    """
    if workers == 1:
        serve_until_told(build(), host, port, threads)
    else:
        serve_together(build(), host, port, workers, threads)


def worker(
    *, workers: Workers = 1, threads: Threads = 1, metrics_port: MetricsPort = 0
) -> None:
    """Run only the worker: syncs and reviews.

    For more hands beside a `momentum serve` that runs elsewhere, on one PostgreSQL database.
    `--threads` is for waiting less for Asana, `--workers` for more than one core.
    """
    if workers == 1:
        work_until_told(build(), threads, metrics_port)
    else:
        work_together(build(), workers, threads, metrics_port)


def serve_until_told(app: App, host: str, port: int, threads: int) -> None:
    """Do what `momentum serve` does in one process, until a signal ends it."""
    start_logging(app.settings.log_level, app.settings.log_format)
    listening = listen(host, port)
    with serving(app, threads=threads) as service, on_signal(service.stop):
        _welcome(app, listening, "")
        service.run(listening)
    log.info("stopped")


def serve_together(app: App, host: str, port: int, workers: int, threads: int) -> None:
    """Do it in several processes, at one address."""
    start_logging(app.settings.log_level, app.settings.log_format)
    listening = listen(host, port)
    with several(workers, answer, listening, threads) as crew:
        _welcome(app, listening, f" in {workers} processes")
        app.close()
        crew.keep()
    log.info("stopped")


def answer(place: Place, listening: socket, threads: int) -> None:
    """Be one process of a service."""
    app = _at(place)
    with serving(app, threads=threads) as service, place.told(service.stop):
        service.run(listening)
    app.close()


def work_until_told(app: App, threads: int, metrics_port: int) -> None:
    """Do what `momentum worker` does in one process, until a signal ends it."""
    start_logging(app.settings.log_level, app.settings.log_format)
    with (
        offered(app, metrics_port),
        working(app, threads=threads) as crew,
        on_signal(crew.stop),
    ):
        say("The worker is running. Ctrl-C stops it.", stderr=True)
        crew.stopping.wait()
    log.info("stopped")


def work_together(app: App, workers: int, threads: int, metrics_port: int) -> None:
    """Do it in several processes."""
    start_logging(app.settings.log_level, app.settings.log_format)
    with several(workers, work, threads, metrics_port) as crew:
        say("{} workers are running. Ctrl-C stops them.", workers, stderr=True)
        app.close()
        crew.keep()
    log.info("stopped")


def work(place: Place, threads: int, metrics_port: int) -> None:
    """Be one worker of several; the first shows the figures of all."""
    app = _at(place)
    port = metrics_port if place.number == 0 else 0
    with offered(app, port), working(app, threads=threads) as crew, place.told(crew.stop):
        crew.stopping.wait()
    app.close()


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


def sign_in_link(app: App, account_id: int, url: str) -> str:
    """Make a link to an account's page, for one browser, once and within minutes."""
    with app.database.begin() as tx:
        secret = sessions.make_link(tx, account_id, app.clock())
    return f"{app.settings.public_url or url}/sign-in/{secret}"


def show_sign_in(app: App, url: str) -> None:
    """Show a link to the page, and where people sign in."""
    if app.settings.has_sign_in:
        say("People sign in with Asana at {}/sign-in", app.settings.public_url, stderr=True)
    with app.database.begin() as tx:
        mine = _one_persons(app, tx)
    if mine is not None:
        link = sign_in_link(app, mine, url)
        say("Open the page, once and within 15 minutes: {}", link, stderr=True)


def _at(place: Place) -> App:
    """Put the application together in a process of several, with the figures it shares."""
    app = replace(build(), meters=place.meters)
    start_logging(app.settings.log_level, app.settings.log_format)
    return app


def _welcome(app: App, listening: socket, how: str) -> None:
    """Say where it is, and how to get in."""
    show_first_key(app)
    url = address(listening)
    say("Momentum serves at [bold]{}[/]{}. Ctrl-C stops it.", url, how, stderr=True)
    show_sign_in(app, url)


def _one_persons(app: App, tx: Connection) -> int | None:
    """Return the account of a service for one person; None where people sign in to theirs."""
    found = accounts.ids(tx, 2)
    return found[0] if len(found) == 1 and not app.settings.has_sign_in else None


def show_first_key(app: App) -> None:
    """Show a new API key, once: only its hash is kept."""
    if key := first_key(app):
        say("The API key is [bold]{}[/]", key)
        say("[dim]Keep it: it is shown this once, and stored as a hash.[/]")
