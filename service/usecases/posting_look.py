"""A posting as it is looked at: with all its lines, picked and not, and how it came."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from integrations.postings.reader.marks import marks
from service.domain import search
from service.domain.planfile import posting_as_dict
from service.domain.posting_lines import as_lines, offers
from service.store import posting_copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from service.domain.plan import Plan, Posting
    from service.domain.posting_lines import Offer, PostingLine
    from service.store.posting_copies import PostingCopy

NOTHING_FOUND = "No line of it is picked: pick what it asks for by the numbers of its lines."


@dataclass(frozen=True, slots=True)
class Look:
    """A posting with all its lines; a former one as it last stood in the plan.

    One that came in a plan file has no copy while it is in the plan: its lines are its
    requirements.
    """

    posting: Posting
    active: bool
    copy: PostingCopy | None = None

    @property
    def lines(self) -> tuple[PostingLine, ...]:
        """All lines, as they were read."""
        return self.copy.lines if self.copy else as_lines(self.posting.requirements)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """All lines under their numbers, picked and not."""
        return offers(self.lines, self.posting.requirements)

    @property
    def notice(self) -> str:
        """What the person should know of it; empty where nothing is amiss."""
        return "" if self.posting.requirements else NOTHING_FOUND

    def as_dict(self) -> dict[str, object]:
        """The posting in plan.yaml's own keys, where it is, and how it came."""
        copy = self.copy
        return {
            "id": self.posting.id,
            "title": self.posting.title,
            "url": self.posting.url,
            "requirements": [],
            **posting_as_dict(self.posting),
            "active": self.active,
            "brought_at": copy.brought_at.isoformat() if copy else None,
            "came": copy.came.value if copy else "plan",
            "notice": self.notice,
        }

    def in_full(self) -> dict[str, object]:
        """The same with the text that it was read from, and every line with its measures."""
        return {
            **self.as_dict(),
            "lines": [_line(offer) for offer in self.offers],
            "text": self.copy.text if self.copy else "",
        }


def all_of(tx: Connection, account_id: int, plan: Plan) -> list[Look]:
    """Read the plan's postings in its order, then the former ones, the youngest first."""
    copies = {copy.posting.id: copy for copy in posting_copies.all_of(tx, account_id)}
    active = [Look(one, active=True, copy=copies.pop(one.id, None)) for one in plan.postings]
    return [*active, *(Look(one.posting, active=False, copy=one) for one in copies.values())]


def find(looks: Sequence[Look], wanted: str) -> Look:
    """Return the one with this id or title, or whose title alone begins so; else `NotFound`."""
    found = search.find(
        [one.posting for one in looks],
        wanted,
        name=lambda posting: posting.title,
        first=lambda posting: any(one.active for one in looks if one.posting is posting),
        noun="posting",
        where="momentum posting list --all",
    )
    return next(one for one in looks if one.posting is found)


def _line(offer: Offer) -> dict[str, object]:
    found = marks(offer.text)
    languages = [{"language": name, "level": level} for name, level in found.languages]
    measured = {"years": found.years, "degree": found.degree, "languages": languages}
    return {**asdict(offer), "kind": offer.kind.value, **measured}
