"""What the doctor says: one finding a line, each with what to do where it is not well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what to do where it is not well."""

    name: str
    verdict: Verdict
    says: str
    todo: str = ""


def ok(name: str, says: str) -> Finding:
    """It is well."""
    return Finding(name, Verdict.OK, says)


def warn(name: str, says: str, todo: str) -> Finding:
    """It works, and could be better, or is not there yet."""
    return Finding(name, Verdict.WARN, says, todo)


def fail(name: str, says: str, todo: str) -> Finding:
    """It has to be mended."""
    return Finding(name, Verdict.FAIL, says, todo)
