"""What waits to be sorted, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.cli.output import say, show
from service.cli.plan_table import coming_back, this_quarter
from service.cli.words import listing
from service.domain.plan import Kind, State
from service.domain.review_words import counted

if TYPE_CHECKING:
    from service.domain.sorting import Asked, Line
    from service.usecases.sorting import Waiting


def say_asked(asked: Asked, found: Waiting, number: int) -> None:
    """Show one line, who asks for it, what is like it and which goal may answer it."""
    say("\n[dim]{} of {}[/]", number, found.total)
    say("[bold]{}[/]", asked.text)
    say("[dim]{}, asked for by {}[/]", _how_much(asked.lines[0]), _who(asked.lines[0]))
    for line in asked.like:
        say("  [cyan]≈[/] {} [dim]({}, {})[/]", line.text, _how_much(line), _who(line))
    if goals := found.goals[asked.text]:
        names = listing([f"“{goal.skill}”" for goal in goals])
        say("  [cyan]→[/] {} may answer it already.", names)


def say_schedule(found: Waiting) -> None:
    """Show what is in ink this quarter, and what comes back when."""
    plan, today = found.plan, found.today
    if found.quarters[0].goals:
        say()
        show(this_quarter(plan, today))
    if any(goal.state is State.DEFERRED for goal in plan.goals):
        say("[bold]Comes back[/]")
        show(coming_back(plan, today))


def say_list(found: Waiting) -> None:
    """Print everything that waits, and how to sort it without a terminal."""
    number = found.sorted + 1
    for asked in found.asked:
        say_asked(asked, found, number)
        number += len(asked.lines)
    line = found.asked[0]
    say("\nSort them one by one on a terminal: momentum sort. Or each by a command:")
    say('  momentum goal add "{}" --group in_role --answers "{}"', line.name, line.text)


def say_nothing_waits(found: Waiting) -> None:
    """Say why there is nothing to sort."""
    if found.total:
        say(
            "Everything that the postings ask for is sorted ({}).",
            counted(found.total, "line"),
        )
        return
    say("No posting asks for anything yet.")
    say("[dim]Bring one in: `momentum posting add`, or as part of plan.yaml.[/]")


def _how_much(line: Line) -> str:
    kind = "an attribute, " if line.kind is Kind.ATTRIBUTE else ""
    return kind + ("nice to have" if line.nice_to_have else "must-have")


def _who(line: Line) -> str:
    return listing(list(line.titles))
