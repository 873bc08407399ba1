"""The service's log: lines for people on a terminal, JSON for everything that collects."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.cli.output import clean

if TYPE_CHECKING:
    from typing import TextIO


class JsonLines(logging.Formatter):
    """One JSON object a line, with the time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. A traceback is one of its values, so a line stays a line."""
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry)


class Lines(logging.Formatter):
    """The time of day and the message, safe for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and a traceback below it."""
        at = datetime.fromtimestamp(record.created).astimezone()
        line = f"{at:%H:%M:%S} {record.levelname.lower():7} {clean(record.getMessage())}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


def start_logging(level: str, stream: TextIO | None = None) -> None:
    """Log to standard error, or `stream`; what libraries say is heard from WARNING on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines() if handler.stream.isatty() else JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("service", "integrations"):
        logging.getLogger(name).setLevel(level.upper())
