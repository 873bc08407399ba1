"""What a person typed into a form, and what is wrong with it, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile

from service.web.pages.hints import hint
from service.web.problem import Refused
from service.web.whole_form import IN_PARTS, media_type, whole_form

if TYPE_CHECKING:
    from fastapi import Request

    from service.errors import ServiceError

TOKEN = "csrf"  # noqa: S105 - the name of the field
WHOLE = ""
"""Stands for no field: what is wrong concerns the form as a whole."""

TYPES = ("application/x-www-form-urlencoded", IN_PARTS)
MOST_FIELDS = 1_000
MOST_FILES = 4
MOST_BYTES = 2 * 1024 * 1024
WAS = "was-"
"""Before a field's name: the mark of what it was filled with."""
LONGEST_SHOWN = 200
OVERTAKEN = "This has changed since you opened the page."


@dataclass
class Form:
    """A form as it was sent. Shown again, it keeps what was typed."""

    data: FormData = field(default_factory=FormData)
    errors: dict[str, str] = field(default_factory=dict)
    overtaken: set[str] = field(default_factory=set)

    def text(self, name: str, default: str = "") -> str:
        """What was typed into a field, without blanks around it and with plain line ends."""
        return self.typed(name, default).replace("\r\n", "\n").strip()

    def typed(self, name: str, default: str = "") -> str:
        """What was typed into a field, as it was; `default` where there is no such field."""
        value = self.data.get(name, default)
        return value if isinstance(value, str) else default

    def all(self, name: str) -> list[str]:
        """Every value of a field that may be given several times."""
        return [value for value in self.data.getlist(name) if isinstance(value, str)]

    def file(self, name: str) -> UploadFile | None:
        """The file that was chosen, if one was."""
        value = self.data.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def anew(self, name: str, now: str) -> str | None:
        """What the person says otherwise than the field said when it was shown.

        None where they left it alone, so that whatever it is by `now` stays. What has changed
        on both sides is noted as an error; sent once more, the person's own word counts.
        """
        typed, was = self.text(name), self.data.get(WAS + name)
        if name not in self.data or mark(typed) == was:
            return None
        if was is not None and was != mark(now) and typed != _plain(now):
            shown = f"It is now: “{now[:LONGEST_SHOWN]}”" if now else "It is empty now."
            self.refuse(name, f"{OVERTAKEN} {shown}. Send the form again to keep yours.")
            self.overtaken.add(name)
            return None
        return typed

    def was(self, name: str, now: object) -> str:
        """The mark that a field, filled with `now`, has to bring back."""
        was = self.typed(WAS + name)
        return mark(str(now)) if not was or name in self.overtaken else was

    def number(self, name: str, written: str, *, least: int, most: int) -> int:
        """The whole number written; what is none is noted as the field's error: `least`."""
        if written.isascii() and written.isdecimal() and len(written) <= len(str(most)):
            number = int(written)
            if least <= number <= most:
                return number
        self.refuse(name, f"A whole number from {least} to {most}.")
        return least

    def refuse(self, name: str, why: str) -> None:
        """Note what is wrong with a field, or with `WHOLE`; the first word counts."""
        self.errors.setdefault(name, why)

    def take(self, error: ServiceError, name: str = WHOLE, instead: str | None = None) -> None:
        """Note a journey's refusal beside the field that it is about, else beside `name`.

        `instead` is what to do next where the refusal's own hint names a command.
        """
        self.refuse(error.field or name, f"{error} {hint(error, instead)}".strip())


def mark(text: str) -> str:
    """Return what a text is compared by where it would be too long to be sent twice."""
    return sha256(_plain(text).encode(errors="replace")).hexdigest()[:16]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def is_form(request: Request) -> bool:
    """Whether the request says that it brings a form."""
    return media_type(request) in TYPES


async def read_form(request: Request) -> Form:
    """Read the body as a form, or refuse it."""
    if not is_form(request):
        raise Refused(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "This page takes forms, and nothing else.",
            hint="For programs there is the API: /openapi.json describes it.",
        )
    data = await whole_form(
        request, max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES
    )
    return Form(data)
