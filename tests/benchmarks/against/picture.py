"""The seconds of the ways over the size of the plan, as pictures for light and dark pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from benchmarks.against.least import least
from benchmarks.against.measuring import FIRST, NOTHING, ONE
from benchmarks.against.tables import NAMES, STEPS, sizes, ways
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, ScalarFormatter

if TYPE_CHECKING:
    from benchmarks.against.tables import Results
    from matplotlib.axes import Axes

DOCS = Path(__file__).parents[3] / "docs"
INK = {"light": ("#1d2733", "#d9dee4"), "dark": ("#eef2f6", "#3a434f")}
LINES = {
    "light": ("#0b62a4", "#b8650a", "#7a3e9d", "#5b6876"),
    "dark": ("#6bb3ee", "#f0b458", "#c79be0", "#a9b4c0"),
}
MARKS = "os^"


def draw(results: Results) -> None:
    """Write docs/against-light.svg and docs/against-dark.svg."""
    mpl.rcParams["svg.hashsalt"] = "momentum"  # the same figures give the same bytes
    for theme in INK:
        path = DOCS / f"against-{theme}.svg"
        figure = _figure(results, theme)
        figure.savefig(path, transparent=True, metadata={"Date": None, "Creator": None})
        path.write_text("".join(f"{line.rstrip()}\n" for line in path.open()))


def _figure(results: Results, theme: str) -> Figure:
    figure = Figure(figsize=(9.0, 3.6), layout="constrained")
    plots = figure.subplots(1, 3, sharey=True)
    ms = max(answer for _, answer, _ in results)
    for plot, phase in zip(plots, (FIRST, NOTHING, ONE), strict=True):
        _draw_phase(plot, results, phase, ms, theme)
    ink, _ = INK[theme]
    plots[0].set_ylabel(f"seconds, answers after {ms} ms", color=ink)
    handles, labels = plots[0].get_legend_handles_labels()
    legend = figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False)
    for text in legend.get_texts():
        text.set_color(ink)
    return figure


def _draw_phase(plot: Axes, results: Results, phase: str, ms: int, theme: str) -> None:
    goals = sizes(results)
    *colours, faint = LINES[theme]
    names = [name for name, _ in ways(results, goals[0], ms)]
    for name, colour, mark in zip(names, colours, MARKS, strict=True):
        seconds = [results[size, ms, name][phase].seconds for size in goals]
        plot.plot(goals, seconds, color=colour, marker=mark, label=name)
    lowest = [(least(phase, size, STEPS) or 0) * ms / 1000 for size in goals]
    plot.plot(goals, lowest, color=faint, linestyle=":", label="The least possible")
    _rule(plot, goals, NAMES[phase], *INK[theme])


def _rule(plot: Axes, goals: list[int], title: str, ink: str, line: str) -> None:
    plot.set_title(title, color=ink, fontsize="medium")
    plot.set_xscale("log")
    plot.set_yscale("log")
    plot.set_xticks(goals, [str(size) for size in goals])
    plot.xaxis.set_minor_formatter(NullFormatter())
    plot.yaxis.set_major_formatter(ScalarFormatter())
    plot.set_xlabel("goals", color=ink)
    plot.tick_params(which="both", colors=ink)
    plot.grid(color=line, linewidth=0.6)
    for side in plot.spines.values():
        side.set_color(line)
