"""How many at once, and from when on."""

import re
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, AwareDatetime, BeforeValidator

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].+")


def _written(value: object) -> object:
    """Refuse numbers: pydantic takes one for seconds since 1970."""
    if isinstance(value, str) and not _WRITTEN.fullmatch(value):
        raise ValueError("A moment with a time zone, like 2027-01-04T00:00:00Z.")
    return value


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("This moment is outside of all calendars.") from None


Limit = Annotated[int, Query(ge=1, le=500, description="At most so many")]
Since = Annotated[
    Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_utc)] | None,
    Query(description="Only what is younger, with a time zone: 2027-01-04T00:00:00Z"),
]
