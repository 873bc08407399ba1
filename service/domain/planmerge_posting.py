"""The postings of a file merged into the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.plan import Posting, new_id
from service.domain.planmerge_lists import (
    Naming,
    identified,
    in_order,
    match_all,
    newer,
    newer_set,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_POSTINGS: Naming[Posting] = Naming(
    present=lambda posting: posting.title,
    former=lambda _: (),
    with_id=lambda posting, posting_id: replace(posting, id=posting_id),
)


@dataclass(frozen=True, slots=True)
class PostingsMerge:
    """The plan's postings, the file's under the ids they now have, and those it lacks."""

    postings: tuple[Posting, ...]
    file: tuple[Posting, ...]
    missing: tuple[Posting, ...]


def merge_postings(
    base: Sequence[Posting], local: Sequence[Posting], incoming: Sequence[Posting]
) -> PostingsMerge:
    """Merge postings; `missing` are those of the last file that this one lacks, all kept.

    A posting that was removed from the plan stays removed unless the file changed it since.
    """
    base = identified(base, local, _POSTINGS)
    merged = {posting.id: posting for posting in local}
    file: list[Posting] = []
    for match in match_all(base, local, incoming, _POSTINGS):
        posting, was, mine = match.incoming, match.base, match.local
        if mine is not None:
            merged[mine.id] = _merged(
                was or replace(posting, url="", requirements=()), mine, posting
            )
            file.append(replace(posting, id=mine.id))
        elif was is not None and replace(posting, id=was.id) == was:
            file.append(was)
        else:
            file.append(replace(posting, id=posting.id or new_id()))
            merged[file[-1].id] = file[-1]
    in_file = {posting.id for posting in file}
    missing = [
        posting for posting in base if posting.id in merged and posting.id not in in_file
    ]
    order = in_order(
        [posting.id for posting in base], list(merged), [posting.id for posting in file]
    )
    return PostingsMerge(tuple(merged[one] for one in order), tuple(file), tuple(missing))


def _merged(was: Posting, local: Posting, incoming: Posting) -> Posting:
    return Posting(
        title=newer(was.title, local.title, incoming.title),
        requirements=newer_set(was.requirements, local.requirements, incoming.requirements),
        url=newer(was.url, local.url, incoming.url),
        id=local.id,
    )
