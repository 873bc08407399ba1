"""A change as a sentence: the one place where what happened is put into words.

The history, a sync on the terminal, the review and the API all say it in these words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from service.domain.changes import ENERGY, LABEL, What
from service.domain.review_words import day_name
from service.domain.schedule import StoryKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ADDED, EDITED, REVIEW = "added", "edited", "review"
TAKEN_BACK = "taken_back"
POSTING_ADDED, POSTING_REMOVED, POSTING_EDITED = (
    "posting_added",
    "posting_removed",
    "posting_edited",
)
"""What happens besides a sync: a person's change of the plan, and a review."""
PICKED, DROPPED, MARKED = "picked", "dropped", "marked"
"""What is done to lines of a posting; stands where a goal's field would."""

LONGEST = 60
STEP, PLACE = "step", "place"
FIELDS = {
    "skill": "name",
    "asked": "list of what it answers",
    "answers": "list of what it answers",
    "due_on": "due date",
    "not_before": "day it comes back on",
    "via": "way to learn it",
}
"""The fields that people call otherwise than the plan does."""
PLACES = {
    "in_role": "this quarter, in the role",
    "outside": "this quarter, outside work",
    "later": "Later",
    "mastered": "Mastered",
    "let_go": "Let go",
}
LABELS = {"how": "How", "evidence": "Evidence", "asked": "Asked for by"}
DONE, OPEN = "☑ ", "☐ "


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: a change that a sync made, or an entry of the history.

    `subject` is a goal's name; `old`, `new` and `note` are as a `Change` has them.
    """

    what: str
    subject: str
    field: str = ""
    old: str = ""
    new: str = ""
    note: str = ""

    @classmethod
    def of(cls, change: Mapping[str, str]) -> Told:
        """Read a change that was written as plain data."""
        parts = ("field", "old", "new", "note")
        return cls(change["what"], change["subject"], *(change.get(part, "") for part in parts))


def sentence(change: Told, *, planned: bool = False) -> str:
    """Tell a change in one sentence; one that is only `planned`, as what will be."""
    tell = _TELL.get(change.what)
    if tell is None:
        return _as_it_is(change)
    return tell(change, "will be" if planned else "was")


def _created(change: Told, was: str) -> str:
    if change.field == STEP:
        return f"{change.subject}: the step {_quoted(change.new)} {was} made in Asana."
    return f"{change.subject} {was} made in Asana."


def _updated(change: Told, was: str) -> str:
    goal, old, new = change.subject, change.old, change.new
    match change.field:
        case "section":
            return f"{goal} {was} moved to {_place(new)} in Asana."
        case "completed":
            return f"{goal} {was} {'ticked' if new == 'completed' else 'reopened'} in Asana."
        case "my tasks":
            how = "put away for later" if new == "later" else "brought back"
            return f"{goal} {was} {how} in My Tasks."
        case "step":
            return f"{goal}: the step {_quoted(old)} {was} {_step_became(old, new)} in Asana."
        case "order of steps":
            return f"{goal}: the steps {was} put into the plan's order in Asana."
    became = f"set to {_value(change.field, new)}" if new else "cleared"
    return f"{goal}: the {_name(change)} {was} {became} in Asana{_before(change)}."


def _step_became(old: str, new: str) -> str:
    if new == old:
        return "reopened"
    return "ticked" if new == f"{old} (done)" else f"changed to {_quoted(new)}"


def _removed(change: Told, was: str) -> str:
    return f"{change.subject}: the step {_quoted(change.old)} {was} put into Asana's trash."


def _pulled(change: Told, _was: str) -> str:
    if (tell := _PULLED.get(change.field)) is not None:
        return tell(change)
    goal, what = change.subject, _name(change)
    if not change.new:
        return f"{goal}: you cleared the {what} in Asana{_before(change)}."
    set_to = f"set the {what} to {_value(change.field, change.new)}"
    return f"{goal}: you {set_to} in Asana{_before(change)}."


def _renamed(change: Told) -> str:
    return f"You renamed {_quoted(change.old)} to {_quoted(change.new)} in Asana."


def _placed(change: Told) -> str:
    goal = change.subject
    return f"{goal} was {change.note}." if change.note else _moved(goal, change.new)


def _reordered(change: Told) -> str:
    return f"{change.subject}: you put the steps into another order in Asana."


def _heart(change: Told) -> str:
    did = "gave your heart to" if change.new else "took your heart back from"
    return f"You {did} {change.subject} in Asana."


def _unlabelled(change: Told) -> str:
    label = LABELS.get(change.old, change.old)
    return (
        f"{change.subject}: the label “{label}” is gone from its notes. The text is yours now, "
        f"and the plan keeps what it had."
    )


def _moved(goal: str, to: str) -> str:
    match to:
        case "mastered":
            return f"You finished {goal} in Asana: it is mastered."
        case "later":
            return f"You put {goal} off in Asana."
        case "let_go":
            return f"You let {goal} go in Asana."
    return f"You took up {goal} in Asana, for {_place(to)}."


def _pulled_step(goal: str, old: str, new: str) -> str:
    before, after = _text(old), _text(new)
    if not old:
        return f"{goal}: you added the step {_quoted(after)} in Asana."
    if not new:
        return f"{goal}: you removed the step {_quoted(before)} in Asana."
    ticked = "ticked" if new.startswith(DONE) else "reopened"
    if before == after:
        return f"{goal}: you {ticked} the step {_quoted(after)} in Asana."
    also = f" and {ticked} it" if old[:1] != new[:1] else ""
    return f"{goal}: you changed the step {_quoted(before)} to {_quoted(after)}{also} in Asana."


_PULLED: Mapping[str, Callable[[Told], str]] = {
    "name": _renamed,
    PLACE: _placed,
    STEP: lambda change: _pulled_step(change.subject, change.old, change.new),
    "order of steps": _reordered,
    ENERGY: _heart,
    LABEL: _unlabelled,
}


def _adopted(change: Told, _was: str) -> str:
    if change.field == STEP:
        return _pulled_step(change.subject, "", change.new)
    return f"You added {change.subject} in Asana: it is a goal now."


def _conflict(change: Told, _was: str) -> str:
    what = "a step" if change.field == STEP else f"the {_name(change)}"
    theirs, ours = (
        _value(change.field, _text(value)) if value else "nothing"
        for value in (change.new, change.old)
    )
    return (
        f"{change.subject}: {what} was changed on both sides. Yours in Asana, {theirs}, "
        f"stands; the plan had {ours}."
    )


def _refused(change: Told, _was: str) -> str:
    what = "a step" if change.field == STEP else "a change"
    why = change.note.removeprefix("Asana refused: ").rstrip(".") or "it gave no reason"
    return f"{change.subject}: Asana did not take {what}: {why}."


def _decided(change: Told, _was: str) -> str:
    if change.field == "posting":
        return f"The posting {_quoted(change.subject)} was let go: {change.note}."
    became = _DECIDED.get(change.new, "was taken up")
    return f"{change.subject} {became}: {change.note}."


_DECIDED = {
    "mastered": "is mastered",
    "later": "was put off",
    "let_go": "was let go",
}


def _moot(change: Told, _was: str) -> str:
    return f"{_quoted(change.subject)} changed nothing. {change.note.rstrip('.')}."


def _added(change: Told, _was: str) -> str:
    return f"You added {change.subject} to the plan."


def _taken_back(change: Told, _was: str) -> str:
    return f"{change.subject} was taken out of the plan again."


def _edited(change: Told, _was: str) -> str:
    became = f"set to {_value(change.field, change.new)}" if change.new else "cleared"
    what = f"the {_name(change)} was {became}"
    return f"{change.subject}: {what} in the plan{_before(change)}."


def _posting_added(change: Told, _was: str) -> str:
    return f"You added the posting {_quoted(change.subject)} to the plan."


def _posting_removed(change: Told, _was: str) -> str:
    return f"You removed the posting {_quoted(change.subject)}; a copy of it is kept."


def _posting_edited(change: Told, _was: str) -> str:
    posting = f"The posting {_quoted(change.subject)}"
    if change.field in (PICKED, DROPPED, MARKED):
        return f"{posting}: you {change.field} {_quoted(change.new or change.old)}."
    became = f"set to {_quoted(change.new)}" if change.new else "cleared"
    return f"{posting}: the {change.field} was {became} in the plan."


def _review(change: Told, _was: str) -> str:
    return f"The {change.subject[:1].lower()}{change.subject[1:]} was made."


def _came_back(change: Told, _was: str) -> str:
    return f"{change.subject} came back: this is its quarter."


def _no_room(change: Told, _was: str) -> str:
    return f"{change.subject} should be back, but this quarter has no room for it."


def _carried_over(change: Told, _was: str) -> str:
    quarter = change.note.partition(" ")[2]
    return f"{change.subject} was not finished in {quarter} and goes on in this quarter."


def _moved_on(change: Told, _was: str) -> str:
    quarter = change.note.partition(" ")[2]
    when = f"in {quarter}" if quarter else "when there is room"
    return f"{change.subject} now comes back {when}."


_TELL: Mapping[str, Callable[[Told, str], str]] = {
    What.CREATE: _created,
    What.UPDATE: _updated,
    What.PULL: _pulled,
    What.ADOPT: _adopted,
    What.REMOVE: _removed,
    What.CONFLICT: _conflict,
    What.REFUSED: _refused,
    What.DECIDE: _decided,
    What.MOOT: _moot,
    ADDED: _added,
    EDITED: _edited,
    TAKEN_BACK: _taken_back,
    POSTING_ADDED: _posting_added,
    POSTING_REMOVED: _posting_removed,
    POSTING_EDITED: _posting_edited,
    REVIEW: _review,
    StoryKind.CAME_BACK: _came_back,
    StoryKind.NO_ROOM: _no_room,
    StoryKind.CARRIED_OVER: _carried_over,
    StoryKind.MOVED_ON: _moved_on,
}


def _as_it_is(change: Told) -> str:
    """A kind that has no words of its own."""
    values = " → ".join(filter(None, (change.old, change.new)))
    return ": ".join(filter(None, (change.subject, change.field, values, change.note)))


def _name(change: Told) -> str:
    return FIELDS.get(change.field, change.field)


def _before(change: Told) -> str:
    return f" (it was {_value(change.field, change.old)})" if change.old else ""


def _value(field: str, value: str) -> str:
    """A value as people say it: a day with its month, a section by its name, text quoted."""
    if field in (PLACE, "section"):
        return _place(value)
    try:
        return day_name(date.fromisoformat(value))
    except ValueError:
        return _quoted(value)


def _place(key: str) -> str:
    return f"“{PLACES.get(key, key)}”"


def _text(step: str) -> str:
    """A step without the box before it."""
    return step.removeprefix(DONE).removeprefix(OPEN)


def _quoted(text: str) -> str:
    return f"“{_shortened(text)}”"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
