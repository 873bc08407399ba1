"""How many at once, and from when on."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, AwareDatetime


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("This moment is outside of all calendars.") from None


Limit = Annotated[int, Query(ge=1, le=500, description="At most so many")]
Since = Annotated[
    Annotated[AwareDatetime, AfterValidator(_in_utc)] | None,
    Query(description="Only what is younger, with a time zone: 2027-01-04T00:00:00Z"),
]
