"""One mapping of a plan file, read key by key; whatever is wrong is noted and skipped."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from service.domain.planfile_nodes import Mapping, Node, Scalar, Sequence, Unusable
from service.domain.planfile_problems import Mark, did_you_mean, shown
from service.domain.planfile_text import is_blank, is_printable
from service.domain.quarter import Quarter

if TYPE_CHECKING:
    from collections.abc import Collection

    from service.domain.planfile_problems import Problems

Choice = TypeVar("Choice", bound=StrEnum)

YEARS = range(1900, 9999)

_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


class Record:
    """The keys of one mapping.

    Every reader returns None (or what is empty) for a key that is absent, stands for nothing
    or is wrong; the wrong ones are in `problems`.
    """

    def __init__(
        self, node: Mapping, known: Collection[str], problems: Problems, *, what: str
    ) -> None:
        self.mark = node.mark
        self._problems = problems
        self._what = what
        self._nodes: dict[str, Node] = {}
        for key, value in node.pairs:
            self._take(key, value, known)

    def __contains__(self, key: str) -> bool:
        """Whether the key is there, even if it is wrong."""
        return key in self._nodes

    @property
    def is_exported(self) -> bool:
        """Whether it has an id: then it says what was there, however odd that is."""
        return "id" in self

    def is_empty(self, key: str) -> bool:
        """Whether there is text of nothing but spaces."""
        node = self._nodes.get(key)
        return isinstance(node, Scalar) and not node.text.strip()

    def is_blank(self, key: str) -> bool:
        """Whether there is text of which nothing can be seen."""
        node = self._nodes.get(key)
        return isinstance(node, Scalar) and is_blank(node.text)

    def where(self, key: str) -> Mark:
        """The place of a value, or of the whole where the key is absent."""
        return self._nodes[key].mark if key in self._nodes else self.mark

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        """Note a problem with one value."""
        self._problems.add(self.where(key), message, hint)

    def require(self, key: str, hint: str) -> None:
        """Note a problem where the key is absent."""
        if key not in self._nodes:
            self._problems.add(self.mark, f"This {self._what} has no `{key}`.", hint)

    def text(self, key: str, longest: int) -> str:
        """Text of any shape."""
        node = self._nodes.get(key)
        return read_text(node, longest, self._problems, what=f"`{key}`") if node else ""

    def line(self, key: str, longest: int) -> str:
        """Text on one line; breaks within become spaces."""
        return one_line(self.text(key, longest))

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """One word out of a few."""
        written = self._written(key, "one word")
        if written is None:
            return None
        try:
            return choices(written)
        except ValueError:
            words = [choice.value for choice in choices]
            self.wrong(key, f"{shown(written)} is no `{key}`.", did_you_mean(written, words))
            return None

    def flag(self, key: str) -> bool:
        """True or false."""
        written = self._written(key, "true or false")
        if written is None:
            return False
        if written.lower() not in _FLAGS:
            self.wrong(key, f"{shown(written)} is neither true nor false.", "Write `true`.")
        return _FLAGS.get(written.lower(), False)

    def whole(self, key: str, most: int) -> int | None:
        """A whole number from 0 to `most`."""
        written = self._written(key, "a whole number")
        if written is None:
            return None
        if not _NUMBER.fullmatch(written) or int(written) > most:
            hint = f"Write a whole number from 0 to {most}."
            self.wrong(key, f"{shown(written)} is no number for `{key}`.", hint)
            return None
        return int(written)

    def day(self, key: str) -> date | None:
        """A day, written 2027-05-03."""
        written = self._written(key, "a day")
        if written is None:
            return None
        if not _DAY.fullmatch(written) or int(written[:4]) not in YEARS:
            self.wrong(key, f"{shown(written)} is no day.", "Write it like 2027-05-03.")
            return None
        try:
            return date.fromisoformat(written)
        except ValueError:
            hint = "Look at the month and the day."
            self.wrong(key, f"{shown(written)} is not in the calendar.", hint)
            return None

    def quarter(self, key: str) -> Quarter | None:
        """A quarter, written 2027-Q1."""
        written = self._written(key, "a quarter")
        if written is None:
            return None
        try:
            quarter = Quarter.parse(written)
        except ValueError:
            quarter = None
        if quarter is None or quarter.year not in YEARS:
            self.wrong(key, f"{shown(written)} is no quarter.", "Write it like 2027-Q1.")
            return None
        return quarter

    def word(self, key: str) -> str | None:
        """Whatever single value is there, as written."""
        return self._written(key, "one word")

    def items(self, key: str, most: int) -> tuple[Node, ...]:
        """The items of a list that are anything at all."""
        match self._nodes.get(key):
            case None | Unusable():
                return ()
            case Sequence(items=items):
                if len(items) > most:
                    hint = f"Keep it to {most:,}."
                    self.wrong(key, f"There are {len(items):,} in `{key}`: too many.", hint)
                return tuple(self._usable(item, key) for item in items[:most])
            case _:
                hint = f"Begin each with a dash, or write `{key}: [one, another]`."
                self.wrong(key, f"`{key}` has to be a list.", hint)
                return ()

    def lines(self, key: str, *, most: int, longest: int) -> tuple[str, ...]:
        """The items of a list of texts, each on one line."""
        read = (
            one_line(read_text(item, longest, self._problems, what=f"This in `{key}`"))
            for item in self.items(key, most)
        )
        return tuple(line for line in read if line)

    def record(self, key: str, known: Collection[str]) -> Record | None:
        """The mapping under a key."""
        match self._nodes.get(key):
            case None | Unusable():
                return None
            case Mapping() as node:
                return Record(node, known, self._problems, what=f"`{key}`")
            case _:
                hint = f"Known here: {', '.join(known)}."
                self.wrong(key, f"`{key}` has to hold keys and values.", hint)
                return None

    def _take(self, key: Node, value: Node, known: Collection[str]) -> None:
        if not isinstance(key, Scalar):
            if not isinstance(key, Unusable):
                self._problems.add(key.mark, "A key has to be one word.", "Write `key: value`.")
        elif key.text not in known:
            message = f"{shown(key.text)} is no key of {_article(self._what)}."
            self._problems.add(key.mark, message, did_you_mean(key.text, known))
        elif key.text in self._nodes:
            hint = f"It is there already; keep one `{key.text}`."
            self._problems.add(key.mark, f"{shown(key.text)} is given twice.", hint)
        elif not (isinstance(value, Scalar) and value.is_null):
            self._nodes[key.text] = value

    def _written(self, key: str, wanted: str) -> str | None:
        match self._nodes.get(key):
            case None | Unusable():
                return None
            case Scalar(text=text):
                return text.strip()
            case _:
                self.wrong(key, f"`{key}` has to be {wanted}.", "Write a single value.")
                return None

    def _usable(self, item: Node, key: str) -> Node:
        if isinstance(item, Scalar) and (item.is_null or self._says_nothing(item.text)):
            self._problems.add(item.mark, f"An item of `{key}` is empty.", "Take it out.")
            return Unusable(item.mark)
        return item

    def _says_nothing(self, text: str) -> bool:
        return not text.strip() or (is_blank(text) and not self.is_exported)


def read_text(node: Node, longest: int, problems: Problems, *, what: str) -> str:
    """The text of a single value; empty where it is none, with the reason in `problems`."""
    if isinstance(node, Unusable):
        return ""
    if not isinstance(node, Scalar):
        problems.add(node.mark, f"{what} has to be text.", "Put quotes around it if it is.")
        return ""
    if len(node.text) > longest:
        message = f"{what} is too long: {len(node.text):,} characters."
        problems.add(node.mark, message, f"Asana takes it up to {longest:,}.")
        return ""
    if not is_printable(node.text):
        problems.add(node.mark, f"{what} holds a control character.", "Take it out.")
        return ""
    return node.text


def one_line(text: str) -> str:
    """The text with its line breaks turned into spaces."""
    return " ".join(text.split()) if _BREAK.search(text) else text


def _article(what: str) -> str:
    return what if what.startswith("`") else f"a {what}"
