"""The results as the tables of docs/performance.md and README.md, put between their markers."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.against.least import least
from benchmarks.against.measuring import ECHOES, FIRST, NOTHING, ONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.against.measuring import Spread

    Results = Mapping[tuple[int, int, str], Mapping[str, Spread]]
    """By goals, milliseconds of an answer, and way; then by phase."""

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "performance.md"
SIZES = (20, 100, 400)
STEPS = 2
ANSWERS = (0, 50)
NAMES = {
    FIRST: "First sync",
    ECHOES: "The next one",
    NOTHING: "Nothing changed",
    ONE: "One change",
}
IN_SHORT = 100, 50


def write(results: Results) -> None:
    """Put the tables where they are read."""
    put(PAGE, "requests", requests_table(results))
    put(PAGE, "seconds", seconds_table(results))
    put(PAGE, "cpu", cpu_table(results))
    put(ROOT / "README.md", "against", short_table(results))


def put(page: Path, name: str, table: str) -> None:
    """Replace what stands between a page's two markers of this name."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    inside = re.compile(f"(?<={re.escape(begin)}).*(?={re.escape(end)})", re.DOTALL)
    text, found = inside.subn(lambda _: table, page.read_text())
    assert found == 1, f"{page} has no markers {begin!r}"
    page.write_text(text)


def requests_table(results: Results) -> str:
    """Requests sent, and in brackets what Asana counts where that is more."""
    rows = [row("Goals", "", *NAMES.values()), row(*["---"] * 6)]
    for goals in sizes(results):
        for way, phases in ways(results, goals, 0):
            cells = (asked(phases.get(phase)) for phase in NAMES)
            rows.append(row(f"{goals}", way, *cells))
        lowest = (least(phase, goals, STEPS) for phase in NAMES)
        rows.append(row(f"{goals}", "The least possible", *(number or "" for number in lowest)))
    return "".join(rows)


def seconds_table(results: Results) -> str:
    """The median of the seconds, and from the shortest to the longest."""
    answers = sorted({ms for _, ms, _ in results})
    heads = [f"{NAMES[phase]}, {ms} ms" for ms in answers for phase in (FIRST, NOTHING, ONE)]
    rows = [row("Goals", "", *heads), row(*["---"] * (2 + len(heads)))]
    for goals in sizes(results):
        for way, _ in ways(results, goals, 0):
            found = [results[goals, ms, way] for ms in answers]
            cells = [timed(phases[p]) for phases in found for p in (FIRST, NOTHING, ONE)]
            rows.append(row(f"{goals}", way, *cells))
    return "".join(rows) + f"\n{place()}\n"


def cpu_table(results: Results) -> str:
    """The median of the processor's seconds, with answers at once."""
    rows = [row("Goals", "", *NAMES.values()), row(*["---"] * 6)]
    for goals in sizes(results):
        for way, phases in ways(results, goals, 0):
            cells = (f"{phases[phase].cpu:.2f}" if phase in phases else "" for phase in NAMES)
            rows.append(row(f"{goals}", way, *cells))
    return "".join(rows)


def short_table(results: Results) -> str:
    """One size of plan and one answer: requests and seconds."""
    goals, ms = IN_SHORT
    heads = (NAMES[phase] for phase in (FIRST, NOTHING, ONE))
    rows = [row(f"{goals} goals, answers after {ms} ms", *heads), row(*["---"] * 4)]
    for way, phases in ways(results, goals, ms):
        found = [phases[phase] for phase in (FIRST, NOTHING, ONE)]
        rows.append(row(way, *(f"{one.requests[0]}, {one.seconds:.1f} s" for one in found)))
    return "".join(rows)


def row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |\n".replace("|  |", "| |")


def asked(spread: Spread | None) -> str:
    if spread is None:
        return ""
    sent, counted = spread.requests
    return f"{sent:,}" if sent == counted else f"{sent:,} ({counted:,})"


def timed(spread: Spread) -> str:
    shortest, longest = spread.range
    told = f"{spread.seconds:.1f}"
    return told if len(spread.all) == 1 else f"{told} ({shortest:.1f} to {longest:.1f})"


def sizes(results: Results) -> list[int]:
    return sorted({goals for goals, _, _ in results})


def ways(results: Results, goals: int, ms: int) -> Iterator[tuple[str, Mapping[str, Spread]]]:
    for (size, answer, way), phases in results.items():
        if (size, answer) == (goals, ms):
            yield way, phases


def place() -> str:
    """Say where and when this was measured."""
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {day}."
