"""An audit that could not ask is not an audit that found nothing."""

from __future__ import annotations

import json

import pytest
from audit import verdict

SOUND = {"name": "httpx", "version": "0.28.1", "vulns": []}
WEAK = {"name": "jinja2", "version": "3.1.5", "vulns": [{"id": "PYSEC-2025-1"}]}
SKIPPED = {"name": "alembic", "skip_reason": "Dependency not found"}


def about(*found: object) -> str:
    return json.dumps({"dependencies": found, "fixes": []})


def test_it_is_well_only_where_everything_was_asked_about():
    assert verdict(about(SOUND, SOUND), "") == (0, "2 versions, no known weakness")


def test_a_weakness_is_named_with_what_has_it():
    assert verdict(about(SOUND, WEAK), "Found 1") == (1, "jinja2 3.1.5: PYSEC-2025-1")


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("", "Traceback\nConnectionError: no such host"),
        ("", ""),
        (about(), ""),
        (about(SOUND, SKIPPED), "Dependency not found"),
        ("[]", ""),
        ("null", ""),
    ],
)
def test_what_was_not_asked_is_not_taken_for_well(out: str, said: str):
    code, words = verdict(out, said)

    assert code == 2
    assert words.startswith("NOT AUDITED")
