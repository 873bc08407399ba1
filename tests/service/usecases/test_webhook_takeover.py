"""No order of handshakes, answers, deliveries and time lets anybody but Asana sign."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulation.ground import Ground

from integrations.asana.webhooks import SECRET_HEADER, SIGNATURE_HEADER, TurnedAway, signature
from service.store import accounts, webhooks
from service.store.webhooks import HANDSHAKE, MOST_CANDIDATES
from service.usecases.ringing import Door, Taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from service.store.database import Database

RING = b'{"events": [{}]}'
ASANA, MALLORY, EVE = "asana", "mallory", "eve"


@dataclass
class Creation:
    """One webhook that was begun: what Asana calls it, and what is true of it."""

    id: int
    nonce: str
    secret: str
    began: datetime
    offered: set[str] = field(default_factory=set)
    is_active: bool = False
    is_retired: bool = False


class Between:
    """A database in which something else happens between two transactions of one request."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.meanwhile: list[Callable[[], None]] = []

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        if self.meanwhile:
            self.meanwhile.pop(0)()
        with self._database.begin() as tx:
            yield tx


class Game:
    """Everybody plays at one door; the rules are kept a second time, in plain Python."""

    def __init__(self, ground: Ground) -> None:
        self.database = ground.fresh()
        self.now = datetime(2026, 10, 5, 8, tzinfo=UTC)
        self.between = Between(self.database)
        self.door = Door(self.between, bytes.decode, lambda: self.now)
        self.creations: list[Creation] = []
        self.rings = 0
        with self.database.begin() as tx:
            self.account_id = accounts.ensure(tx, self.now).id

    def begin(self) -> None:
        number = len(self.creations)
        nonce = f"{number}".rjust(43, "n")
        with self.database.begin() as tx:
            hook = webhooks.start(
                tx, self.account_id, project="1", target="x", nonce=nonce, now=self.now
            )
        assert (hook is None) is any(not one.is_retired for one in self.creations)
        if hook is not None:
            secret = f"{ASANA}-secret-{number:04}"
            self.creations.append(Creation(hook.id, nonce, secret, self.now))

    def shake(self, creation: Creation, who: str, meanwhile: str = "") -> None:
        secret = creation.secret if who == ASANA else f"{who}-has-made-this-up"
        self._meet(creation, meanwhile)
        answer = self.door.answer(creation.nonce, [(SECRET_HEADER, secret)], b"{}")
        self._part(creation, meanwhile)
        room = len(creation.offered) < MOST_CANDIDATES or secret in creation.offered
        if self._is_pending(creation) and room:
            assert answer == Taken(echo=secret)
            creation.offered.add(secret)
        else:
            assert answer is TurnedAway.UNPROVEN

    def answer(self, creation: Creation) -> None:
        """The creation's own answer, which only Asana can give, reaches us."""
        with self.database.begin() as tx:
            is_active = webhooks.activate(
                tx,
                creation.id,
                gid="7",
                secret=creation.secret,
                sealed=creation.secret.encode(),
                now=self.now,
                due_at=self.now,
            )
        expected = self._is_pending(creation) and creation.secret in creation.offered
        assert is_active is expected
        creation.is_active |= is_active

    def retire(self, creation: Creation) -> None:
        with self.database.begin() as tx:
            webhooks.retire(tx, creation.id, self.now)
        creation.is_retired, creation.is_active = True, False

    def settle(self, creation: Creation) -> None:
        self.shake(creation, ASANA)
        self.answer(creation)

    def crowd(self, creation: Creation) -> None:
        for number in range(MOST_CANDIDATES):
            self.shake(creation, f"{number}-{EVE}")

    def ring(self, creation: Creation, who: str, meanwhile: str = "") -> None:
        secret = creation.secret if who == ASANA else f"{who}-has-made-this-up"
        headers = [(SIGNATURE_HEADER, signature(secret, RING))]
        was_active, was_retired = creation.is_active, creation.is_retired
        self._meet(creation, meanwhile)
        answer = self.door.answer(creation.nonce, headers, RING)
        is_active = creation.is_active
        self._part(creation, meanwhile)
        if was_active and is_active and who == ASANA:
            assert answer == Taken()
            self.rings += 1
        elif was_active or was_retired:
            assert answer is TurnedAway.UNPROVEN
        else:
            assert answer is TurnedAway.TOO_EARLY

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def check(self) -> None:
        with self.database.begin() as tx:
            assert accounts.get(tx, self.account_id).wanted == self.rings
            stored = {hook.id: hook for hook in webhooks.of_account(tx, self.account_id)}
        for creation in self.creations:
            hook = stored[creation.id]
            assert hook.secret == (creation.secret.encode() if creation.is_active else None)

    def _meet(self, creation: Creation, meanwhile: str) -> None:
        """Let a move be made after the door has looked, and before it writes.

        It looks into its memory alone, where it knows the webhook.
        """
        if meanwhile:
            move = partial(getattr(self, meanwhile), creation)
            looks = [] if creation.nonce in self.door._secrets else [lambda: None]
            self.between.meanwhile = [*looks, move]

    def _part(self, creation: Creation, meanwhile: str) -> None:
        """A request that ended before it wrote makes room for the move afterwards."""
        if meanwhile and len(self.between.meanwhile) == 1:
            getattr(self, meanwhile)(creation)
        self.between.meanwhile = []

    def _is_pending(self, creation: Creation) -> bool:
        in_time = self.now - creation.began < HANDSHAKE
        return in_time and not creation.is_active and not creation.is_retired


which = st.sampled_from([0, 0, 0, 1, 2])
who = st.sampled_from([ASANA, MALLORY, EVE])
meanwhile = st.sampled_from(["", "answer", "retire"])
moves = st.one_of(
    st.tuples(st.just("begin")),
    st.tuples(st.sampled_from(["shake", "ring"]), which, who, meanwhile),
    st.tuples(st.sampled_from(["answer", "retire", "crowd", "settle"]), which),
    st.tuples(st.just("wait"), st.sampled_from([1, 20, 60])),
)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground()


@settings(max_examples=300)
@given(is_active=st.booleans(), played=st.lists(moves, min_size=4, max_size=30))
def test_takeover_is_impossible_in_every_order(ground, is_active, played):
    game = Game(ground)
    game.begin()
    if is_active:
        game.settle(game.creations[0])
    for name, *how in played:
        if name in ("begin", "wait"):
            getattr(game, name)(*how)
        else:
            back, *more = how  # the newest creation, or one of those before it
            getattr(game, name)(game.creations[-1 - min(back, len(game.creations) - 1)], *more)
        game.check()
