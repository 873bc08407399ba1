"""The official SDK's API classes over our transport, and the only untyped corner.

The classes ask four things of their ApiClient. Ours answers them without the SDK's thread
pool, urllib3 and deserialiser, and so without their faults: each is named where it is mended.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import quote

import asana

from integrations.asana.answers import writes
from integrations.asana.transport import Request

if TYPE_CHECKING:
    from integrations.asana.parse import Json
    from integrations.asana.transport import Transport


class Sdk:
    """The API classes that we call; each method returns the answer's whole envelope."""

    def __init__(self, transport: Transport) -> None:
        seam = _ApiClient(transport)
        self.attachments = asana.AttachmentsApi(seam)
        self.batch = asana.BatchAPIApi(seam)
        self.events = asana.EventsApi(seam)
        self.projects = asana.ProjectsApi(seam)
        self.sections = asana.SectionsApi(seam)
        self.tasks = asana.TasksApi(seam)
        self.teams = asana.TeamsApi(seam)
        self.user_task_lists = asana.UserTaskListsApi(seam)
        self.users = asana.UsersApi(seam)
        self.webhooks = asana.WebhooksApi(seam)
        self.workspaces = asana.WorkspacesApi(seam)


class _ApiClient:
    """Stands where the SDK's ApiClient stands."""

    # The SDK's iterators change the caller's options, never end for events and put the
    # batch off until it is iterated; without them each method is one request, at once.
    configuration = SimpleNamespace(return_page_iterator=False)

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def select_header_accept(self, _accepts: list[str]) -> str:
        return "application/json"

    def select_header_content_type(self, _types: list[str]) -> str:
        return "application/json"

    def call_api(
        self,
        resource_path: str,
        method: str,
        path_params: Mapping[str, str],
        query_params: Mapping[str, object],
        _header_params: Mapping[str, str],
        *,
        body: object,
        **_ours_to_decide: object,
    ) -> Json:
        """Send one request; time-outs, retries and reading are the transport's."""
        for name, value in path_params.items():
            resource_path = resource_path.replace(f"{{{name}}}", quote(value, safe=""))
        methods = _methods(body) if resource_path == "/batch" else [method]
        return self._transport.send(
            Request(
                method,
                resource_path,
                writes=any(map(writes, methods)),
                query=_query(query_params),
                body=body,
                cost=len(methods),
            )
        )


def _query(params: Mapping[str, object]) -> dict[str, str]:
    """The options as a query, without the body that the SDK repeats in some of them."""
    return {name: str(value) for name, value in params.items() if name != "body"}


def _methods(body: object) -> list[str]:
    """The methods of a batch's actions, each of which counts as a request."""
    if not isinstance(body, Mapping):
        raise TypeError(body)
    return [action["method"] for action in body["data"]["actions"]]
