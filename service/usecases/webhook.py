"""A webhook kept in step with the settings: made, checked, replaced, taken away.

retire     what is not wanted any more, was never answered or went silent is trusted no more
take_away  it is ended in Asana
check      the one that rings is asked for once a day
make       pending row, request, activation; Asana calls us in the middle of it

Any number of processes may do this at once. Each step is taken by one conditional update, and
no transaction and no lease is held while Asana is spoken to.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from service import log_ids
from service.errors import ServiceError
from service.store import accounts, links, webhooks
from service.store.accounts import AccountState, Priority
from service.store.hooks_due import hooks_due
from service.store.links import PROJECT, LinkKind
from service.store.webhooks import LIVE, HookState
from service.usecases.ports import ComeBack, Refusal, Stopped, Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.accounts import Account
    from service.store.database import Database
    from service.store.webhooks import Hook
    from service.usecases.ports import RemoteHook, Webhooks

    Lend = Callable[[Account], AbstractContextManager[Webhooks]]

log = logging.getLogger(__name__)

PATH = "/hooks/asana/"
AT_IT = timedelta(seconds=90)
"""How long another process leaves a webhook alone that one has begun to look after."""
CHECK_EVERY = timedelta(days=1)
CHECK_A_FAILING = timedelta(hours=1)
FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=1)

NOT_CONFIRMED = (
    "Asana did not confirm the webhook in time, or with another secret than it had sent."
)
ENDED = "Asana has ended the webhook."
SILENT = "Nothing was heard from Asana for more than nine hours, not even its heartbeat."
TRIED_AGAIN = "A new one is made by itself; until it rings, Asana is asked for news."


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps the webhooks of all accounts.

    `address` is where Asana reaches the service, None where it cannot. `lend` lends an
    account's webhooks in Asana, `seal` makes a secret fit to be stored.
    """

    database: Database
    lend: Lend
    seal: Callable[[str], bytes]
    clock: Callable[[], datetime]
    address: str | None

    def keep_all(self) -> None:
        """Do for every account what is due; what goes wrong is told by its webhook."""
        within = self._target("") if self.address is not None else None
        with self.database.begin() as tx:
            due = hooks_due(tx, self.clock(), within=within, project_key=PROJECT)
        for account_id in due:
            with log_ids.about(account=account_id):
                try:
                    self.keep(account_id)
                except ServiceError as error:
                    log.warning("the webhook: %s", error)

    def keep(self, account_id: int) -> None:
        """Do for one account what is due now, if work is done for it at all."""
        with self.database.begin() as tx:
            account = accounts.get(tx, account_id)
            if account.state is not AccountState.OK:
                return
            project = _project(tx, account_id)
            self._retire(tx, account_id, project)
            hooks = webhooks.of_account(tx, account_id)
        if not self._is_due(hooks, project):
            return
        try:
            with self.lend(account) as asana:
                self._look_after(account, project, asana)
        except Stopped as stopped:
            with self.database.begin() as tx:
                state = AccountState(stopped.state)
                accounts.set_state(tx, account_id, state, str(stopped), stopped.hint)

    def _target(self, nonce: str) -> str:
        return f"{self.address}{PATH}{nonce}"

    def _retire(self, tx: Connection, account_id: int, project: str | None) -> None:
        """Trust no more what is out of place, out of time, or silent."""
        now = self.clock()
        if self.address is None:
            webhooks.forget(tx, account_id, HookState.GONE)
        for hook in webhooks.of_account(tx, account_id):
            if hook.state not in LIVE:
                continue
            if not self._is_in_place(hook, project):
                webhooks.retire(tx, hook.id, now)
            elif hook.state is HookState.PENDING and hook.expires_at <= now:
                webhooks.retire(tx, hook.id, now, problem=NOT_CONFIRMED, hint=TRIED_AGAIN)
            elif hook.is_silent(now):
                _lose(tx, hook, SILENT, now)

    def _is_in_place(self, hook: Hook, project: str | None) -> bool:
        here = self.address is not None and hook.target.startswith(self._target(""))
        return here and hook.project_gid == project

    def _is_due(self, hooks: list[Hook], project: str | None) -> bool:
        """Whether there is anything to be said to Asana."""
        now = self.clock()
        is_wanted = self.address is not None and project is not None
        kept = [hook for hook in hooks if hook.state in (HookState.LEAVING, HookState.ACTIVE)]
        return any(hook.due_at <= now for hook in kept) or (
            is_wanted and _may_be_made(hooks, now)
        )

    def _look_after(self, account: Account, project: str | None, asana: Webhooks) -> None:
        for hook in self._claimed(account.id, HookState.LEAVING):
            self._carefully(hook, partial(self._take_away, hook, asana))
        for hook in self._claimed(account.id, HookState.ACTIVE):
            self._carefully(hook, partial(self._check, hook, asana))
        if begun := self._begun(account.id, project):
            self._carefully(begun, partial(self._make, begun, asana))

    def _claimed(self, account_id: int, state: HookState) -> list[Hook]:
        """Those that are due and that no other process has begun to look after."""
        with self.database.begin() as tx:
            now = self.clock()
            return [
                hook
                for hook in webhooks.of_account(tx, account_id)
                if hook.state is state
                and hook.due_at <= now
                and webhooks.claim(tx, hook, now + AT_IT)
            ]

    def _carefully(self, hook: Hook, act: Callable[[], None]) -> None:
        """Act; where Asana needs time, the same is tried again then."""
        try:
            act()
        except Stopped:
            raise
        except ComeBack as wait:
            with self.database.begin() as tx:
                webhooks.put_off(tx, hook, self.clock() + timedelta(seconds=wait.seconds))
        except ServiceError as error:
            log.warning("webhook %s is looked after again later: %s", hook.id, error)

    def _take_away(self, hook: Hook, asana: Webhooks) -> None:
        """End it in Asana. Whether it was ever made is not known where it has no gid."""
        try:
            found = [hook.gid] if hook.gid else self._ours(hook, asana)
            for gid in found:
                asana.remove(gid)
        except Refusal as refusal:  # it ends by itself: nobody answers it any more
            log.info("webhook %s is left to Asana: %s", hook.id, refusal)
        with self.database.begin() as tx:
            webhooks.end(tx, hook, self.clock() + _retry_after(hook.failures))

    def _ours(self, hook: Hook, asana: Webhooks) -> list[str]:
        seen = asana.of_project(hook.project_gid)
        return [each.gid for each in seen if each.target == hook.target]

    def _check(self, hook: Hook, asana: Webhooks) -> None:
        seen = asana.look(hook.gid or "")
        now = self.clock()
        with self.database.begin() as tx:
            if seen is None or not seen.active:
                _lose(tx, hook, ENDED, now)
            elif seen.failure:
                _note_failure(tx, hook, seen, now)
            else:
                webhooks.note(tx, hook, now + CHECK_EVERY)

    def _begun(self, account_id: int, project: str | None) -> Hook | None:
        """Write down that one is being made, where one is wanted and it is time."""
        if self.address is None or project is None:
            return None
        nonce = secrets.token_urlsafe(32)
        with self.database.begin() as tx:
            now = self.clock()
            if not _may_be_made(webhooks.of_account(tx, account_id), now):
                return None
            target = self._target(nonce)
            return webhooks.start(
                tx, account_id, project=project, target=target, nonce=nonce, now=now
            )

    def _make(self, hook: Hook, asana: Webhooks) -> None:
        """Make it. What is ours and forgotten, after a restored backup, goes first."""
        try:
            for seen in asana.of_project(hook.project_gid):
                if seen.target.startswith(self._target("")):
                    asana.remove(seen.gid)
            gid, secret = asana.make(hook.project_gid, hook.target)
        except (Stopped, ComeBack):
            with self.database.begin() as tx:
                webhooks.retire(tx, hook.id, self.clock())
            raise
        except (Refusal, Unanswered) as error:
            with self.database.begin() as tx:
                hint = TRIED_AGAIN if isinstance(error, Unanswered) else error.hint
                webhooks.retire(tx, hook.id, self.clock(), problem=str(error), hint=hint)
        else:
            self._activate(hook, gid, secret)

    def _activate(self, hook: Hook, gid: str, secret: str) -> None:
        """Trust the secret of Asana's own answer, where it was offered at the door, too."""
        sealed = self.seal(secret)
        with self.database.begin() as tx:
            now = self.clock()
            is_active = webhooks.activate(
                tx,
                hook.id,
                gid=gid,
                secret=secret,
                sealed=sealed,
                now=now,
                due_at=now + CHECK_EVERY,
            )
            if is_active:  # what happened until now did not ring
                accounts.request(tx, hook.account_id, now=now, priority=Priority.FULL)
            else:
                webhooks.retire(
                    tx, hook.id, now, gid=gid, problem=NOT_CONFIRMED, hint=TRIED_AGAIN
                )


