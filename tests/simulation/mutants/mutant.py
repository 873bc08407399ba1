"""What a mutant is, and how it is planted into a copy of the engine."""

from __future__ import annotations

import ast
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKAGES = ("service", "integrations")


class Stale(Exception):
    """The engine has changed, and a mutant's text is not in it any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """In `file`, `old` becomes `new`."""

    file: str
    old: str
    new: str

    def made_in(self, root: Path) -> str:
        """The file's text with the change made; raises `Stale`."""
        text = (root / self.file).read_text()
        if text.count(self.old) != 1:
            raise Stale(f"{text.count(self.old)} times in {self.file}: {self.old!r}")
        changed = text.replace(self.old, self.new)
        ast.parse(changed)
        return changed


@dataclass(frozen=True, slots=True)
class Mutant:
    """An engine that is wrong in one way, and the mishaps that are likely to show it."""

    name: str
    why: str
    changes: tuple[Change, ...]
    shown_by: tuple[str, ...] = ()

    def planted_in(self, directory: Path) -> None:
        """Copy the packages to `directory` and make the changes there; raises `Stale`."""
        for package in PACKAGES:
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / package, directory / package, ignore=ignore)
        for change in self.changes:
            (directory / change.file).write_text(change.made_in(directory))


def mutant(
    name: str, why: str, file: str, *changes: tuple[str, str], shown_by: str = ""
) -> Mutant:
    """A mutant of one file; the kinds of mishaps that `shown_by` names are tried first."""
    made = tuple(Change(file, old, new) for old, new in changes)
    return Mutant(name, why, made, tuple(shown_by.split()))
