"""The endpoints of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.api.call import EMPTY
from integrations.asana.sandbox.refusals import bad
from integrations.asana.sandbox.state import sections, values
from integrations.asana.sandbox.state.access import find_list, find_section, named
from integrations.asana.sandbox.state.places import END

if TYPE_CHECKING:
    from integrations.asana.sandbox.api.call import Body, Call


def of_list(call: Call) -> Body:
    """GET /projects/{gid}/sections, of a project or of one's own My Tasks."""
    home = find_list(call.world, call.user, call.gid)
    known = call.world.sections
    return call.many([known[gid] for gid in home.sections.as_of(call.as_of) if gid in known])


def create(call: Call) -> Body:
    """POST /projects/{gid}/sections."""
    home = find_list(call.world, call.user, call.gid)
    name = values.text(call.data, "name")
    if not name:
        raise bad("name: Missing input")
    spot = values.spot(call.data, END, after="insert_after", before="insert_before")
    return call.one(sections.create(call.world, call.user, home, name, spot))


def insert(call: Call) -> Body:
    """POST /projects/{gid}/sections/insert."""
    home = find_list(call.world, call.user, call.gid)
    gid = call.data.get("section")
    section = named(find_section, call.world, call.user, "section", gid)
    spot = values.spot(call.data, END, after="after_section", before="before_section")
    sections.move(call.world, call.user, home, section, spot)
    return EMPTY


def get(call: Call) -> Body:
    """GET /sections/{gid}."""
    return call.one(find_section(call.world, call.user, call.gid))


def rename(call: Call) -> Body:
    """PUT /sections/{gid}: the name only."""
    section = find_section(call.world, call.user, call.gid)
    sections.rename(call.world, call.user, section, values.text(call.data, "name"))
    return call.one(section)


def delete(call: Call) -> Body:
    """DELETE /sections/{gid}: an empty one that is not the last."""
    section = find_section(call.world, call.user, call.gid)
    home = find_list(call.world, call.user, section.home)
    sections.delete(call.world, call.user, home, section)
    return EMPTY
