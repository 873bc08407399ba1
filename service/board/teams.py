"""The team of an organisation that wants its projects to belong to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.usecases.ports import Refusal

if TYPE_CHECKING:
    from integrations.asana.client import AsanaClient


def only_team(client: AsanaClient, workspace: str) -> str:
    """Return the gid of the person's one team; with none or several, they have to say which."""
    teams = client.teams(workspace)
    if len(teams) == 1:
        return teams[0].gid
    names = ", ".join(team.name for team in teams) or "you are in no team yet"
    raise Refusal(
        "This organisation wants a project to belong to a team.",
        hint=f"Run `momentum connect --team NAME` and choose: {names}.",
    )
