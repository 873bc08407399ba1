"""Style and script: read once, named by their content, and kept by browsers for good."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from importlib import resources

from fastapi import APIRouter, Response

from service.web.problem import Refused

FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    media_type: str
    digest: str


def _read() -> dict[str, _File]:
    found = {}
    for entry in resources.files("service.web").joinpath("static").iterdir():
        media_type = TYPES.get(entry.name.rpartition(".")[2])
        if media_type:
            content = entry.read_bytes()
            found[entry.name] = _File(content, media_type, sha256(content).hexdigest()[:12])
    return found


_FILES = _read()

router = APIRouter(include_in_schema=False)


def asset(name: str) -> str:
    """Return the address of a file; KeyError for one that is not there."""
    return f"/static/{name}?v={_FILES[name].digest}"


@router.get("/static/{name}")
def static(name: str) -> Response:
    """Serve a file; the same for everybody, so that it needs no session."""
    file = _FILES.get(name)
    if file is None:
        raise Refused(HTTPStatus.NOT_FOUND, "There is no such file.")
    headers = {"Cache-Control": FOREVER}
    return Response(file.content, media_type=file.media_type, headers=headers)
