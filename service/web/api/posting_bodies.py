"""What one sends to bring a posting in, and to pick its lines."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Self

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.datastructures import FormData, UploadFile

from service.domain.planfile_read import MOST_ITEMS
from service.domain.posting_lines import Picks
from service.errors import InvalidInput
from service.usecases.posting_draft import MOST_LINES
from service.web.keyed import require_media_type, strictly_read
from service.web.problem import Refused
from service.web.whole_form import IN_PARTS, whole_form

JSON = "application/json"
MOST_TITLE = 10_000

Number = Annotated[int, Field(ge=1, le=MOST_LINES + MOST_ITEMS, strict=True)]
Lines = Annotated[list[Number | str], Field(max_length=MOST_ITEMS)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Brought(_Body):
    """A posting as text or by its link, and what it is to be called."""

    text: str | None = Field(
        default=None, description="Plain, Markdown, HTML or a board's JSON"
    )
    link: str | None = Field(default=None, examples=["https://example.com/jobs/123"])
    title: str = Field(default="", examples=["Head of Product, Acme"])

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.text is None) is (self.link is None):
            raise ValueError("Send either a text or a link.")
        return self


class Changes(_Body):
    """Lines by number, or by their words; words that no line has are added as your own."""

    add: Lines = Field(default_factory=list, description="These count")
    drop: Lines = Field(default_factory=list, description="These do not")
    must_have: Lines = Field(default_factory=list)
    nice_to_have: Lines = Field(default_factory=list)
    skill: Lines = Field(default_factory=list)
    attribute: Lines = Field(default_factory=list)

    def picks(self) -> Picks:
        """Return the same for the journey."""
        return Picks(**dict(self))


@dataclass(frozen=True, slots=True)
class Sent:
    """What came: a text, a link, or a file with its name."""

    title: str
    text: str | None = None
    link: str | None = None
    file: bytes = b""
    name: str = ""


BODY = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": Brought.model_json_schema()},
            IN_PARTS: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "title": {"type": "string"},
                    },
                }
            },
        },
    }
}


async def sent(request: Request) -> Sent:
    """Read a body of either form; each is refused where it is not as described."""
    if require_media_type(request, JSON, IN_PARTS) == IN_PARTS:
        form = await whole_form(request, max_files=1, max_fields=1, max_part_size=MOST_TITLE)
        try:
            return await _from_form(form)
        finally:
            await form.close()
    value = strictly_read(await request.body())
    try:
        body = Brought.model_validate(value)
    except ValidationError as error:
        found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from None
    return Sent(body.title, text=body.text, link=body.link)


async def _from_form(form: FormData) -> Sent:
    file, title = form.get("file"), form.get("title", "")
    if not isinstance(file, UploadFile) or not isinstance(title, str):
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "The form has no file.",
            hint="Send it as `file`, and what the posting is called as `title`.",
        )
    if "\0" in title:
        raise InvalidInput("The title holds a NUL.", hint="Take it out.")
    return Sent(title, file=await file.read(), name=file.filename or "")
