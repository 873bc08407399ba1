"""Merging lists: which items are the same, which came and went, and in what order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar

from service.domain.plan import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence


class Identified(Protocol):
    """Anything with an id, which is empty where a file gave none."""

    @property
    def id(self) -> str:
        """The id."""


Item = TypeVar("Item", bound=Identified)
Value = TypeVar("Value", bound="Hashable")
A = TypeVar("A")
B = TypeVar("B")

_Keys: TypeAlias = "Callable[[A], Iterable[str]]"
_Stage: TypeAlias = "tuple[_Keys[A], _Keys[B]]"


@dataclass(frozen=True, slots=True)
class Match(Generic[Item]):
    """An item of the file, with what it was in the last file and what it is in the plan."""

    incoming: Item
    base: Item | None
    local: Item | None


@dataclass(frozen=True, slots=True)
class Naming(Generic[Item]):
    """How items of one kind are called now, were called before, and get an id."""

    present: Callable[[Item], str]
    former: Callable[[Item], Iterable[str]]
    with_id: Callable[[Item, str], Item]


def newer(base: Value, local: Value, incoming: Value) -> Value:
    """The file's value where the file changed it, else the plan's."""
    return local if incoming == base else incoming


def newer_set(
    base: Sequence[Value], local: Sequence[Value], incoming: Sequence[Value]
) -> tuple[Value, ...]:
    """The plan's values without those the file dropped, and with those it brought."""
    dropped = set(base) - set(incoming)
    present = [value for value in local if value not in dropped]
    brought = [value for value in incoming if value not in base and value not in present]
    return tuple(in_order(base, [*present, *brought], incoming))


def identified(
    items: Sequence[Item], local: Sequence[Item], naming: Naming[Item]
) -> tuple[Item, ...]:
    """Give items without an id the one that they have in the plan, if they are in it."""
    return tuple(
        naming.with_id(match.incoming, match.local.id)
        if match.local and not match.incoming.id
        else match.incoming
        for match in match_all((), local, items, naming)
    )


def match_all(
    base: Sequence[Item], local: Sequence[Item], incoming: Sequence[Item], naming: Naming[Item]
) -> list[Match[Item]]:
    """Find each item of the file in the last file and in the plan, each at most once.

    By id (its own, or the one it had in the last file), then by present name, then by former
    names: those that the plan remembers, and those that the file gives.
    """
    was = _pairs(incoming, base, [(_ids, _ids), *_by_name(naming, lambda item: item)])
    both = [(item, was.get(index)) for index, item in enumerate(incoming)]

    def own(pair: tuple[Item, Item | None]) -> Item:
        return pair[0]

    def own_id(pair: tuple[Item, Item | None]) -> Iterable[str]:
        return _ids(pair[0])

    def base_id(pair: tuple[Item, Item | None]) -> Iterable[str]:
        return _ids(pair[1]) if pair[1] is not None else ()

    now = _pairs(both, local, [(own_id, _ids), (base_id, _ids), *_by_name(naming, own)])
    return [Match(item, before, now.get(index)) for index, (item, before) in enumerate(both)]


def in_order(
    base: Sequence[Value], local: Sequence[Value], incoming: Sequence[Value]
) -> list[Value]:
    """Put the plan's values into the file's order where the file changed it, else leave it.

    What only the other side orders stands behind the one it stands behind there.
    """
    present = set(local)
    theirs = [value for value in incoming if value in present]
    common = set(base) & set(incoming)
    before = [value for value in base if value in common]
    if before == [value for value in incoming if value in common]:
        fresh = set(theirs) - common
        return _woven([value for value in local if value not in fresh], theirs)
    return _woven(theirs, local)


def _ids(item: Identified) -> Iterable[str]:
    return (item.id,) if item.id else ()


def _by_name(naming: Naming[Item], item_of: Callable[[A], Item]) -> list[_Stage[A, Item]]:
    def present(item: Item) -> Iterable[str]:
        return (wording(naming.present(item)),)

    def former(item: Item) -> Iterable[str]:
        return map(wording, naming.former(item))

    return [
        (lambda one: present(item_of(one)), present),
        (lambda one: present(item_of(one)), former),
        (lambda one: former(item_of(one)), present),
    ]


def _pairs(
    wanted: Sequence[A], there: Sequence[B], stages: Sequence[_Stage[A, B]]
) -> dict[int, B]:
    """Pair by the first stage that finds a partner; a partner is given away once."""
    found: dict[int, B] = {}
    given: set[int] = set()
    for keys, keys_there in stages:
        offers: dict[str, list[int]] = defaultdict(list)
        for place, candidate in enumerate(there):
            for key in keys_there(candidate):
                offers[key].append(place)
        for index, one in enumerate(wanted):
            if index in found:
                continue
            for place in (place for key in keys(one) for place in offers[key]):
                if place not in given:
                    found[index] = there[place]
                    given.add(place)
                    break
    return found


def _woven(main: Sequence[Value], other: Sequence[Value]) -> list[Value]:
    woven, inside = list(main), set(main)
    previous: Value | None = None
    for value in other:
        if value not in inside:
            woven.insert(woven.index(previous) + 1 if previous is not None else 0, value)
            inside.add(value)
        previous = value
    return woven
