"""The documents say what is so: commands, links, examples."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path

import pytest
from benchmarks.against.tables import SIZES
from benchmarks.against.ways import WAYS
from typer.core import TyperGroup

from service.cli.app import COMMANDS, load
from service.domain.planfile import read_plan
from service.rehearsal import read_gestures

ROOT = Path(__file__).parent.parent
ASVS = ROOT / "docs" / "asvs.md"
SUBSET = """
    1.1.1 1.2.1 1.2.2 1.2.4 1.3.6 1.5.1 1.5.2 2.2.1 2.3.3 2.3.4 2.4.1 3.2.1 3.2.2 3.3.1 3.3.4
    3.4.2 3.4.3 3.4.4 3.4.6 3.5.1 3.5.3 4.1.1 4.1.3 5.2.1 5.3.2 6.3.1 6.3.2 7.2.3 7.4.1 8.2.2
    10.1.2 10.2.1 11.3.3 11.5.1 13.3.1 13.4.5 14.2.1 15.3.2 15.4.2 16.5.1
""".split()  # noqa: SIM905 - a table reads better
"""Chosen once; a requirement is not dropped because it is hard to show."""
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands() -> list[str]:
    found = []
    for entry in COMMANDS:
        command = load(entry)
        inner = command.commands if isinstance(command, TyperGroup) else {"": None}
        found += [f"{entry.name} {name}".strip() for name in inner]
    return found


def test_the_readme_has_a_row_for_every_command():
    table = "\n".join(
        line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("|")
    )

    assert [command for command in commands() if not re.search(mentioned(command), table)] == []


def mentioned(command: str) -> str:
    """A command, or its last word in a row that lists several: `goal add`, `edit`."""
    group, _, last = command.partition(" ")
    if not last:
        return rf"`(momentum )?{group}\b"
    return rf"`momentum {group} [^|]*\b{last}\b"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("name", ["requests", "seconds", "cpu"])
def test_the_comparison_has_a_row_for_each_way_and_size(name):
    head, line, *rows = between_marks("docs/performance.md", name)

    assert {len(row) for row in (line, *rows)} == {len(head)}
    assert {tuple(row[:2]) for row in rows} >= {
        (str(goals), way.name) for goals in SIZES for way in WAYS
    }


def test_the_readme_has_the_comparison_in_short():
    head, line, *rows = between_marks("README.md", "against")

    assert {len(row) for row in (line, *rows)} == {len(head)}
    assert [row[0] for row in rows] == [way.name for way in WAYS]


def between_marks(page: str, name: str) -> list[list[str]]:
    """The cells of a table that `make benchmark FULL=1` has put between a page's markers."""
    marked = rf"<!-- {name} -->(.*)<!-- /{name} -->"
    (inside,) = re.findall(marked, (ROOT / page).read_text(), re.DOTALL)
    rows = [line for line in inside.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_examples_of_a_plan_are_plans():
    page = (ROOT / "docs" / "plan.md").read_text()
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)

    assert len(read_plan(block).goals) == 3
    (gestures,) = re.findall(r"```yml\n(.*?)```", page, re.DOTALL)
    assert len(read_gestures(gestures, read_plan(block)).gestures) == 9
    assert len(read_plan((ROOT / "examples" / "plan.yaml").read_bytes()).goals) >= 18


def test_every_gesture_in_the_table_has_its_test_and_the_other_way_round():
    rows = re.findall(
        r"^\| (.+?) \| .+ \|$", (ROOT / "docs" / "gestures.md").read_text(), re.MULTILINE
    )
    gestures = [row.replace("**", "") for row in rows if row != "What you do"]

    assert sorted(gestures) == sorted(proven_gestures())


def test_every_requirement_of_the_asvs_subset_names_tests_that_exist():
    rows = re.findall(r"^\| ([0-9.]+) \|.*\| (.+?) \|$", ASVS.read_text(), re.MULTILINE)

    assert [requirement for requirement, _ in rows] == SUBSET
    named = [re.findall(r"`([^`]+\.py)::(\w+)`", tests) for _, tests in rows]
    assert all(named)
    assert [
        f"{file}::{test}"
        for file, test in chain.from_iterable(named)
        if f"def {test}(" not in (ROOT / "tests" / file).read_text()
    ] == []


def proven_gestures() -> list[str]:
    """The first line of every test of a gesture: the row that it proves."""
    files = (ROOT / "tests" / "service" / "usecases" / "gestures").glob("test_*.py")
    parts = [part for file in files for part in ast.parse(file.read_text()).body]
    tests = [part for part in parts if getattr(part, "name", "").startswith("test_")]
    return [ast.get_docstring(test) or test.name for test in tests]
