"""Postings as they were brought, dated: what is kept when a page is gone from the web."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from service.domain.plan import Kind
from service.domain.posting_lines import PostingLine, as_lines
from service.store.codec import decode_posting, encode
from service.store.tables import posting_copies
from service.store.upsert import insert_or_update

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from service.domain.plan import Posting

row = posting_copies.c


class Came(StrEnum):
    """How a posting came: brought in one of three ways, or written in a plan file."""

    TEXT = "text"
    FILE = "file"
    LINK = "link"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class PostingCopy:
    """A posting as it last stood in the plan, and as it was brought.

    `text` is what people read of it, `lines` are all of them, in reading order.
    """

    posting: Posting
    brought_at: datetime
    came: Came
    text: str
    lines: tuple[PostingLine, ...]


def put(tx: Connection, account_id: int, copy: PostingCopy) -> None:
    """Keep a copy, in place of the one of the same posting."""
    document = encode(copy.posting)
    values = {
        "account_id": account_id,
        "posting_id": copy.posting.id,
        "title": copy.posting.title,
        "url": copy.posting.url,
        "requirements": document["requirements"],
        "brought_at": copy.brought_at,
        "came": copy.came.value,
        "text": copy.text,
        "lines": [{**asdict(line), "kind": line.kind.value} for line in copy.lines],
    }
    insert_or_update(tx, posting_copies, [values], "account_id", "posting_id")


def leave(tx: Connection, account_id: int, posting: Posting, now: datetime) -> None:
    """Remember how a posting stood that leaves the plan; one without a copy gets one."""
    lines = as_lines(posting.requirements)
    text = "\n".join(line.text for line in lines)
    copy = get(tx, account_id, posting.id) or PostingCopy(posting, now, Came.PLAN, text, lines)
    put(tx, account_id, replace(copy, posting=posting))


def get(tx: Connection, account_id: int, posting_id: str) -> PostingCopy | None:
    """Return the copy of one posting."""
    which = (row.account_id == account_id, row.posting_id == posting_id)
    found = tx.execute(select(posting_copies).where(*which)).one_or_none()
    return None if found is None else _copy(found)


def all_of(tx: Connection, account_id: int) -> list[PostingCopy]:
    """Return every copy, the youngest first."""
    statement = select(posting_copies).where(row.account_id == account_id)
    ordered = statement.order_by(row.brought_at.desc(), row.posting_id)
    return [_copy(found) for found in tx.execute(ordered)]


def _copy(found: Row[Any]) -> PostingCopy:
    document: Mapping[str, Any] = {
        "id": found.posting_id,
        "title": found.title,
        "url": found.url,
        "requirements": found.requirements,
    }
    return PostingCopy(
        decode_posting(document),
        found.brought_at,
        Came(found.came),
        found.text,
        tuple(PostingLine(**{**line, "kind": Kind(line["kind"])}) for line in found.lines),
    )
