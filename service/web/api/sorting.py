"""What the postings ask for and no goal answers yet."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.domain.plan import Group, Via
from service.usecases import sorting
from service.web.api.goals import by_id
from service.web.keyed import AccountId, Momentum, keyed_router

router = keyed_router("sorting")


class Answer(BaseModel):
    """What becomes of one line: a new goal in a `group`, a `goal` that is there, or nothing."""

    model_config = ConfigDict(extra="forbid")

    line: str = Field(description="As `GET /sorting` has it")
    like: Annotated[list[str], Field(max_length=100)] = Field(
        default_factory=list, description="Lines that are the same; they are sorted with it"
    )
    group: Group | None = Field(default=None, description="Make a goal in this group")
    skill: str = Field(default="", description="Its name; one is found where it is left out")
    evidence: str = ""
    how: str = ""
    via: Via | None = None
    goal: str | None = Field(default=None, description="This goal answers it already")
    drop: bool = Field(default=False, description="The postings need not ask for it")

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if sum((self.group is not None, self.goal is not None, self.drop)) != 1:
            raise ValueError("Say one of `group`, `goal` and `drop`.")
        if self.group is None and (self.skill or self.evidence or self.how or self.via):
            raise ValueError("`skill`, `evidence`, `how` and `via` go with a `group`.")
        return self

    def into(self) -> sorting.NewGoal | sorting.Answered | sorting.Drop:
        """Return the same for the journey."""
        if self.group is not None:
            return sorting.NewGoal(self.group, self.skill, self.evidence, self.how, self.via)
        return sorting.Drop() if self.goal is None else sorting.Answered(self.goal)


class Done(BaseModel):
    """What was done with the lines."""

    lines: list[str]
    goal: dict[str, object] | None = Field(description="The goal that answers them now")
    sorted: int
    total: int


@router.get("/sorting", summary="What waits to be sorted")
def waiting(app: Momentum, account_id: AccountId) -> dict[str, object]:
    """List the lines that no goal answers, what weighs most first, and the schedule.

    Near-identical lines are proposed as one: `like`. `answered_by` names goals that seem to
    answer a line already, and `skill` what a goal for it might be called.
    """
    return sorting.waiting(app.database, account_id, now=app.clock()).as_dict()


@router.post("/sorting", summary="Sort one line")
def sort(app: Momentum, account_id: AccountId, answer: Answer) -> Done:
    """Decide about one line, and about those like it that are the same."""
    done = sorting.sort_line(
        app.database,
        account_id,
        answer.line,
        answer.into(),
        like=answer.like,
        now=app.clock(),
    )
    left = sorting.waiting(app.database, account_id, now=app.clock())
    goal = by_id(app, account_id)[done.goal.id] if done.goal else None
    return Done(lines=list(done.lines), goal=goal, sorted=left.sorted, total=left.total)