def _project(tx: Connection, account_id: int) -> str | None:
    link = links.all_of(tx, account_id).get(LinkKind.PROJECT, PROJECT)
    return link.gid if link else None


def _may_be_made(hooks: list[Hook], now: datetime) -> bool:
    """Whether none is there or leaving, and the time has come after one that failed."""
    return all(hook.state is HookState.GONE and hook.due_at <= now for hook in hooks)


def _lose(tx: Connection, hook: Hook, problem: str, now: datetime) -> None:
    """Give up one that rang; what it did not ring for is looked for at once."""
    if webhooks.retire(tx, hook.id, now, problem=problem, hint=TRIED_AGAIN):
        accounts.request(tx, hook.account_id, now=now)


def _note_failure(tx: Connection, hook: Hook, seen: RemoteHook, now: datetime) -> None:
    problem = f"Asana could not deliver; it was answered: {seen.failure}"
    hint = "`momentum serve` has to answer at MOMENTUM_PUBLIC_URL. Asana tries for a day."
    webhooks.note(tx, hook, now + CHECK_A_FAILING, problem=problem, hint=hint)


def _retry_after(failures: int) -> timedelta:
    doublings: int = 2 ** min(max(failures - 1, 0), 10)
    return min(LAST_RETRY, FIRST_RETRY * doublings)
