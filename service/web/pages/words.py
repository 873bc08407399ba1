"""Days, moments and links as templates show them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from service.domain.progress import GROUP_NAMES
from service.domain.times import moment, short_day

if TYPE_CHECKING:
    from datetime import date

    from service.domain.plan import Group

__all__ = ["day", "group_name", "href", "moment", "said", "short_day"]

_COMMAND = re.compile("`([^`]+)`")


def day(of: date | None, today: date) -> str:
    """A day as people say it; nothing for none."""
    return "" if of is None else short_day(of, today)


def group_name(group: Group) -> str:
    """What people call a group."""
    return GROUP_NAMES[group]


def href(address: str) -> str:
    """An address that may be linked to; nothing for what is neither http nor https.

    Somebody else wrote it, and `javascript:` is an address, too.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


def said(text: str) -> Markup:
    """A sentence, with what is to be typed in a terminal set apart as it is there."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped above
