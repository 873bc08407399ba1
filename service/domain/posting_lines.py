"""The lines of a posting, and how a person picks those that count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.plan import Kind, Requirement, wording
from service.domain.planfile_read import LINE, MOST_ITEMS
from service.domain.planfile_text import is_blank, is_printable
from service.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    _Change = Callable[[Requirement], Requirement]


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One line of a posting as written, and what it was read as.

    `chosen` says that it reads as a requirement. `heading` is the heading it stands under.
    """

    text: str
    chosen: bool = False
    nice_to_have: bool = False
    kind: Kind = Kind.SKILL
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A line under the number that it is picked by, from 1 on.

    `asked` says that it is one of the posting's requirements in the plan, `own` that the
    person wrote it: no line of the posting itself reads so.
    """

    number: int
    text: str
    nice_to_have: bool
    kind: Kind
    heading: str = ""
    asked: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Picks:
    """What to change of a posting's requirements; each line by its number or its words.

    What `add` names in words that no line has is a line of the person's own. A line that is
    given a weight or a kind is added where it was not picked yet; what is dropped is dropped.
    """

    add: Sequence[int | str] = ()
    drop: Sequence[int | str] = ()
    must_have: Sequence[int | str] = ()
    nice_to_have: Sequence[int | str] = ()
    skill: Sequence[int | str] = ()
    attribute: Sequence[int | str] = ()


def chosen(lines: Iterable[PostingLine]) -> tuple[Requirement, ...]:
    """The requirements that the lines read as, each once."""
    found: dict[str, Requirement] = {}
    for line in lines:
        if line.chosen:
            one = Requirement(line.text, line.kind, line.nice_to_have)
            found.setdefault(wording(line.text), one)
    return tuple(found.values())


def as_lines(requirements: Iterable[Requirement]) -> tuple[PostingLine, ...]:
    """The lines of a posting of which only the requirements are known."""
    return tuple(
        PostingLine(one.text, chosen=True, nice_to_have=one.nice_to_have, kind=one.kind)
        for one in requirements
    )


def offers(
    lines: Sequence[PostingLine], requirements: Sequence[Requirement]
) -> tuple[Offer, ...]:
    """All lines in reading order, then the requirements that are no line of the posting."""
    asked = {wording(one.text): one for one in requirements}
    written = {wording(line.text) for line in lines}
    own = [one for key, one in asked.items() if key not in written]
    return (
        *(_offer(number, line, asked) for number, line in enumerate(lines, start=1)),
        *(
            Offer(number, one.text, one.nice_to_have, one.kind, asked=True, own=True)
            for number, one in enumerate(own, start=len(lines) + 1)
        ),
    )


def picked(
    lines: Sequence[PostingLine], requirements: Sequence[Requirement], *picks: Picks
) -> tuple[Requirement, ...]:
    """The requirements after the person's picks, in reading order, own lines at the end.

    Each picks among the lines as the one before it left them. Raises `NotFound` for a line
    that is not there, `InvalidInput` for an own one that no plan can hold.
    """
    asked = tuple(requirements)
    for one in picks:
        asked = _picked(lines, asked, one)
    return asked


def _picked(
    lines: Sequence[PostingLine], requirements: Sequence[Requirement], picks: Picks
) -> tuple[Requirement, ...]:
    asked = {wording(one.text): one for one in requirements}
    offered = offers(lines, requirements)
    for one in _added(offered, picks):
        asked.setdefault(wording(one.text), one)
    for which, change in _marked(picks):
        one = _requirement(_named(offered, which))
        key = wording(one.text)
        asked[key] = change(asked.get(key, one))
    for which in picks.drop:
        asked.pop(wording(_named(offered, which).text), None)
    if len(asked) > MOST_ITEMS:
        raise InvalidInput(
            f"That would be {len(asked):,} requirements.",
            hint=f"Pick at most {MOST_ITEMS:,} lines of a posting.",
        )
    return _in_reading_order(lines, asked.values())


def _in_reading_order(
    lines: Sequence[PostingLine], requirements: Iterable[Requirement]
) -> tuple[Requirement, ...]:
    place: dict[str, int] = {}
    for number, line in enumerate(lines):
        place.setdefault(wording(line.text), number)
    end = len(lines)
    return tuple(sorted(requirements, key=lambda one: place.get(wording(one.text), end)))


def _offer(number: int, line: PostingLine, asked: dict[str, Requirement]) -> Offer:
    one = asked.get(wording(line.text))
    nice = one.nice_to_have if one else line.nice_to_have
    kind = one.kind if one else line.kind
    return Offer(number, line.text, nice, kind, line.heading, asked=one is not None)


def _added(offered: Sequence[Offer], picks: Picks) -> Iterator[Requirement]:
    worded = {wording(one.text): one for one in reversed(offered)}
    for which in picks.add:
        if isinstance(which, int):
            yield _requirement(_named(offered, which))
        elif (there := worded.get(wording(which))) is not None:
            yield _requirement(there)
        else:
            yield Requirement(_own(which))


def _marked(picks: Picks) -> Iterator[tuple[int | str, _Change]]:
    """Each line that is given a weight or a kind, and how that changes it."""
    for names, change in (
        (picks.must_have, lambda was: replace(was, nice_to_have=False)),
        (picks.nice_to_have, lambda was: replace(was, nice_to_have=True)),
        (picks.skill, lambda was: replace(was, kind=Kind.SKILL)),
        (picks.attribute, lambda was: replace(was, kind=Kind.ATTRIBUTE)),
    ):
        yield from ((which, change) for which in names)


def _requirement(offer: Offer) -> Requirement:
    return Requirement(offer.text, offer.kind, offer.nice_to_have)


def _named(offered: Sequence[Offer], which: int | str) -> Offer:
    """The line with this number or these words, or the only one that begins so."""
    if isinstance(which, int):
        found = [one for one in offered if one.number == which]
        said = f"no line {which}"
    else:
        word = wording(which)
        begins = [one for one in offered if word and wording(one.text).startswith(word)]
        found = [one for one in begins if wording(one.text) == word] or begins
        said = f"no line “{which[:100]}”"
    if len({wording(one.text) for one in found}) > 1:
        numbers = ", ".join(str(one.number) for one in found[:10])
        raise NotFound(f"Several lines begin so: {numbers}.", hint="Say which by its number.")
    if not found:
        most = f"from 1 to {len(offered)}" if offered else "none so far"
        raise NotFound(f"The posting has {said}.", hint=f"Its lines have numbers, {most}.")
    return found[0]


def _own(text: str) -> str:
    line = " ".join(text.split())
    if is_blank(line):
        raise InvalidInput("A line of your own is empty.", hint="Write what is asked for.")
    if not is_printable(line):
        raise InvalidInput("The line holds a control character.", hint="Take it out.")
    if len(line) > LINE:
        raise InvalidInput(
            f"The line is too long: {len(line):,} characters.", hint=f"Keep it to {LINE:,}."
        )
    return line
