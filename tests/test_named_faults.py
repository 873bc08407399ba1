"""docs/faults.md: each named fault is proven by a test that is there, or has its reason."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "faults.md"
ROWS = re.findall(r"^\| `([^`]+)` \| (.+) \|$", PAGE.read_text(), re.MULTILINE)
PROOF = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
WHY_NOT = re.compile(r"Not: .+\.")


@pytest.mark.parametrize(("name", "proofs"), ROWS, ids=[name for name, _ in ROWS])
def test_a_named_fault_is_proven_or_it_is_said_why_not(name: str, proofs: str) -> None:
    for proof in proofs.split(", ") if not WHY_NOT.fullmatch(proofs) else ():
        found = PROOF.fullmatch(proof)
        assert found, f"{name}: {proof} is neither a test nor a reason"
        assert found[2] in names_in(found[1]), f"{name}: {proof} is not there"


def test_every_row_is_read_and_no_fault_is_named_twice() -> None:
    lines = re.findall(r"^\| (?!Fault|---)", PAGE.read_text(), re.MULTILINE)

    assert len(ROWS) == len(lines)
    assert [
        name for name, times in Counter(name for name, _ in ROWS).items() if times > 1
    ] == []


@cache
def names_in(file: str) -> frozenset[str]:
    """The tests of a file, which is named by as much of its path as tells it from others."""
    (path,) = TESTS.rglob(file)
    body = ast.parse(path.read_text()).body
    return frozenset(one.name for one in body if isinstance(one, ast.FunctionDef))
