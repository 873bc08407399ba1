"""The person's webhooks in Asana, as the journeys see them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from integrations.asana import errors
from service.board.words import in_our_words
from service.usecases.ports import Refusal, RemoteHook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.client import AsanaClient
    from integrations.asana.models import Webhook
    from service.store.accounts import Account

ACTIONS = ("added", "changed", "removed", "deleted", "undeleted")
RINGS_FOR = tuple(
    {"resource_type": kind, "action": action}
    for kind in ("task", "section", "project")
    for action in ACTIONS
)
"""Everything that a sync would look at; without the story that goes with each change."""

WHERE_TO = (
    "MOMENTUM_PUBLIC_URL has to be an https:// address that leads to `momentum serve` from the "
    "internet. It is tried again by itself."
)


class AsanaHooks:
    """Implements the port `Webhooks` for one account; see there for each method's promise."""

    def __init__(self, client: AsanaClient, account: Account) -> None:
        self._client = client
        self._workspace = account.workspace_gid or ""

    def make(self, project: str, target: str) -> tuple[str, str]:
        """Make it, and say what a refusal means for the person."""
        with _in_our_words():
            try:
                made = self._client.create_webhook(project, target, filters=RINGS_FOR)
            except errors.BadRequest as error:
                says = f"Asana did not reach this service by its public address: {error}"
                raise Refusal(says, hint=WHERE_TO) from error
            except errors.Forbidden as error:
                says = f"Asana does not take this service's public address: {error}"
                raise Refusal(says, hint=WHERE_TO) from error
        return made.webhook.gid, made.secret

    def of_project(self, project: str) -> tuple[RemoteHook, ...]:
        """Ask Asana for all that the token can see."""
        with _in_our_words():
            found = self._client.webhooks(self._workspace, project)
        return tuple(_seen(hook) for hook in found)

    def look(self, gid: str) -> RemoteHook | None:
        """Ask Asana for one; 403 means, as for tasks, that it is gone."""
        with _in_our_words():
            try:
                return _seen(self._client.webhook(gid))
            except (errors.Gone, errors.Forbidden):
                return None

    def remove(self, gid: str) -> None:
        """End one; what is not ours any more is somebody else's to end."""
        with _in_our_words():
            try:
                self._client.delete_webhook(gid)
            except errors.Forbidden:
                return


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Raise Asana's errors as ours; without webhooks everything else goes on."""
    with in_our_words():
        try:
            yield
        except errors.PlanRequired as error:
            says = f"Asana refuses webhooks on the workspace's plan: {error}"
            raise Refusal(says, hint="Nothing to do: Asana is asked for news.") from error


def _seen(hook: Webhook) -> RemoteHook:
    return RemoteHook(hook.gid, hook.target, hook.active, hook.failure)
