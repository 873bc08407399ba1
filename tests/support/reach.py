"""How the chosen lines compare with those that a careful reader copied out."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

ALIKE = 90  # of 100, for two lines that differ in more than space, case and the ends


@dataclass(frozen=True)
class Reach:
    expected: int = 0
    chosen: int = 0
    right: int = 0

    def __add__(self, other: Reach) -> Reach:
        return Reach(
            self.expected + other.expected, self.chosen + other.chosen, self.right + other.right
        )

    @property
    def precision(self) -> float:
        return self.right / self.chosen if self.chosen else float(not self.expected)

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


def reach(expected: list[str], chosen: list[str]) -> Reach:
    """Each chosen line answers for one expected line: first the same, else a similar one."""
    return Reach(len(expected), len(chosen), len(pairs(expected, chosen)))


def pairs(expected: list[str], chosen: list[str]) -> dict[int, int]:
    """Which expected line is answered by which chosen one."""
    ours, theirs = [_folded(line) for line in chosen], [_folded(line) for line in expected]
    found: dict[int, int] = {}
    for same in (True, False):
        for at, line in enumerate(theirs):
            free = [i for i in range(len(ours)) if i not in found.values()]
            if at not in found:
                fits = [i for i in free if _alike(line, ours[i], same=same)]
                found.update({at: fits[0]} if fits else {})
    return found


def _alike(one: str, other: str, *, same: bool) -> bool:
    return one == other if same else fuzz.ratio(one, other) >= ALIKE


def _folded(line: str) -> str:
    return " ".join(line.casefold().split()).strip(" .,;:!?*-–—•\"'()")  # noqa: RUF001
