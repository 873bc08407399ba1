"""`momentum demo`: the whole journey on a stand-in of Asana; nothing of it stays."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from integrations.asana.sandbox import World, serve
from service.bootstrap import App, build
from service.cli import demo_story as story
from service.cli.listening import address, listen, on_signal
from service.cli.serve import first_key, sign_in_link
from service.cli.serving import serving
from service.cli.turns import take_turn
from service.config import GivenSettings
from service.rehearsal import move_in
from service.usecases.import_plan import import_plan
from service.usecases.review import preview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from socket import socket

    from service.config import Settings
    from service.domain.review import Review
    from service.store.accounts import Account

CHECKOUT = Path(__file__).parents[2] / "examples" / "plan.yaml"

Once = Annotated[bool, typer.Option("--once", help="End when everything has been shown.")]
OwnPlan = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        readable=True,
        help="Your own plan.yaml in place of the sample.",
    ),
]
Port = Annotated[
    int, typer.Option(min=0, max=65535, help="The service's port; 0 takes a free one.")
]


def demo(*, once: Once = False, plan: OwnPlan = None, port: Port = 0) -> None:
    """Show everything on a stand-in of Asana.

    No account is needed, and nothing stays. Connects, imports a plan, syncs it and makes this
    week's review. Then the service and the stand-in's board go on until Ctrl-C: do there what
    one does in Asana, and see the answer beside it.
    """
    world = World()
    world.allow_local_targets = True
    listening = None if once else listen("127.0.0.1", port)
    with temporary_home() as home, serve(world, guest="Momentum") as asana_url:
        settings = settings_for(home, asana_url, listening)
        app = build(settings)
        story.begin(asana_url)
        account, review = _play(app, world, plan)
        story.show_plan(app, account)
        story.show_review(review)
        if listening:
            _stay(app, account, listening)
        app.close()
    story.end()


def settings_for(home: Path, asana_url: str, listening: socket | None) -> Settings:
    """Everything on this machine; where it listens, the stand-in rings as Asana does."""
    return GivenSettings(
        home=home,
        asana_url=asana_url,
        requests_per_minute=1500,
        public_url=address(listening) if listening else None,
    )


@contextmanager
def temporary_home() -> Iterator[Path]:
    """Lend a directory that is removed in the end, with everything in it."""
    with tempfile.TemporaryDirectory(prefix="momentum-demo-") as path:
        yield Path(path)


def sample_plan() -> bytes:
    """The sample: from the checkout, or from within the installed package."""
    if CHECKOUT.is_file():
        return CHECKOUT.read_bytes()
    return resources.files("service").joinpath("examples", "plan.yaml").read_bytes()


def _play(app: App, world: World, plan: Path | None) -> tuple[Account, Review]:
    """Do everything that a person does in their first five minutes."""
    account, choice = move_in(app, world)
    story.connected(choice)
    source = plan.read_bytes() if plan else sample_plan()
    imported = import_plan(app.database, account.id, source, now=app.clock())
    story.imported(imported.plan, str(plan or "examples/plan.yaml"))
    story.synced(take_turn(app, account))
    story.synced_again(take_turn(app, account))
    review = preview(app.database, account.id, None, now=app.clock())
    take_turn(app, account, review=True)
    story.reviewed()
    return account, review


def _stay(app: App, account: Account, listening: socket) -> None:
    """Serve until Ctrl-C; the stand-in rings whenever something was done on its board."""
    key = first_key(app)
    with serving(app) as service, on_signal(service.stop):
        url = address(listening)
        story.stay(app.settings, url, sign_in_link(app, account.id, url), key)
        service.run(listening)
