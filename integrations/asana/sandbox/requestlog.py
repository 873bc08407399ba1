"""The log of what was asked of a world."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(slots=True)
class RequestLog:
    """A request that arrived. A batch's actions follow it, and they are what is counted.

    Status 0 means that no answer was given. `counted` is what the rate limit counted,
    `sent` the data of a request that was let in.
    """

    method: str
    path: str
    status: int
    counted: int
    at: datetime
    in_batch: bool = False
    sent: Mapping[str, object] = field(default_factory=dict)
