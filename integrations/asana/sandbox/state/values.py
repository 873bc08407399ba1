"""Reading single values of an input: each is what it should be, or refused by name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from integrations.asana.sandbox.refusals import bad
from integrations.asana.sandbox.state.places import END, TOP, Spot

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def refuse_others(data: Mapping[str, object], writable: Collection[str]) -> None:
    """Refuse properties that this call does not write."""
    for name in data:
        if name not in writable:
            raise bad(f"{name}: Cannot write this property")


def text(data: Mapping[str, object], name: str, *, limit: int = 0) -> str:
    """Return a string that must be there."""
    value = data.get(name)
    if not isinstance(value, str):
        raise bad(f"{name}: Missing input" if value is None else f"{name}: Not a string")
    if limit and len(value) > limit:
        raise bad(f"{name}: Text is too long.")
    return value


def flag(data: Mapping[str, object], name: str) -> bool:
    """Return a truth value."""
    value = data[name]
    if not isinstance(value, bool):
        raise bad(f"{name}: Not a boolean: {value}")
    return value


def choice(data: Mapping[str, object], name: str, choices: Collection[str]) -> str:
    """Return one of the values that are allowed."""
    value = data[name]
    if not isinstance(value, str) or value not in choices:
        raise bad(f"{name}: Invalid value: {value}")
    return value


def day(data: Mapping[str, object], name: str) -> date | None:
    """Return a calendar day, YYYY-MM-DD, or None."""
    value = data.get(name)
    if value is None:
        return None
    try:
        parsed = date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise bad(f"{name}: Invalid date: {value}") from None
    if parsed.isoformat() != value:
        raise bad(f"{name}: Invalid date: {value}")
    return parsed


def moment(data: Mapping[str, object], name: str) -> datetime | None:
    """Return a time, in UTC, or None."""
    value = data.get(name)
    if value is None:
        return None
    try:
        parsed = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise bad(f"{name}: Invalid date-time: {value}") from None
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def gids(data: Mapping[str, object], name: str) -> list[object]:
    """Return a list, also where a comma-separated string was sent."""
    value = data.get(name)
    if isinstance(value, str):
        return [part for part in value.split(",") if part]
    if value is None or isinstance(value, list):
        return value or []
    raise bad(f"{name}: Not an array: {value}")


def spot(data: Mapping[str, object], default: Spot, *, after: str, before: str) -> Spot:
    """Return the place that an input asks for: beside one anchor, or at an end."""
    if after in data and before in data:
        raise bad(f"You may only specify one of {after} and {before}.")
    if after in data:
        return Spot(after=text(data, after)) if data[after] is not None else TOP
    if before in data:
        return Spot(before=text(data, before)) if data[before] is not None else END
    return default
