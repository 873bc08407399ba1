"""What a setting's value has to be; the words of an error never repeat the value."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.domain.names_of_days import FIRST_HOUR, LAST_HOUR, MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from pydantic import SecretStr

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
SECRET_LENGTH = 22
"""So many characters of base64 hold 128 bits."""
ABBREVIATED = tuple(day[:3] for day in WEEKDAYS)


def address(value: str) -> str:
    """An address that secrets may be sent to: by TLS, or on this very machine."""
    parts = urlsplit(value)
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise ValueError("it must be an address that begins with https://")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        raise ValueError("it must begin with https://, because secrets are sent there")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("it must be an address without user, password, query or fragment")
    return value.rstrip("/")


def zone(value: str) -> str:
    """A time zone that this machine knows."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("it must be a time zone such as Europe/Lisbon") from None
    return value


def weekday_and_time(value: str) -> str:
    """A weekday and an hour of the day, `Mon 09:00`."""
    day, _, time = value.partition(" ")
    hour, _, minute = time.partition(":")
    numbers = [int(part) for part in (hour, minute) if part.isdecimal() and len(part) == 2]  # noqa: PLR2004 - digits
    if day not in ABBREVIATED or len(numbers) != 2 or numbers[1] > 59:  # noqa: PLR2004 - as above
        raise ValueError("it must be a weekday and a time such as Mon 09:00")
    if not (FIRST_HOUR, 0) <= tuple(numbers) <= (LAST_HOUR, 0):
        raise ValueError("it must be from 04:00 to 23:00, where no clock is ever changed")
    return value


def month(value: str) -> str:
    """A month's English name."""
    if value.capitalize() not in MONTHS:
        raise ValueError("it must be a month such as January")
    return value.capitalize()


def unguessable(value: SecretStr) -> SecretStr:
    """A secret that nobody finds by trying."""
    if len(value.get_secret_value()) < SECRET_LENGTH:
        raise ValueError(f"it must have {SECRET_LENGTH} characters or more, made by chance")
    return value
