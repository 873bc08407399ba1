"""The state of one sync as it goes: what is known by now, and what has been done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.store import history
from service.usecases.sync.memory import keep_bases, keep_steps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

    from service.domain.base import Base
    from service.domain.changes import Change
    from service.domain.decision import Asked
    from service.domain.plan import Plan
    from service.domain.remote import RemoteStep, RemoteTask
    from service.domain.steps import StepBase
    from service.usecases.ports import Layout
    from service.usecases.sync.context import Context


@dataclass(slots=True)
class Scene:
    """What the sync knows by now.

    `held` are goals and steps whose creation waits for its answer, with the moment from
    which on they may be sent again. `duplicates` are what a late request of ours made again.
    `unsettled` counts edits that have to be tried again soon. `to_say` are decisions whose
    notes are to be given a sentence. `refused` are prints of what Asana refused lately, by
    what was to be written. `still` is the day on which there has been nothing to do so
    far.
    """

    ctx: Context
    layout: Layout
    plan: Plan
    bases: dict[str, Base] = field(default_factory=dict)
    steps: dict[str, tuple[StepBase, ...]] = field(default_factory=dict)
    held: dict[str, datetime] = field(default_factory=dict)
    duplicates: list[RemoteTask | RemoteStep] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unsettled: int = 0
    to_say: list[Asked] = field(default_factory=list)
    refused: Mapping[str, str] = field(default_factory=dict)
    still: date | None = None

    def note(self, tx: Connection, *changes: Change) -> None:
        """Remember changes, and write them into the history."""
        self.changes.extend(changes)
        ctx = self.ctx
        history.note_changes(tx, ctx.account_id, ctx.run_id, ctx.clock(), changes)

    def keep(self, tx: Connection, now: Mapping[str, Base]) -> None:
        """Record what Asana shows of goals now, by their ids."""
        self.bases.update(now)
        keep_bases(tx, self.ctx.account_id, now)

    def keep_steps(self, tx: Connection, now: Mapping[str, tuple[StepBase, ...]]) -> None:
        """Record what Asana shows of goals' steps now, by the goals' ids."""
        keep_steps(tx, self.ctx.account_id, self.steps, now)
        self.steps.update(now)
