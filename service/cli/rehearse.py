"""`momentum rehearse`: a year of one's own plan, on a stand-in of Asana, in seconds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.bootstrap import utc_now
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import console, say, say_json, show
from service.cli.problems import usable
from service.cli.progress import progress
from service.cli.rehearse_view import quarters, summary
from service.domain.planfile import read_plan
from service.errors import InvalidInput
from service.rehearsal import Pace, Script, as_dict, read_gestures, rehearse
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from service.domain.plan import Plan

PlanFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, readable=True, help="Your plan.yaml."
    ),
]
Weeks = Annotated[int, typer.Option(help="How long; a year is 52, ten years are the most.")]
How = Annotated[
    str,
    typer.Option(
        "--pace",
        metavar="PACE",
        help="How you get on: steady (what is in ink is finished, spread over each quarter), "
        "slow (about half of it), none, or a file of gestures.",
    ),
]
From = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], metavar="DAY", help="The first day; today."),
]


def rehearse_(
    file: PlanFile,
    *,
    weeks: Weeks = 52,
    pace: How = Pace.STEADY.value,
    begin: From = None,
    json: Json = False,
) -> None:
    """Live through a year of your plan in seconds, and see what it comes to.

    Every sync and every review is made as in real life, on a stand-in of Asana and with a
    clock that runs ahead. Your plan, your Asana and your settings are not touched.
    """
    source = file.read_bytes()
    with _usable(file):
        plan = read_plan(source)
    script = Script.at(Pace(pace)) if pace in set(Pace) else _script(pace, plan)
    first = begin.date() if begin else _today(plan)
    with progress("Rehearsing") as on_progress:
        story = rehearse(source, script, first=first, weeks=weeks, on_progress=on_progress)
    if json:
        say_json(as_dict(story))
        return
    if plan.purpose:
        say("[italic]{}[/]\n", plan.purpose)
    show(*quarters(story, console().width), *summary(story))


def _script(path: str, plan: Plan) -> Script:
    file = Path(path)
    if not file.is_file():
        raise InvalidInput(
            f"There is no pace and no file of gestures {path}.",
            hint=f"Use --pace with {', '.join(Pace)}, or with the path of a file.",
        )
    gestures = file.read_bytes()
    with _usable(file):
        return read_gestures(gestures, plan)


def _usable(file: Path) -> AbstractContextManager[None]:
    return usable(file, nothing_was="nothing was rehearsed", again="run")


def _today(plan: Plan) -> date:
    return local_day(plan, utc_now())
