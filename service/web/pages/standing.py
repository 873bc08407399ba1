"""How the account stands, and what one can do about it on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.store.grants import OAUTH
from service.store.states import RECOVERABLE, AccountState, Answer
from service.usecases.sync.setup import known_layout

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.store.accounts import Account

_TITLES = {
    AccountState.NOT_CONNECTED: "Asana is not connected",
    AccountState.CONFIRM: "The sync waits for your word",
    AccountState.PAUSED: "The sync is paused",
}
_NEXT = {
    AccountState.NOT_CONNECTED: "Connect your account: the plan becomes tasks there, and what "
    "you do in Asana comes back here. Nothing is written before the first sync.",
    AccountState.TOKEN_INVALID: "Make a new token in Asana and connect again; the plan stays.",
    AccountState.APP_BLOCKED: "Ask an administrator of the workspace to allow it, then look "
    "again.",
    AccountState.ACCESS_LOST: "Ask to be let in again, then look again; or connect to another "
    "workspace.",
    AccountState.PROJECT_GONE: "Restore the project from Asana's trash, then look again.",
    AccountState.PROJECT_ARCHIVED: "Unarchive the project in Asana, then look again.",
    AccountState.NEEDS_PAID_PLAN: "Look at the workspace's billing in Asana, then look again.",
}
_VANISHED = (
    "You deleted them: let their goals go, too. You did not: keep the goals, and their tasks "
    "are made again; or restore the tasks from Asana's trash, and look again."
)
_EARLIER = (
    "To take the earlier board up again, run `momentum db recover` on an empty home. Or make "
    "another board beside it."
)


_LET_OR_KEEP = (
    (Answer.CONFIRM.value, "Confirm: let the goals go"),
    (Answer.KEEP.value, "Keep the goals"),
)
_ANOTHER = ((Answer.CONFIRM.value, "Make another board"),)


@dataclass(frozen=True, slots=True)
class Standing:
    """A stop and the ways on: `answers` as (answer, words), and whether connecting is one."""

    title: str
    message: str
    next: str
    answers: tuple[tuple[str, str], ...] = ()
    connects: bool = False


def standing(tx: Connection, account: Account) -> Standing | None:
    """Say why the work has stopped, and what helps; None where it goes on."""
    state = account.state
    if state is AccountState.OK:
        return None
    next_ = _NEXT.get(state, account.state_hint)
    if state is AccountState.TOKEN_INVALID and account.auth == OAUTH:
        next_ = "Sign in with Asana again; the plan stays."
    answers = [(Answer.AGAIN.value, "Look again")] if state in RECOVERABLE else []
    if state is AccountState.CONFIRM:
        has_board = known_layout(tx, account.id) is not None
        next_, special = (_VANISHED, _LET_OR_KEEP) if has_board else (_EARLIER, _ANOTHER)
        answers = [*special, *answers]
    return Standing(
        _TITLES.get(state, "The sync has stopped"),
        account.state_message,
        next_,
        tuple(answers),
        connects=state
        in (AccountState.NOT_CONNECTED, AccountState.TOKEN_INVALID, AccountState.ACCESS_LOST),
    )
