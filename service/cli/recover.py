"""`momentum db recover`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import connected
from service.cli.asking import choose, on_terminal
from service.cli.output import say
from service.cli.words import GROUPS, STATES
from service.domain.plan import Group, State
from service.domain.review_words import counted
from service.errors import InvalidInput
from service.usecases import recover as journey
from service.usecases.connect import must_say, pick
from service.usecases.ports import SECTIONS, Named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from service.domain.plan import Goal
    from service.usecases.recover import Found, Seen

Project = Annotated[
    str | None,
    typer.Option("--project", help="The board to recover, by name or gid.", metavar="NAME"),
]
Sections = Annotated[
    list[str] | None,
    typer.Option(
        "--section",
        help=f"A section under another name, by its key ({', '.join(SECTIONS)}); "
        "KEY=none where it is gone. May be repeated.",
        metavar="KEY=NAME",
    ),
]
Outside = Annotated[
    list[str] | None,
    typer.Option(
        "--outside",
        help="A goal that is learned outside work; may be repeated.",
        metavar="GOAL",
    ),
]
InRole = Annotated[
    bool, typer.Option("--rest-in-role", help="All other goals are learned in your role.")
]
NONE = "none"
PLACES = {
    "in_role": "this quarter's goals in your role",
    "outside": "this quarter's goals outside work",
    "later": "goals for later",
    "mastered": "mastered goals",
    "let_go": "goals you let go of",
    "reviews": "the reviews",
}


def recover(
    *,
    project: Project = None,
    section: Sections = None,
    outside: Outside = None,
    rest_in_role: InRole = False,
) -> None:
    """Bring everything back from Asana after the database was lost.

    Run `momentum connect` on the empty home first. The plan comes from the copy that the
    newest review carries, and from the board itself, which wins. Nothing is written in Asana.
    """
    app, account = connected()
    with app.board(account) as board:
        found = journey.boards(app.database, account.id, board)
        chosen = _board(project, found)
        say("Reading [bold]{}[/] ...", chosen.name)
        seen = journey.look(board, chosen)
        seen = seen.with_sections(dict(_sections(seen, section or [])))
        result = journey.find(app.database, account.id, board, seen, now=app.clock())
    result = result.grouped(
        _groups(result.rebuilt.unsaid, outside or [], rest_in_role=rest_in_role)
    )
    journey.store(app.database, account.id, result, now=app.clock())
    _say_recovered(result)


def _board(wanted: str | None, options: Sequence[Named]) -> Named:
    if wanted is not None:
        return pick("board of an earlier Momentum", wanted, options)
    if len(options) == 1:
        return options[0]
    chosen = choose("Which board?", options) if on_terminal() else None
    return chosen or must_say("project", options)


def _sections(seen: Seen, said: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Find the sections that neither the copy nor their names tell."""
    named = dict(_pair(one) for one in said)
    left = list(seen.strange)
    for key in {**dict.fromkeys(seen.unknown), **named}:
        if key in named:
            gone = named[key] == NONE
            found: Named | None = None if gone else pick("section", named[key], left)
        elif on_terminal():
            question = f"Under which section are {PLACES[key]}?"
            found = choose(question, left, none="none: that section is gone") if left else None
        else:
            raise InvalidInput(
                f"It is not clear which section holds {PLACES[key]}.",
                hint=f"Add --section {key}=NAME with one of: "
                f"{', '.join(option.name for option in left)}; or {key}=none where it is gone. "
                "On a terminal, this asks.",
            )
        if found is not None:
            left.remove(found)
            yield key, found.gid


def _pair(said: str) -> tuple[str, str]:
    key, equals, name = said.partition("=")
    if not equals or key not in PLACES:
        raise InvalidInput(
            f"`--section {said}` names no section.",
            hint=f"Write KEY=NAME with one of these keys: {', '.join(PLACES)}.",
        )
    return key, name


def _groups(
    unsaid: Sequence[Goal], outside: Sequence[str], *, rest_in_role: bool
) -> dict[str, Group]:
    """Ask for what a section does not tell: where a goal for later, say, belongs."""
    options = [Named(goal.id, goal.skill) for goal in unsaid]
    groups = {pick("such goal", name, options).gid: Group.OUTSIDE for name in outside}
    rest = [goal for goal in unsaid if goal.id not in groups]
    if rest_in_role:
        return groups | {goal.id: Group.IN_ROLE for goal in rest}
    if rest and not on_terminal():
        raise InvalidInput(
            f"The board does not tell where {len(rest)} of the goals are learned: "
            f"{', '.join(goal.skill for goal in rest[:5])}{' ...' if rest[5:] else ''}",
            hint="Name those outside work with --outside GOAL and add --rest-in-role, or run "
            "this on a terminal, where it asks.",
        )
    return groups | {goal.id: _ask_group(goal) for goal in rest}


def _ask_group(goal: Goal) -> Group:
    options = [Named(group.value, GROUPS[group]) for group in (Group.IN_ROLE, Group.OUTSIDE)]
    state = STATES[goal.state or State.DEFERRED]
    chosen = choose(f"Where is “{goal.skill}” ({state}) learned?", options)
    return Group(chosen.gid) if chosen else Group.IN_ROLE


def _say_recovered(found: Found) -> None:
    plan = found.rebuilt.plan
    counts: Mapping[State, int] = {
        state: sum(goal.state is state for goal in plan.goals) for state in State
    }
    goals, reviews = counted(len(plan.goals), "goal"), counted(len(found.reviews), "review")
    say("[green]Recovered[/] {} and {}.", goals, reviews)
    for state, number in counts.items():
        if number:
            say("  {}  {}", number, STATES[state])
    if found.seen.copy is None:
        say("[yellow]No review carries a copy of the plan:[/] all is read from the board.")
    say("What cannot come back:")
    for sentence in found.lost:
        say("  - {}", sentence)
    say("\nNothing was written in Asana. Next:\n")
    say("  momentum plan show         [dim]look at it[/]")
    say("  momentum sync --dry-run    [dim]nothing is left to write[/]")
    say("  momentum serve             [dim]go on as before[/]")
