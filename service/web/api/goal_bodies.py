"""What one says about a goal. How long a text may be, the journeys know."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from service.domain.plan import Goal, Group, Step, Via
from service.domain.quarter import Quarter
from service.usecases import arrange, goals
from service.usecases.arrange import LAST

FIRST_YEAR, LAST_YEAR = 2000, 2199
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> date:
    """Read 2027-05-03 and nothing else: pydantic takes a number for seconds since 1970."""
    try:
        written = isinstance(value, str) and _WRITTEN.fullmatch(value)
        day = date.fromisoformat(written[0]) if written else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"A day between {FIRST_YEAR} and {LAST_YEAR}, like 2027-05-03.")
    return day


Day = Annotated[date, BeforeValidator(_day)]
QuarterText = Annotated[str, Field(pattern=r"^2[01][0-9]{2}-Q[1-4]$", examples=["2027-Q1"])]
Texts = Annotated[list[str], Field(max_length=300)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewStep(_Body):
    """A step, with whether it is done."""

    text: str
    done: bool = False


class NewGoal(_Body):
    """A goal to add, in plan.yaml's own keys."""

    skill: str
    group: Group = Group.IN_ROLE
    via: Via | None = None
    how: str = ""
    evidence: str = ""
    notes: str = ""
    answers: Texts = Field(default_factory=list)
    steps: Annotated[list[str | NewStep], Field(max_length=300)] = Field(default_factory=list)
    quarter: QuarterText | None = Field(default=None, description="Pinned to this quarter")
    not_before: Day | None = Field(default=None, description="Comes back on this very day")

    def goal(self) -> Goal:
        """Return the goal, still without a place."""
        return Goal(
            skill=self.skill,
            group=self.group,
            via=self.via,
            how=self.how,
            evidence=self.evidence,
            notes=self.notes,
            answers=tuple(self.answers),
            steps=tuple(
                Step(step) if isinstance(step, str) else Step(step.text, step.done)
                for step in self.steps
            ),
            pinned=Quarter.parse(self.quarter) if self.quarter else None,
            not_before=self.not_before,
        )


class Edit(_Body):
    """What to change of a goal; what is absent or null stays."""

    skill: str | None = None
    group: Group | None = None
    via: Via | None = None
    how: str | None = None
    evidence: str | None = None
    notes: str | None = None
    answers: Texts | None = None
    add_steps: Texts = Field(default_factory=list, description="Put at the end")

    def edit(self) -> goals.Edit:
        """Return the same for the journey."""
        return goals.Edit(**dict(self))


class Deferral(_Body):
    """Until when; with nothing, until there is room."""

    until: Day | None = None
    quarter: QuarterText | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.until and self.quarter:
            raise ValueError("Name a day or a quarter, not both.")
        return self

    def when(self) -> date | Quarter | None:
        """Return the day or the quarter."""
        return Quarter.parse(self.quarter) if self.quarter else self.until


class Activation(_Body):
    """In which group; with nothing, in its own."""

    group: Group | None = None


class Mastery(_Body):
    """Which experience shows it."""

    evidence: str | None = None


class LettingGo(_Body):
    """Why it has lost its point."""

    reason: str = ""


class Move(_Body):
    """Where to: into a group; before or after a goal, or to a position in the group."""

    group: Group | None = None
    before: str | None = Field(default=None, description="A goal, by its id or name")
    after: str | None = Field(default=None, description="A goal, by its id or name")
    position: Annotated[int, Field(ge=1, le=LAST)] | None = Field(
        default=None, description="1 is the first of the group"
    )

    def move(self) -> arrange.Move:
        """Return the same for the journey."""
        return arrange.Move(**dict(self))
