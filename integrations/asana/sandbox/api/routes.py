"""The table of every endpoint that the stand-in knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.api import (
    attachments,
    paid,
    people,
    projects,
    sections,
    subscriptions,
    tasks,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.asana.sandbox.api.call import Body, Call


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: its handler, the status of success, and how it may be called."""

    method: str
    path: str
    handler: Callable[[Call], Body]
    status: int = 200
    batchable: bool = True
    calls_back: bool = False
    """Whether it calls the client before it answers, and so must not hold the world."""


ROUTES: Final = (
    Route("GET", "/users/{}", people.get_user),
    Route("GET", "/users/{}/teams", people.teams_of_user),
    Route("GET", "/users/{}/user_task_list", people.task_list_of_user),
    Route("GET", "/user_task_lists/{}", people.get_task_list),
    Route("GET", "/user_task_lists/{}/tasks", tasks.of_project),
    Route("GET", "/workspaces", people.workspaces),
    Route("GET", "/workspaces/{}", people.get_workspace),
    Route("GET", "/workspaces/{}/users", people.users_of_workspace),
    Route("GET", "/workspaces/{}/teams", people.teams_of_workspace),
    Route("GET", "/workspaces/{}/projects", projects.of_workspace),
    Route("POST", "/workspaces/{}/projects", projects.create_in_workspace, 201),
    Route("GET", "/teams/{}", people.get_team),
    Route("GET", "/projects", projects.query),
    Route("POST", "/projects", projects.create, 201),
    Route("GET", "/projects/{}", projects.get),
    Route("PUT", "/projects/{}", projects.update),
    Route("DELETE", "/projects/{}", projects.delete),
    Route("GET", "/projects/{}/sections", sections.of_list),
    Route("POST", "/projects/{}/sections", sections.create, 201),
    Route("POST", "/projects/{}/sections/insert", sections.insert),
    Route("GET", "/projects/{}/tasks", tasks.of_project),
    Route("GET", "/sections/{}", sections.get),
    Route("PUT", "/sections/{}", sections.rename),
    Route("DELETE", "/sections/{}", sections.delete),
    Route("GET", "/sections/{}/tasks", tasks.of_section),
    Route("POST", "/sections/{}/addTask", tasks.add_to_section),
    Route("GET", "/tasks", tasks.query),
    Route("POST", "/tasks", tasks.create, 201),
    Route("GET", "/tasks/{}", tasks.get),
    Route("PUT", "/tasks/{}", tasks.update),
    Route("DELETE", "/tasks/{}", tasks.delete),
    Route("GET", "/tasks/{}/subtasks", tasks.subtasks),
    Route("POST", "/tasks/{}/subtasks", tasks.create_subtask, 201),
    Route("POST", "/tasks/{}/setParent", tasks.set_parent),
    Route("POST", "/tasks/{}/addProject", tasks.add_project),
    Route("POST", "/tasks/{}/removeProject", tasks.remove_project),
    Route("GET", "/attachments", attachments.query),
    Route("POST", "/attachments", attachments.create, batchable=False),
    Route("GET", "/attachments/{}", attachments.get),
    Route("DELETE", "/attachments/{}", attachments.delete),
    Route("GET", "/events", subscriptions.events),
    Route("GET", "/webhooks", subscriptions.query_webhooks),
    Route("POST", "/webhooks", subscriptions.create_webhook, 201, calls_back=True),
    Route("GET", "/webhooks/{}", subscriptions.get_webhook),
    Route("PUT", "/webhooks/{}", subscriptions.update_webhook),
    Route("DELETE", "/webhooks/{}", subscriptions.delete_webhook),
    Route("GET", "/workspaces/{}/tasks/search", paid.search),
    Route("GET", "/workspaces/{}/custom_fields", paid.custom_fields),
    Route("POST", "/custom_fields", paid.custom_fields),
    Route("POST", "/projects/{}/addCustomFieldSetting", paid.custom_fields),
    Route("GET", "/goals", paid.goals),
    Route("POST", "/goals", paid.goals),
    Route("POST", "/tasks/{}/addDependencies", paid.dependencies),
)
_TABLE: Final = {(route.method, route.path): route for route in ROUTES}


def route_of(method: str, path: str) -> Route | None:
    """Return the endpoint that a path belongs to; a gid is always its second part."""
    parts = path.split("/")
    if len(parts) > 2 and parts[2]:  # noqa: PLR2004 - "", noun, gid
        parts[2] = "{}"
    return _TABLE.get((method, "/".join(parts)))


def gid_of(path: str) -> str:
    """Return the part of a path that names a thing, or nothing."""
    parts = path.split("/")
    return parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - as above
