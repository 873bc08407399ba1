"""The tree of commands. A command's module is imported when the command is called.

So `momentum --help` and shell completion answer at once, and the modules may simply import
what they need.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

if TYPE_CHECKING:
    from collections.abc import Sequence

MEANT: ContextVar[int | None] = ContextVar("MEANT", default=None)
"""The account that a command is about, where it was said."""

START = "First steps"
PLAN = "The plan"
WEEK = "Every week"
HOUSE = "Running the service"

STYLE: dict[str, Any] = {  # Typer's own keyword arguments are as mixed
    "pretty_exceptions_enable": False,
    "rich_markup_mode": "markdown",
    "context_settings": {"help_option_names": ["-h", "--help"], "max_content_width": 100},
}


def commands(says: str) -> typer.Typer:
    """Make a command that has others below it; bare, it shows them."""
    return typer.Typer(help=says, no_args_is_help=True, add_completion=False, **STYLE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `momentum --help`, and where the command is: `module:name`."""

    name: str
    panel: str
    help: str
    where: str


COMMANDS = (
    Entry("demo", START, "Show everything on a stand-in of Asana.", "demo:demo"),
    Entry("rehearse", START, "Live through a year of your plan.", "rehearse:rehearse_"),
    Entry("connect", START, "Connect your Asana account, once.", "connecting:connect"),
    Entry("doctor", START, "Check what is set up, and what is missing.", "doctor:doctor"),
    Entry("plan", PLAN, "Bring the plan in and out, check it, show it.", "plan:app"),
    Entry("posting", PLAN, "Bring postings of a dream job in, and pick lines.", "posting:app"),
    Entry("sort", PLAN, "Sort what the postings ask for.", "sorting:sort"),
    Entry("goal", PLAN, "Change one goal of the plan.", "goal:app"),
    Entry("sync", WEEK, "Bring the plan and Asana into agreement.", "sync:sync"),
    Entry("review", WEEK, "Make this week's review now.", "review:review"),
    Entry(
        "reconnect",
        WEEK,
        "Take the first steps again, with fresh postings.",
        "reconnect:reconnect",
    ),
    Entry("status", WEEK, "Show how things stand.", "status:status"),
    Entry(
        "history",
        WEEK,
        "Show what each sync did, and why.",
        "status:history",
    ),
    Entry("serve", HOUSE, "Run the service: the API, the syncs, the reviews.", "serve:serve"),
    Entry("worker", HOUSE, "Run only the worker: syncs and reviews.", "serve:worker"),
    Entry(
        "settings", HOUSE, "Show the settings and where they come from.", "settings:settings"
    ),
    Entry("db", HOUSE, "Look after the database.", "database:app"),
    Entry(
        "key",
        HOUSE,
        "Look after API keys, and the key that tokens are sealed with.",
        "secret_key:app",
    ),
    Entry(
        "accounts",
        HOUSE,
        "Look after all accounts; for whoever runs the service.",
        "accounts:app",
    ),
    Entry(
        "disconnect", HOUSE, "Forget the token; plan and tasks stay.", "connecting:disconnect"
    ),
)

root = typer.Typer(
    name="momentum",
    epilog="New here? `momentum demo` shows everything, without an account.",
    no_args_is_help=True,
    **STYLE,
)


def command() -> TyperGroup:
    """Return the whole tree, ready to be called with arguments."""
    tree = get_command(root)
    assert isinstance(tree, TyperGroup)  # noqa: S101 - the callback makes it one
    for entry in COMMANDS:
        tree.add_command(Later(entry))
    return tree


def load(entry: Entry) -> TyperCommand | TyperGroup:
    """Import the module of a command and return the command itself."""
    module, name = entry.where.split(":")
    found = getattr(import_module(f"service.cli.{module}"), name)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False, **STYLE)
        alone.command(entry.name)(found)
        found = alone
    loaded = get_command(found)
    assert isinstance(loaded, TyperCommand | TyperGroup)  # noqa: S101 - Typer makes no others
    return loaded


class Later(TyperCommand):
    """Stands in the tree for a command that is not imported yet."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.name, help=entry.help, rich_help_panel=entry.panel)
        self._entry = entry

    def make_context(
        self, info_name: str | None, args: list[str], *rest: Any, **extra: Any
    ) -> Any:
        """Let the command itself take over, from here on."""
        return load(self._entry).make_context(info_name, args, *rest, **extra)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        typer.echo(f"momentum {metadata.version('momentum-asana')}")
        raise typer.Exit


@root.callback()
def everything(
    *,
    account: Annotated[
        int | None,
        typer.Option(help="Which account is meant, where there are several.", metavar="ID"),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Turn a development plan into Asana tasks and keep the two in step."""
    MEANT.set(account)


def run(args: Sequence[str] | None = None) -> None:
    """Run one command; SystemExit says how it went."""
    command().main(args=args, prog_name="momentum")
