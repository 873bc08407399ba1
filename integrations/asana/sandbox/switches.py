"""What Asana's documents leave open, each as a switch: our journeys must pass either way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(slots=True)
class Switches:
    """How this world behaves where nobody outside Asana knows for sure."""

    external_with_personal_token: bool = True
    """Whether a personal access token may write `external` (the docs say OAuth only)."""
    external_ignored: bool = False
    """Where `external` may not be written: left out in silence rather than refused."""
    external_unique: bool = True
    """Whether a second task with the same `external.gid` is refused."""
    external_held_by_trash: bool = False
    """Whether a trashed task still holds its `external.gid`."""
    trashed_task_answers: Literal["404", "403", "200"] = "404"
    """What GET of a trashed task says; with 200 it is in no project any more."""
    created_task_on_top: bool = False
    """Where `POST /tasks` puts a task within its section."""
    subtask_on_top: bool = False
    """Where a new subtask goes among its siblings."""
    memberships_beside_projects: bool = True
    """Whether `POST /tasks` takes `memberships` and `projects` together."""
    team_required: bool = True
    """Whether a project in an organisation needs a `team`."""
    private_projects: bool = True
    """Whether the administrators allow private projects."""
    likes_in_events: bool = False
    """Whether a heart rings the event stream."""
    stories_in_events: bool = True
    """Whether each change also shows as an added story, as in Asana's feed."""
    event_delay_seconds: float = 0
    """How long an event takes until the stream shows it."""
    answer_seconds: float = 0
    """How long an answer is on its way, over real HTTP."""
    rich_project_notes: bool = False
    """Whether project notes take the tags that only task notes are known to take."""
    project_takes_its_tasks_along: bool = True
    """Whether deleting a project trashes the tasks that are in no other one."""
    refresh_token_rotates: bool = False
    """Whether a refresh gives a new refresh token, and ends the old one."""
    first_heartbeat_seconds: float = 0
    """How long after the handshake a webhook's first heartbeat comes."""
    webhooks_outlive_tokens: bool = True
    """Whether a webhook goes on once its maker has no valid token left."""
    pages_shift: bool = True
    """Whether a page offset is a position, so that a change in between shifts the rest."""
    default_section_name: str = "Untitled section"
    """How the section is called that a new project is born with."""
    name_limit: int = 1024
    """The longest name of a task or project, in characters."""
    notes_limit: int = 65_535
    """The longest notes, in characters."""
    offset_seconds: float = 900
    """How long a page offset may be used."""
