"""The change set: everything a sync found or wants, as values that can be shown and counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ENERGY = "energy"
"""The field that a heart changes; a goal of the plan has none of that name."""
HEART = "♥"
LABEL = "label"
"""The field of a change that says which label is gone from a task's notes."""
GROUP, UNSORTED = "group", "unsorted"
"""Said of a goal that was added by hand where no section tells its group."""


class What(StrEnum):
    """The kinds of change, by who sees it where."""

    CREATE = "created"  # in Asana, by us
    UPDATE = "updated"  # in Asana, by us
    PULL = "pulled"  # in the plan, from what the person did in Asana
    ADOPT = "adopted"  # a task of the person's became a goal or a step
    REMOVE = "removed"  # a step of ours went to the trash with its line in the plan
    CONFLICT = "conflicts"  # both sides changed; the person's edit in Asana stands
    DECIDE = "decided"  # in the plan, because a decision of a review was ticked
    MOOT = "moot"  # a tick, or its taking back, that changed nothing; `note` says why
    REFUSED = "refused"  # Asana would not do it; `note` says why


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, or would.

    `subject` is what a person calls it (a goal's skill, a step's text); `field` is empty for
    the whole of it; `old` and `new` are values as shown to a person.
    """

    what: What
    subject: str
    goal_id: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    note: str = ""

    @property
    def is_conflict(self) -> bool:
        """Whether a value of the plan had to give way."""
        return self.what is What.CONFLICT

    def as_dict(self) -> dict[str, str]:
        """The change as plain data, without what is empty."""
        values = {
            "what": self.what.value,
            "subject": self.subject,
            "goal": self.goal_id,
            "field": self.field,
            "old": self.old,
            "new": self.new,
            "note": self.note,
        }
        return {key: value for key, value in values.items() if value}
