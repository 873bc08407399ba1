"""Access to Asana by consent: the token of the hour, and a new one before it has passed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from integrations.asana.bearer import Bearer
from integrations.asana.errors import AsanaError, GrantEnded, NotReached
from service.errors import ServiceError
from service.store import grants
from service.store.states import AccountState
from service.usecases.ports import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from integrations.asana.oauth import Tokens
    from service.store.database import Database
    from service.store.grants import Grant

Known = tuple[bytes | None, "datetime | None"]
"""Access as it is stored, sealed, and until when it lasts; None where there is none."""
MARGIN = timedelta(minutes=2)
"""Access that ends sooner is renewed first: a request takes a while."""
LOOK_SECONDS = 0.2
LOOKS = 50


class Seals(Protocol):
    """What keeps secrets; never to be called within a transaction."""

    def seal(self, secret: str) -> bytes:
        """Seal a secret."""

    def open(self, sealed: bytes) -> str:
        """Open it again."""


def grant_ended() -> Stopped:
    """The person took the consent back, or an administrator did."""
    return Stopped(
        AccountState.TOKEN_INVALID,
        "Asana does not let Momentum in any more: the permission has ended.",
        hint="Sign in with Asana again, on the page or with `momentum connect --oauth`; your "
        "plan and tasks stay.",
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """Access, its end, and how it is stored: that tells it from any other."""

    bearer: Bearer
    until: datetime
    sealed: bytes


class Access:
    """Implements Asana's `Credential` for one account; any number may do so at once.

    Of all that see access end, in any process, one asks Asana for more, and the others wait
    for its answer. After `invalid_grant` the account is stopped, and nothing more is asked.
    """

    def __init__(
        self,
        database: Database,
        account_id: int,
        *,
        vault: Seals,
        refresh: Callable[[str], Tokens],
        clock: Callable[[], datetime],
        known: Known = (None, None),
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Take `known` for what is stored, as long as it lasts and Asana takes it."""
        self._database = database
        self._account_id = account_id
        self._vault = vault
        self._refresh = refresh
        self._clock = clock
        self._known = known
        self._wait = wait
        self._lock = Lock()
        self._held: _Held | None = None

    def bearer(self) -> Bearer:
        """Return what Asana takes now."""
        with self._lock:
            if self._held is None:
                self._held = self._from_known()
            if self._held is None or not self._lasts(self._held.until):
                self._held = self._obtained(None)
            return self._held.bearer

    def after(self, refused: Bearer) -> Bearer:
        """Return what another has obtained since, else what Asana gives for the asking."""
        with self._lock:
            if self._held is None or self._held.bearer is refused:
                self._held = self._obtained(self._held.sealed if self._held else None)
            return self._held.bearer

    def _from_known(self) -> _Held | None:
        access, until = self._known
        if access is None or until is None or not self._lasts(until):
            return None
        return _Held(Bearer(self._vault.open(access)), until, access)

    def _obtained(self, refused: bytes | None) -> _Held:
        """Return access that lasts, other than what was refused."""
        for _ in range(LOOKS):
            now, owner = self._clock(), ""
            with self._database.begin() as tx:
                grant = grants.current(tx, self._account_id)
                access, until = grant.access, grant.access_until
                good = access != refused and until is not None and self._lasts(until)
                if not good and grant.refresh and not _is_being_renewed(grant, now):
                    owner = grants.begin(tx, self._account_id, now)
            if grant.refresh is None:
                raise GrantEnded("There is no consent of the person's any more.", status=401)
            if good and access and until:
                return _Held(Bearer(self._vault.open(access)), until, access)
            if owner and (renewed := self._renewed(owner, grant.refresh)):
                return renewed
            self._wait(LOOK_SECONDS)
        raise NotReached("Another process asks Asana for new access, and has no answer yet.")

    def _renewed(self, owner: str, refresh: bytes) -> _Held | None:
        """Ask Asana; None where a new consent came meanwhile."""
        now = self._clock()
        try:
            tokens = self._refresh(self._vault.open(refresh))
        except GrantEnded:
            stop = grant_ended()
            with self._database.begin() as tx:
                grants.ended(tx, self._account_id, owner, str(stop), stop.hint)
            raise
        except (AsanaError, ServiceError):
            with self._database.begin() as tx:
                grants.gave_up(tx, self._account_id, owner)
            raise
        bearer, until = Bearer(tokens.access_token), now + tokens.lasts
        access = self._vault.seal(tokens.access_token)
        fresh = self._vault.seal(tokens.refresh_token) if tokens.refresh_token else None
        with self._database.begin() as tx:
            kept = grants.renewed(
                tx, self._account_id, owner, access=access, until=until, refresh=fresh
            )
        return _Held(bearer, until, access) if kept else None

    def _lasts(self, until: datetime) -> bool:
        return until - self._clock() > MARGIN


def _is_being_renewed(grant: Grant, now: datetime) -> bool:
    return grant.renewer_until is not None and grant.renewer_until > now
