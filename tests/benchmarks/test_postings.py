"""How many of the lines that careful readers copied out of real postings are chosen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.own_postings import NAMES, own_body, own_lines
from support.reach import Reach, reach

from integrations.postings.boards import body_from_file
from integrations.postings.reader import read

if TYPE_CHECKING:
    from integrations.postings.models import Body

FOLDER = Path(__file__).parents[3] / "shared" / "postings"
GOAL = 0.95


@pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the folder with real postings is not beside the repository"
)
def test_reach_on_real_postings():
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    rows = {
        name: reached(body_from_file((FOLDER / name).read_bytes(), name), lines)
        for name, lines in expected.items()
    }
    total = printed("Real postings", rows)

    assert total.precision >= GOAL
    assert total.recall >= GOAL


def test_reach_on_our_own_postings():
    rows = {name: reached(own_body(name), [x.text for x in own_lines(name)]) for name in NAMES}
    total = printed("Postings of our own", rows)

    assert total.precision >= GOAL
    assert total.recall >= GOAL


def reached(body: Body, expected: list[str]) -> Reach:
    return reach(expected, [line.text for line in read(body) if line.chosen])


def printed(title: str, rows: dict[str, Reach]) -> Reach:
    total = sum(rows.values(), Reach())
    print(f"\n\n{title}\n\n{'':40} expected chosen right | precision recall")
    for name, row in [*rows.items(), ("all lines", total)]:
        print(
            f"{name:40} {row.expected:8} {row.chosen:6} {row.right:5} |"
            f" {row.precision:9.3f} {row.recall:6.3f}"
        )
    return total
