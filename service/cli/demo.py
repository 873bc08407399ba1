"""`momentum demo`: the whole journey on a stand-in of Asana; nothing of it stays."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from integrations.asana.sandbox import World, serve
from service.bootstrap import build
from service.cli import demo_story as story
from service.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_settings import PydanticBaseSettingsSource


CHECKOUT = Path(__file__).parents[2] / "examples" / "plan.yaml"
PACKAGED = "examples/plan.yaml"
LATER = "Do later"

Once = Annotated[bool, typer.Option("--once", help="End when everything was shown.")]
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


class OnlyThese(Settings):
    """Settings that come from nowhere but the code: the demo must not touch what is real."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[Settings],  # noqa: ARG003 - the form that pydantic asks for
        init_settings: PydanticBaseSettingsSource,
        **_others: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out the environment, `.env` and secret files."""
        return (init_settings,)


def demo(*, once: Once = False, plan: OwnPlan = None, port: Port = 0) -> None:
    """Show everything on a stand-in of Asana: no account, and nothing stays behind.

    Connects, imports a plan, syncs it, makes this week's review, and then leaves the service
    and the stand-in's board running until Ctrl-C.
    """
    world = World()
    with temporary_home() as home, serve(world) as asana_url:
        story.begin(asana_url)
        app = build(OnlyThese(home=home, asana_url=asana_url, requests_per_minute=1500))
        account = _connect(app, world)
        _import(app, account, plan)
        _sync(app, account)
        _review(app, account)
        story.tell(app, account)
        if not once:
            _stay(app, asana_url, port)
    story.end(once=once)


@contextmanager
def temporary_home() -> Iterator[Path]:
    """Lend a directory that is removed in the end, with everything in it."""
    with tempfile.TemporaryDirectory(prefix="momentum-demo-") as path:
        yield Path(path)
