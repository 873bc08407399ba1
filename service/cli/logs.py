"""The service's log: lines for people on a terminal, JSON for everything that collects."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from service import log_ids
from service.cli.output import clean

if TYPE_CHECKING:
    from types import TracebackType
    from typing import TextIO

    ExcInfo = (
        tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None]
    )

Form = Literal["json", "text"]


class _Formatter(logging.Formatter):
    """Tells of an error where it happened and of what kind it is.

    Not what it says: its message may hold a person's words or a secret.
    """

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the library's name
        """Return the frames and the kinds, of what caused it first."""
        parts: list[str] = []
        error = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            frames = "".join(traceback.format_tb(error.__traceback__))
            parts.insert(0, f"{frames}{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(parts)


class JsonLines(_Formatter):
    """One JSON object a line, with the time in UTC and the ids that it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. A traceback is one of its values, so a line stays a line."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **log_ids.current(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry)


class Lines(_Formatter):
    """The time of day, the message and the ids, safe for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and a traceback below it."""
        at = datetime.fromtimestamp(record.created).astimezone()
        line = f"{at:%H:%M:%S} {record.levelname.lower():7} {clean(record.getMessage())}"
        if ids := log_ids.current():
            line += f" ({', '.join(f'{name} {value}' for name, value in ids.items())})"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


def start_logging(level: str, form: Form | None = None, stream: TextIO | None = None) -> None:
    """Log to standard error, or `stream`; what libraries say is heard from WARNING on.

    Where no form is given, a terminal gets text and everything else JSON.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    form = form or ("text" if handler.stream.isatty() else "json")
    handler.setFormatter(Lines() if form == "text" else JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("service", "integrations"):
        logging.getLogger(name).setLevel(level.upper())
