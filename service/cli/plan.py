"""`momentum plan ...`: the plan as a file, and as a table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.bootstrap import build
from service.cli.output import say, say_json, show
from service.cli.plan_table import plan_table
from service.cli.problems import say_problems
from service.cli.words import number_of
from service.domain.planfile import PlanProblems, read_plan
from service.store import accounts
from service.usecases.import_plan import export_plan, import_plan
from service.usecases.status import plan_of, plan_with_places

if TYPE_CHECKING:
    from service.domain.plan import Goal
    from service.domain.planmerge import Imported

app = typer.Typer(help="Bring the plan in and out, check it, show it.", no_args_is_help=True)

PlanFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A plan.yaml, or the same as JSON; - is standard input.",
        exists=True,
        dir_okay=False,
        readable=True,
        allow_dash=True,
    ),
]
Target = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="Where to; standard output if left out.")
]
Prune = Annotated[bool, typer.Option("--prune", help="Let go of goals the file lacks.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
Json = Annotated[bool, typer.Option("--json", help="Print data for programs.")]

STDIN = "-"


@app.command("import")
def import_(file: PlanFile, *, prune: Prune = False, json: Json = False) -> None:
    """Bring a plan in. What you changed in Asana or here since the last file stays.

    Importing again is safe: only what changed in the file changes the plan. Nothing is
    written to Asana until the next sync.
    """
    source = _bytes_of(file)
    momentum = build()
    with momentum.database.begin() as tx:
        account = accounts.ensure(tx, momentum.clock())
    try:
        imported = import_plan(
            momentum.database, account.id, source, now=momentum.clock(), prune=prune
        )
    except PlanProblems as error:
        say_problems(error.problems, str(file), stderr=True)
        raise
    if json:
        say_json(_imported_as_dict(imported))
    else:
        _say_imported(imported)


@app.command("export")
def export(target: Target = None, *, force: Force = False) -> None:
    """Write the whole plan as plan.yaml, with what you changed in Asana.

    Import it again after editing: the exported file is what the next import is compared with.
    """
    if target is not None and target.exists() and not force:
        raise Conflict(f"There is a file {target} already.", hint="Use --force to replace it.")
    momentum = build()
    with momentum.database.begin() as tx:
        account = accounts.ensure(tx, momentum.clock())
    text = export_plan(momentum.database, account.id, now=momentum.clock())
    if target is None or str(target) == STDIN:
        sys.stdout.write(text)
        return
    target.write_text(text, encoding="utf-8")
    say("[green]Exported[/] the plan to {}.", target, stderr=True)


@app.command("show")
def show_(*, json: Json = False) -> None:
    """Show the plan by quarter and group: what is in ink, and what comes back when."""
    momentum = build()
    with momentum.database.begin() as tx:
        account = accounts.ensure(tx, momentum.clock())
        held = plans.load(tx, account.id)
        gids = goal_gids(tx, account.id)
    if json:
        say_json(plan_in_full(held, gids))
        return
    if not held.goals:
        say("The plan is empty. Bring one in: `momentum plan import plan.yaml`.")
        return
    show(plan_table(held, local_day(held, momentum.clock())))
    asked = coverage(held)
    if asked.total:
        say("\n{} of what the postings ask for is mastered.", f"{asked.share:.0%}")


@app.command()
def check(file: PlanFile, *, json: Json = False) -> None:
    """Look for every problem in a plan file, and change nothing."""
    problems: tuple[Problem, ...] = ()
    try:
        held = read_plan(_bytes_of(file))
    except PlanProblems as error:
        problems = error.problems
    if json:
        say_json({"problems": [asdict(problem) for problem in problems]})
    elif problems:
        say_problems(problems, str(file))
        say("{} in {}.", number_of(len(problems), "problem"), file, stderr=True)
    else:
        goals, postings = len(held.goals), len(held.postings)
        say(
            "[green]Good.[/] {}: {}, {}.",
            file,
            number_of(goals, "goal"),
            number_of(postings, "posting"),
        )
    if problems:
        raise typer.Exit(FAILED)


def _bytes_of(file: Path) -> bytes:
    """Read a file, or standard input; what is too long is left for the reader to refuse."""
    if str(file) == STDIN:
        return sys.stdin.buffer.read(LONGEST)
    with file.open("rb") as opened:
        return opened.read(LONGEST)


def _imported_as_dict(imported: Imported) -> dict[str, object]:
    return {
        part: [goal.skill for goal in getattr(imported, part)]
        for part in ("added", "changed", "missing", "returned")
    } | {"notices": list(imported.notices)}


def _say_imported(imported: Imported) -> None:
    counted = [
        f"{number_of(len(goals), 'goal')} {what}"
        for goals, what in (
            (imported.added, "added"),
            (imported.changed, "changed"),
        )
        if goals
    ]
    if not counted:
        say("[green]Imported.[/] The file brought nothing new.")
    else:
        say("[green]Imported:[/] {}.", listing(counted))
