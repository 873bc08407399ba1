"""Why work for an account cannot go on, in words for the person, each with the next step.

Asana says 401 for a token that is revoked and for an app that a workspace has blocked, 403
and 404 for a project that is not shared any more and for one that is deleted: which of them
it is shows in what Asana still answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana import errors
from service.store.accounts import AccountState
from service.usecases.access import grant_ended
from service.usecases.ports import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.asana.models import User

LOOKS_ALIKE = frozenset(
    {AccountState.TOKEN_INVALID, AccountState.ACCESS_LOST, AccountState.PROJECT_GONE}
)
GO_ON = "then run `momentum sync`; it goes on where it was."


def explained(stopped: Stopped, whose: Callable[[], User], workspace: str) -> Stopped:
    """Tell apart what looks alike, by asking Asana once whose token it is."""
    if stopped.state not in LOOKS_ALIKE:
        return stopped
    try:
        user = whose()
    except errors.Unauthorized as error:
        return refused(error)
    except errors.AsanaError:
        return stopped
    if workspace not in {each.gid for each in user.workspaces}:
        return workspace_lost()
    return app_blocked() if stopped.state == AccountState.TOKEN_INVALID else stopped


def refused(error: errors.Unauthorized) -> Stopped:
    """The consent has ended; or the token was revoked, or never was one."""
    if isinstance(error, errors.GrantEnded):
        return grant_ended()
    return Stopped(
        AccountState.TOKEN_INVALID,
        "Asana does not accept the token any more.",
        hint="Run `momentum connect` with a new token; your plan and tasks stay.",
    )


def app_blocked() -> Stopped:
    """The token is good, but not for this workspace."""
    return Stopped(
        AccountState.APP_BLOCKED,
        "The workspace does not let this app or token in, although Asana accepts the token.",
        hint=f"Ask an administrator of the workspace to allow it, {GO_ON}",
    )


def workspace_lost() -> Stopped:
    """The person is no member of the workspace any more."""
    return Stopped(
        AccountState.ACCESS_LOST,
        "You are not a member of the Asana workspace any more.",
        hint=f"Ask to be let in again, {GO_ON} To go on in another workspace, run "
        "`momentum connect --replace`.",
    )


def project_out_of_reach(error: errors.Gone | errors.Forbidden) -> Stopped:
    """The project is deleted (404), or not shared with the person any more (403)."""
    if isinstance(error, errors.Forbidden):
        return Stopped(
            AccountState.ACCESS_LOST,
            "The Asana project is not shared with you any more.",
            hint=f"Ask its owner to share it again, {GO_ON}",
        )
    return Stopped(
        AccountState.PROJECT_GONE,
        "The Asana project was deleted.",
        hint=f"Restore it from Asana's trash, {GO_ON} Nothing is made twice.",
    )


def project_archived() -> Stopped:
    """The project is there, and put away."""
    return Stopped(
        AccountState.PROJECT_ARCHIVED,
        "The Asana project is archived.",
        hint=f"Unarchive it in Asana, {GO_ON}",
    )


def needs_paid_plan(said: str) -> Stopped:
    """The workspace's plan lacks something (402)."""
    return Stopped(
        AccountState.NEEDS_PAID_PLAN,
        f"Asana refuses this on the workspace's plan: {said}",
        hint="Momentum needs nothing beyond the free plan. Look at the workspace's billing in "
        f"Asana, {GO_ON}",
    )
