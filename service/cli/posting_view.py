"""Postings on a terminal: in a list, and one with all its lines, picked and not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from service.cli.output import clean, say, show
from service.cli.words import day
from service.domain.review_words import counted
from service.usecases.posting_words import CAME, recognised

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from service.domain.posting_lines import Offer
    from service.usecases.posting_look import Look

PICKED, LEFT = "●", "○"


def postings_table(looks: Sequence[Look]) -> Table:
    """Return a row for each posting: what it is, what it asks for, where it was found."""
    rows = Table.grid(padding=(0, 2, 0, 0), expand=True)
    rows.add_column(width=1)
    rows.add_column(ratio=1, overflow="fold")
    rows.add_column(justify="right", no_wrap=True)
    for one in looks:
        style = "bold" if one.active else "dim"
        title = Text(clean(one.posting.title), style)
        if not one.active:
            title.append(" (removed)")
        if one.posting.url:
            title.append(f"\n{clean(one.posting.url)}", "dim")
        count = counted(len(one.posting.requirements), "requirement")
        mark = Text(PICKED, "green") if one.active else Text(LEFT, "dim")
        rows.add_row(mark, title, Text(count, "" if one.active else "dim"))
    return rows


def lines_table(offered: Sequence[Offer]) -> Table:
    """Return every line under its number; those that are not picked are dimmed."""
    rows = Table.grid(padding=(0, 1, 0, 0), expand=True)
    rows.add_column(width=5, justify="right")
    rows.add_column(width=1)
    rows.add_column(ratio=1, overflow="fold")
    headings = {one.heading for one in offered}
    for one in offered:
        rows.add_row(*_row(one, is_heading=one.text in headings))
    return rows


def say_posting(look: Look, today: date, zone: tzinfo) -> None:
    """Print a posting with all its lines."""
    posting, copy = look.posting, look.copy
    say("[bold]{}[/]{}", posting.title, "" if look.active else " (removed)")
    if posting.url:
        say("[dim]{}[/]", posting.url)
    if copy:
        brought = day(copy.brought_at.astimezone(zone).date(), today)
        say("[dim]Brought on {} {}.[/]", brought, CAME[copy.came])
    say()
    show(lines_table(look.offers))
    if look.notice:
        say("[yellow]{}[/]", look.notice)


def _row(one: Offer, *, is_heading: bool) -> tuple[Text, Text, Text]:
    style = "" if one.asked else "dim italic" if is_heading else "dim"
    line = Text(clean(one.text), style)
    if one.asked and (said := ", ".join(recognised(one))):
        line.append(f"  {said}", "cyan")
    mark = Text(PICKED, "green") if one.asked else Text(LEFT, "dim")
    return Text(str(one.number), style), mark, line
