"""What a sync did, or would do, as sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from service.cli.changes import SIGNS, line
from service.cli.output import say, say_marked
from service.cli.words import listing, moment
from service.domain.review_words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from service.cli.changes import Change


@dataclass(frozen=True, slots=True)
class Report:
    """A sync's result as it is stored: the keys of `momentum sync --json`."""

    data: Mapping[str, object]

    @property
    def changes(self) -> Sequence[Change]:
        """Every change, in the order in which it was made."""
        found = self.data.get("changes")
        return found if isinstance(found, list) else []

    @property
    def look_again_at(self) -> datetime | None:
        """When what is uncertain will be looked at again."""
        at = self.data.get("look_again_at")
        return datetime.fromisoformat(at) if isinstance(at, str) else None

    def of(self, *kinds: str) -> list[Change]:
        """The changes of some kinds."""
        return [change for change in self.changes if change["what"] in kinds]

    def summary(self) -> str:
        """What was written in Asana, counted: "31 goals and 12 steps created"."""
        said = [f"{things} {verb}d" for verb, things in self._counted()]
        return ", ".join(said) or "nothing to write"

    def prospect(self) -> str:
        """The same as it is going to be: "create 31 goals and 12 steps"."""
        said = [f"{verb} {things}" for verb, things in self._counted()]
        return ", ".join(said) or "nothing to write"

    def _counted(self) -> Iterator[tuple[str, str]]:
        created = Counter(map(_is_step, self.of("created")))
        updated = {change["goal"] for change in self.of("updated")}
        removed = len(self.of("removed"))
        for verb, goals, steps in (
            ("create", created[False], created[True]),
            ("update", len(updated), 0),
            ("remove", 0, removed),
        ):
            said = [
                counted(count, thing)
                for count, thing in ((goals, "goal"), (steps, "step"))
                if count
            ]
            if said:
                yield verb, listing(said)


def say_outcome(report: Report, now: datetime, zone: tzinfo) -> None:
    """Say what was done, then what a person has to know about it."""
    if not report.changes and not report.look_again_at:
        say("[green]In step.[/] The plan and Asana agree; nothing had to be written.")
        return
    say("[green]Synced.[/] In Asana: {}.", report.summary())
    _say_part("Written in Asana:", report.of("updated", "removed"))
    _say_part("From Asana, where you changed it:", report.of("pulled", "adopted"))
    _say_part("Decided, by ticking it in a review:", report.of("decided", "moot"))
    _say_part(
        "[yellow]Changed on both sides; your edit in Asana stands:[/]", report.of("conflicts")
    )
    _say_part("[red]Asana would not do this:[/]", report.of("refused"))
    if report.look_again_at:
        waiting = counted(int(str(report.data.get("uncertain", 0))), "creation")
        say(
            "[yellow]Asana has not answered for {}.[/] It may have happened, so nothing is "
            "sent twice: Momentum looks again on {}.",
            waiting,
            moment(report.look_again_at, now, zone),
        )


def say_preview(report: Report) -> None:
    """Show the whole change set, and that nothing was done."""
    steps = Counter(change["goal"] for change in report.of("created") if _is_step(change))
    for change in report.changes:
        if change["what"] == "created" and not _is_step(change):
            number = steps.pop(change["goal"], 0)
            with_steps = f" with {counted(number, 'step')}" if number else ""
            say(SIGNS["created"] + " {}[dim]{}[/]", change["subject"], with_steps)
    for change in report.changes:
        if change["what"] != "created" or (_is_step(change) and change["goal"] in steps):
            say_marked(line(change, planned=True))
    say("\nTo do in Asana: {}.", report.prospect())
    say("[dim]Nothing was changed. Run `momentum sync` to do this.[/]")


def _say_part(title: str, changes: Iterable[Change]) -> None:
    for number, change in enumerate(changes):
        if number == 0:
            say("\n" + title)
        say_marked(line(change))


def _is_step(change: Change) -> bool:
    return change.get("field") == "step"
