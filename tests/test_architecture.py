"""The map of the house is the house: imports, sizes, and what a module says of itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PACKAGES = [ROOT / "service", ROOT / "integrations"]
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

FILE_LIMIT = 350
FILE_MEDIAN = 120
FUNCTION_LIMIT = 40
FUNCTION_MEDIAN = 10


def test_imports_point_one_way():
    # In a process of its own: it sets up logging, and silences every logger there is.
    lint_imports = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(  # noqa: S603 - our own tool, from our own environment
        [lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stdout


def test_what_shall_not_be_guessed_is_made_by_secrets_alone():
    guessable = {
        "integrations/asana/transport.py": "random",  # spreads requests that come again
        "integrations/asana/sandbox/world.py": "random",  # has to be the same each time
        "service/web/problem.py": "uuid",  # finds a line of the log again
    }

    found = {name(path): imports(path) & {"random", "uuid"} for path in MODULES}

    assert {path: {kind} for path, kind in guessable.items()} == {
        path: kinds for path, kinds in found.items() if kinds
    }


def test_no_file_is_too_long_to_read_in_one_go():
    lengths = {name(path): len(path.read_text().splitlines()) for path in MODULES + TESTS}

    assert {path: lines for path, lines in lengths.items() if lines > FILE_LIMIT} == {}


def test_every_module_opens_with_one_sentence():
    openings = {
        name(path): (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]
        for path in MODULES
    }

    assert [path for path, line in openings.items() if not line.endswith((".", "?"))] == []


def test_no_function_is_longer_than_a_screen():
    long = [
        (name(path), node.name, length)
        for path in MODULES
        if "migrations" not in path.parts  # written once, and read like a table
        for node, length in functions(path)
        if length > FUNCTION_LIMIT
    ]

    assert long == []


def test_most_files_and_functions_are_short():
    lines = [len(path.read_text().splitlines()) for path in MODULES]
    lengths = [length for path in MODULES for _, length in functions(path)]

    assert median(lines) <= FILE_MEDIAN
    assert median(lengths) <= FUNCTION_MEDIAN


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, (node.end_lineno or 0) - node.lineno + 1


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
