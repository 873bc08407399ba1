"""`momentum plan ...`: the plan as a file, and as a table."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import here
from service.cli.app import commands
from service.cli.errors import FAILED
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import say, say_json, show
from service.cli.plan_table import plan_table
from service.cli.problems import say_problems, usable
from service.cli.words import listing, shares
from service.domain.coverage_lines import by_posting, weights_by_reach
from service.domain.plan import MOST_POSTINGS, State
from service.domain.planfile import PlanProblems, read_plan
from service.domain.review_words import counted
from service.errors import Conflict
from service.usecases.import_plan import export_plan, import_plan
from service.usecases.purpose import set_purpose
from service.usecases.status import plan_and_links, plan_in_full
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from service.domain.planmerge import Imported

app = commands("Bring the plan in and out, check it, show it.")

PlanFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A plan.yaml, or the same as JSON; - is standard input.",
    ),
]
Target = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="Where to; left out: standard output.")
]
Sentence = Annotated[
    str | None, typer.Argument(metavar="[SENTENCE]", help="Left out: show it.")
]
Prune = Annotated[bool, typer.Option("--prune", help="Let go of goals that the file lacks.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]

STANDARD = "-"
LONGEST = 16 * 1024 * 1024
"""More is not read: the reader of plans refuses far less."""


@app.command("import")
def import_(file: PlanFile, *, prune: Prune = False, json: Json = False) -> None:
    """Bring a plan in. What you changed since the last file, here or in Asana, stays.

    Importing again is safe: only what changed in the file changes the plan. Asana sees
    nothing before the next sync.
    """
    source = _bytes_of(file)
    momentum, account = here()
    with usable(file, nothing_was="nothing was imported", again="import"):
        imported = import_plan(
            momentum.database, account.id, source, now=momentum.clock(), prune=prune
        )
    if json:
        say_json(_as_dict(imported))
    else:
        _say_imported(imported)


@app.command()
def export(target: Target = None, *, force: Force = False) -> None:
    """Write the whole plan as plan.yaml, with what you changed in Asana.

    The next import is compared with the file that is written here.
    """
    to_file = target is not None and str(target) != STANDARD
    if target and to_file and target.exists() and not force:
        raise Conflict(f"There is a file {target} already.", hint="--force replaces it.")
    momentum, account = here()
    text = export_plan(momentum.database, account.id, now=momentum.clock())
    if target and to_file:
        target.write_text(text, encoding="utf-8")
        say("[green]Exported[/] to {}.", target, stderr=True)
    else:
        sys.stdout.write(text)


@app.command("show")
def show_(*, json: Json = False) -> None:
    """Show what is in ink this quarter, and what comes back when."""
    momentum, account = here()
    with momentum.database.begin() as tx:
        plan, found = plan_and_links(tx, account.id)
    if json:
        say_json(plan_in_full(plan, found))
    elif not plan.goals:
        say("The plan is empty. Bring one in: momentum plan import plan.yaml")
    else:
        if plan.purpose:
            say("[italic]{}[/]\n", plan.purpose)
        show(plan_table(plan, local_day(plan, momentum.clock())))
        lines = [line for one in by_posting(plan) for line in one.lines]
        if lines:
            say("What the postings ask for: {}.", shares(weights_by_reach(lines)))


@app.command()
def purpose(sentence: Sentence = None) -> None:
    """Show what the plan is for, or say it anew: every review begins with it.

    The purpose is the working life that you picture two or three years down the line, in
    one sentence. An empty one ("") takes it away.
    """
    momentum, account = here()
    if sentence is not None:
        kept = set_purpose(momentum.database, account.id, sentence, now=momentum.clock())
        said = (
            "[green]Kept.[/] The plan is for: {}" if kept else "The plan says no purpose now."
        )
        say(said, kept)
        return
    with momentum.database.begin() as tx:
        plan, _ = plan_and_links(tx, account.id)
    nothing = 'None is said yet. Say it: momentum plan purpose "..."'
    say("{}", plan.purpose or nothing)


@app.command()
def check(file: PlanFile, *, json: Json = False) -> None:
    """Look for every problem in a plan file at once, and change nothing."""
    try:
        plan = read_plan(_bytes_of(file))
    except PlanProblems as error:
        if json:
            say_json({"problems": [asdict(problem) for problem in error.problems]})
        else:
            say_problems(error.problems, str(file))
            say("\n{} in {}.", counted(len(error.problems), "problem"), file)
        raise typer.Exit(FAILED) from None
    if json:
        say_json({"problems": []})
        return
    goals, postings = len(plan.goals), len(plan.postings)
    held = f"{counted(goals, 'goal')} and {counted(postings, 'posting')}"
    say("[green]No problems.[/] {} holds {}.", file, held)
    if postings > MOST_POSTINGS:
        most = (
            "[yellow]Note:[/] A plan takes {} postings; more are kept only where it has them."
        )
        say(most, MOST_POSTINGS)


def _bytes_of(file: Path) -> bytes:
    if str(file) == STANDARD:
        return sys.stdin.buffer.read(LONGEST)
    with file.open("rb") as opened:
        return opened.read(LONGEST)


def _as_dict(imported: Imported) -> dict[str, object]:
    return {
        "added": [goal.skill for goal in imported.added],
        "changed": [goal.skill for goal in imported.changed],
        "missing": [goal.skill for goal in imported.missing],
        "returned": [goal.skill for goal in imported.returned],
        "notices": list(imported.notices),
    }


def _say_imported(imported: Imported) -> None:
    kinds = ((len(imported.added), "added"), (len(imported.changed), "changed"))
    said = [f"{counted(count, 'goal')} {what}" for count, what in kinds if count]
    say("[green]Imported:[/] {}.", listing(said) or "nothing in the file is new")
    pruned = [goal for goal in imported.changed if goal.state is State.LET_GO]
    if pruned:
        say("\nLet go, as the file lacks them ([dim]`momentum goal activate` undoes it[/]):")
        for goal in pruned:
            say("  {}", goal.skill)
    if imported.missing:
        say("\nNot in the file, and kept ([dim]--prune lets go of them[/]):")
        for goal in imported.missing:
            say("  {}", goal.skill)
    if imported.returned:
        say("\nLet go before, and left so ([dim]`momentum goal activate` takes one up[/]):")
        for goal in imported.returned:
            say("  {}", goal.skill)
    for notice in imported.notices:
        say("[yellow]Note:[/] {}", notice)
    say("\n[dim]Next: `momentum plan show`, then `momentum sync --dry-run`.[/]")
