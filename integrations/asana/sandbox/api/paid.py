"""What costs money: refused on a free workspace, and no part of the stand-in on a paid one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.refusals import Refusal, needs_plan

if TYPE_CHECKING:
    from integrations.asana.sandbox.api.call import Body, Call


def search(call: Call) -> Body:
    """GET /workspaces/{gid}/tasks/search."""
    raise _refusal(call, "Search")


def custom_fields(call: Call) -> Body:
    """Everything about custom fields."""
    raise _refusal(call, "Custom Fields")


def goals(call: Call) -> Body:
    """Everything about Asana's own goals."""
    raise _refusal(call, "Goals")


def dependencies(call: Call) -> Body:
    """POST /tasks/{gid}/addDependencies."""
    raise _refusal(call, "Dependencies")


def _refusal(call: Call, feature: str) -> Refusal:
    mine = [one for one in call.world.workspaces.values() if call.user in one.members]
    if all(not one.paid for one in mine):
        return needs_plan(feature)
    return Refusal(501, f"{feature}: The stand-in does not have this.")
