"""A decision: one question of a review that a tick answers, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.plan import State
from service.domain.quarter import Quarter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from service.domain.review_week import IsoWeek


class Choice(StrEnum):
    """What a tick does, the most important first."""

    MASTER = "master"
    DEFER = "defer"
    LET_GO = "let_go"
    LET_GO_POSTING = "let_go_posting"
    BRING_FORWARD = "bring_forward"


class Status(StrEnum):
    """What has become of a decision; `OVERTAKEN` was ticked, and there was nothing to do."""

    OPEN = "open"
    DONE = "done"
    NO = "no"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is asked, of which goal (or posting), and why.

    `quarter` is where a goal would be deferred to; `was` is what it was doing when asked.
    """

    choice: Choice
    about: str
    question: str
    reason: str
    quarter: Quarter | None = None
    was: State | None = None

    @property
    def goal_id(self) -> str | None:
        """The goal that it is about, if it is about one."""
        return None if self.choice is Choice.LET_GO_POSTING else self.about

    @property
    def title(self) -> str:
        """The question with its reason: what the subtask is called."""
        return f"{self.question} {self.reason[:1].upper()}{self.reason[1:]}."

    def as_dict(self) -> dict[str, str | None]:
        """The decision as plain data."""
        return {
            "choice": self.choice.value,
            "about": self.about,
            "question": self.question,
            "reason": self.reason,
            "quarter": str(self.quarter) if self.quarter else None,
            "was": self.was.value if self.was else None,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, str | None]) -> Decision:
        """Read `as_dict` back."""
        quarter, was = data["quarter"], data["was"]
        return cls(
            choice=Choice(data["choice"] or ""),
            about=data["about"] or "",
            question=data["question"] or "",
            reason=data["reason"] or "",
            quarter=Quarter.parse(quarter) if quarter else None,
            was=State(was) if was else None,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision as a review asks it.

    `review` is the review's task, where the sync has to do with it. `gid` is the subtask:
    None before it is made, and again once it is gone. `ticked` is how it was last seen.
    `says` is a sentence that its notes are to be given. `declined` tells a no that the person
    has said from one that came of itself.
    """

    week: IsoWeek
    position: int
    decision: Decision
    review: str = ""
    gid: str | None = None
    status: Status = Status.OPEN
    ticked: bool = False
    says: str | None = None
    declined: bool = False
    answered_at: datetime | None = None

    @property
    def key(self) -> str:
        """What tells it from every other decision of the same person: '2026-W42-1'."""
        return f"{self.week}-{self.position}"
