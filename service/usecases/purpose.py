"""The plan's purpose, said or changed in one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.planfile_read import TEXT
from service.domain.planfile_text import is_blank, is_printable
from service.errors import InvalidInput
from service.usecases.changing import changing

if TYPE_CHECKING:
    from datetime import datetime

    from service.store.database import Database


def set_purpose(database: Database, account_id: int, purpose: str, *, now: datetime) -> str:
    """Say what the plan is for, and return it as it is kept; empty says nothing any more."""
    text = "" if is_blank(purpose) else purpose.strip()
    if not is_printable(text):
        raise InvalidInput("The purpose holds a control character.", hint="Take it out.")
    if len(text) > TEXT:
        size = f"{len(text):,} characters"
        raise InvalidInput(f"The purpose is too long: {size}.", hint=f"Keep it to {TEXT:,}.")
    with changing(database, account_id, now) as change:
        change.plan = replace(change.plan, purpose=text)
    return text
