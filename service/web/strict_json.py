"""JSON as two programs cannot read it differently: I-JSON, RFC 7493."""

from __future__ import annotations

import json
import math
from typing import NoReturn

MAX_DEPTH = 32


class NotStrictJson(ValueError):
    """The text is refused; the message says why and repeats nothing of it."""


def loads(raw: bytes) -> object:
    """Read one JSON value.

    Refused, where Python's own reader is lenient: NaN and numbers beyond a float, a name
    given twice, half a surrogate pair, NUL (PostgreSQL has no place for it), deep nesting,
    and every encoding but UTF-8 without a mark.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except NotStrictJson:
        raise
    except UnicodeDecodeError:
        raise NotStrictJson("The body is not UTF-8.") from None
    except RecursionError:
        raise NotStrictJson("The JSON is nested too deeply.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotStrictJson(f"The body is not JSON: {error.msg}, {where}.") from None
    except ValueError:  # an integer longer than Python converts
        raise NotStrictJson("The JSON holds a number that is too long.") from None
    _check_texts(value)
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise NotStrictJson("The JSON gives one name twice in the same object.")
    return members


def _refuse_constant(_name: str) -> NoReturn:
    raise NotStrictJson("The JSON holds NaN or Infinity, which are no JSON numbers.")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise NotStrictJson("The JSON holds a number that is too large.")
    return number


def _check_texts(root: object) -> None:
    rest: list[tuple[object, int]] = [(root, 0)]
    while rest:
        value, depth = rest.pop()
        if depth > MAX_DEPTH:
            raise NotStrictJson("The JSON is nested too deeply.")
        match value:
            case str():
                _check_text(value)
            case list():
                rest.extend((item, depth + 1) for item in value)
            case dict():
                rest.extend((item, depth + 1) for item in (*value.keys(), *value.values()))


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise NotStrictJson("The JSON holds a NUL character.")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise NotStrictJson("The JSON holds half of a surrogate pair.")
