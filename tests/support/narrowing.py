"""What a migration asks of a program that was written before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, inspect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


LETS_GO = ("CASCADE", "SET NULL")


@dataclass(frozen=True)
class Shape:
    """A table, as far as it may stand in the way of an older program."""

    columns: dict[str, Any]
    rules: frozenset[str]
    holds_accounts: bool


def shapes(tx: Connection) -> dict[str, Shape]:
    """Return the tables as they are now."""
    found = inspect(tx)
    return {name: _shape(found, name) for name in found.get_table_names()}


def narrowings(before: dict[str, Shape], after: dict[str, Shape]) -> list[str]:
    """Say what there is in `after` that a program for `before` cannot live with."""
    return [*_gone(before, after), *_stricter(before, after), *_unknown(before, after)]


def _shape(found: Any, name: str) -> Shape:
    uniques = [one["column_names"] for one in found.get_unique_constraints(name)]
    uniques += [one["column_names"] for one in found.get_indexes(name) if one["unique"]]
    foreign = found.get_foreign_keys(name)
    checks = [one["sqltext"] for one in found.get_check_constraints(name)]
    rules = {f"unique {sorted(each)}" for each in uniques}
    rules |= {f"from elsewhere {sorted(one['constrained_columns'])}" for one in foreign}
    rules |= {f"check {each}" for each in checks}
    columns = {column["name"]: column for column in found.get_columns(name)}
    holds = any(one["options"].get("ondelete") not in LETS_GO for one in foreign)
    return Shape(columns, frozenset(rules), holds)


def _gone(before: dict[str, Shape], after: dict[str, Shape]) -> Iterator[str]:
    for name, table in before.items():
        if name not in after:
            yield f"{name} is gone"
            continue
        for column in table.columns.keys() - after[name].columns.keys():
            yield f"{name}.{column} is gone"


def _stricter(before: dict[str, Shape], after: dict[str, Shape]) -> Iterator[str]:
    for name in before.keys() & after.keys():
        was, now = before[name], after[name]
        for rule in sorted(now.rules - was.rules):
            yield f"{name} has a new rule: {rule}"
        for column in was.columns.keys() & now.columns.keys():
            old, new = was.columns[column], now.columns[column]
            if old["nullable"] and not new["nullable"]:
                yield f"{name}.{column} must have a value"
            if repr(old["type"]) != repr(new["type"]):
                yield f"{name}.{column} is of another type"
            if old["default"] is not None and new["default"] is None:
                yield f"{name}.{column} has no default any more"


def _unknown(before: dict[str, Shape], after: dict[str, Shape]) -> Iterator[str]:
    """What it does not write, delete or seal anew, because it does not know of it."""
    for name, table in after.items():
        is_new = name not in before
        if is_new and table.holds_accounts:
            yield f"{name} keeps rows from being deleted"
        known = {} if is_new else before[name].columns
        for column, found in table.columns.items():
            if column in known:
                continue
            if not is_new and not found["nullable"] and found["default"] is None:
                yield f"{name}.{column} must be given"
            if isinstance(found["type"], LargeBinary):
                yield f"{name}.{column} may hold a secret, to be sealed anew"
