"""The page that Prometheus reads: what this process has done, and how things stand."""

from __future__ import annotations

from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CollectorRegistry,
    ProcessCollector,
    generate_latest,
    start_http_server,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from service.errors import ConfigurationError, ServiceError
from service.store import keys
from service.store.figures import figures
from service.store.states import AccountState
from service.web.keyed import Momentum, check_key
from service.web.problem import RESPONSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from prometheus_client import Metric
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from service.bootstrap import App
    from service.meters import Meters
    from service.store.figures import Figures

router = APIRouter(tags=["health"], responses=RESPONSES)


class Page(Response):
    """Prometheus's text format."""

    media_type = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/metrics", summary="Figures for Prometheus", response_class=Page)
def metrics(app: Momentum, request: Request) -> Page:
    """Tell the figures of this process and of the database.

    This machine needs no key, unless there is a public address: then a proxy stands before
    the service, and whatever comes by it seems to come from this machine.
    """
    if app.settings.public_url or not _is_local(request):
        check_key(request, keys.operators)
    return Page(page(app))


def page(app: App) -> bytes:
    """Return the page."""
    return generate_latest(registry(app))


def registry(app: App) -> CollectorRegistry:
    """Return what reads all figures anew whenever it is collected."""
    found = CollectorRegistry(auto_describe=False)
    found.register(Done(app.meters))
    found.register(Standing(app))
    ProcessCollector(registry=found)
    return found


@contextmanager
def offered(app: App, port: int) -> Iterator[None]:
    """Offer the page to this machine alone, at a port of its own; at 0 nowhere."""
    if not port:
        yield
        return
    try:
        server, thread = start_http_server(port, addr="127.0.0.1", registry=registry(app))
    except OSError as error:
        raise ConfigurationError(
            f"The metrics cannot be shown on port {port}: {error.strerror}.",
            hint=f"Use another port, such as --metrics-port {port + 1}.",
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Done(Collector):
    """What this process has done: counters, which begin anew with it."""

    def __init__(self, meters: Meters) -> None:
        self._meters = meters

    def collect(self) -> Iterator[Metric]:
        """Read the meters."""
        counts = self._meters.read()
        yield _labelled(
            CounterMetricFamily,
            "momentum_syncs",
            "Runs by how they ended; `nothing` looked and found nothing to do.",
            "outcome",
            counts.runs,
        )
        yield _labelled(
            CounterMetricFamily,
            "momentum_http_answers",
            "Our own answers over HTTP.",
            "status",
            counts.answers,
        )
        for name, says, value in (
            ("sync_seconds", "How long the runs took, together.", counts.run_seconds),
            ("asana_requests", "Requests to Asana, as Asana counts them.", counts.requests),
            ("asana_rate_limited", "Answers of Asana that said to wait.", counts.rate_limited),
            ("unknown_outcomes", "Creations without a clear answer.", counts.unanswered),
            ("adoptions", "Such creations found later by their mark.", counts.adopted),
        ):
            yield CounterMetricFamily(f"momentum_{name}", says, value=value)


class Standing(Collector):
    """How things stand, asked of the database: the same whichever process is asked."""

    def __init__(self, app: App) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        """Read the database; where it does not answer, that is the one figure."""
        now = self._app.clock()
        try:
            with self._app.database.begin() as tx:
                found = figures(tx, now)
        except ServiceError:
            found = None
        up = int(found is not None)
        yield GaugeMetricFamily("momentum_database_up", "The database answers.", value=up)
        if found is not None:
            yield from _standing(found, now.timestamp())


class Counting:
    """Wraps the application, outermost, and counts every answer by its status."""

    def __init__(self, app: ASGIApp, *, meters: Meters) -> None:
        self._app = app
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._meters.answered(message["status"])
            await send(message)

        await self._app(scope, receive, counted)


def _standing(found: Figures, now: float) -> Iterable[Metric]:
    states = {state.value: found.accounts.get(state, 0) for state in AccountState}
    yield _labelled(
        GaugeMetricFamily, "momentum_accounts", "Accounts by their state.", "state", states
    )
    overdue = now - found.overdue_since.timestamp() if found.overdue_since else 0
    silent = now - found.heard_at.timestamp() if found.heard_at else 0
    for name, says, value in (
        ("oldest_pending_seconds", "How long an account has waited for a worker.", overdue),
        ("open_creations", "Creations that wait for a clear answer now.", found.open),
        ("webhooks", "Webhooks that should ring.", found.webhooks),
        ("webhook_age_seconds", "Since when the most silent of them was heard.", silent),
    ):
        yield GaugeMetricFamily(f"momentum_{name}", says, value=value)
    yield CounterMetricFamily("momentum_reviews", "Reviews made.", value=found.reviews)


def _labelled(
    family: type[CounterMetricFamily | GaugeMetricFamily],
    name: str,
    says: str,
    label: str,
    values: Mapping[str, int] | Mapping[int, int],
) -> Metric:
    made = family(name, says, labels=[label])
    for value, count in sorted(values.items()):
        made.add_metric([str(value)], count)
    return made


def _is_local(request: Request) -> bool:
    try:
        peer = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    mapped = peer.ipv4_mapped if isinstance(peer, IPv6Address) else None
    return (mapped or peer).is_loopback
