"""opt_fields: which properties a caller asked for."""

from __future__ import annotations

from functools import lru_cache

from integrations.asana.sandbox.refusals import bad


class Wanted(dict[str, "Wanted"]):
    """The properties asked for, each with what is asked for below it."""


def wanted(names: object) -> Wanted | None:
    """Read a comma-separated string, or a list of names; None asks for the default."""
    if names in (None, "", []):
        return None
    if isinstance(names, list):
        names = ",".join(str(name) for name in names)
    if not isinstance(names, str):
        raise bad("opt_fields: Not a list of fields")
    return _parsed(names)


@lru_cache(maxsize=256)
def _parsed(names: str) -> Wanted:
    root = Wanted()
    for name in names.split(","):
        below = root
        for part in name.strip().removeprefix("this.").split("."):
            below = below.setdefault(part, Wanted())
    return root
