"""Reading multipart/form-data, as much of it as uploads need."""

from __future__ import annotations

from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import unquote

from integrations.asana.sandbox.refusals import bad


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a form; a file has a name."""

    content: bytes
    filename: str | None = None
    media_type: str = "text/plain"

    def text(self) -> str:
        """Return a plain field's value."""
        return self.content.decode()


def read(content_type: str, body: bytes) -> dict[str, Part]:
    """Return a form's fields by name."""
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise bad("Could not parse the form")
    parts: dict[str, Part] = {}
    for one in message.iter_parts():
        name = one.get_param("name", header="content-disposition")
        content = one.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            filename = one.get_filename()
            parts[name] = Part(
                content, unquote(filename) if filename else None, one.get_content_type()
            )
    return parts
