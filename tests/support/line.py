"""A home that Asana can call: its keeper of webhooks, its door, and who else may knock."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.asana.sandbox.delivery import Reply, Unreachable
from integrations.asana.webhooks import SECRET_HEADER, SIGNATURE_HEADER, signature
from service.board import AsanaHooks
from service.store import accounts, webhooks
from service.usecases.arrival import arrival
from service.usecases.ringing import Door, Taken, TurnedAway
from service.usecases.webhook import PATH, Keeper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.store.webhooks import Hook
    from service.usecases.arrival import Arrival
    from support.home import Home

ADDRESS = "https://momentum.example.com"
STATUS = {TurnedAway.TOO_EARLY: 503, TurnedAway.UNPROVEN: 401}


@dataclass
class Line:
    """Carries what Asana sends to the door, and remembers it, as somebody on the way could."""

    home: Home
    address: str | None = ADDRESS
    is_up: bool = True
    sent: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.home.world.sender = self

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes, /) -> Reply:
        self.sent.append((url, dict(headers), body))
        if not self.is_up or self.address is None or not url.startswith(self.address):
            raise Unreachable("connection refused")
        answer = self.knock(url.removeprefix(f"{self.address}{PATH}"), headers, body)
        echo = {SECRET_HEADER: answer.echo} if isinstance(answer, Taken) and answer.echo else {}
        status = 200 if isinstance(answer, Taken) else STATUS[answer]
        self.answers.append(status)
        return Reply(status, echo)

    def knock(self, nonce: str, headers: Mapping[str, str], body: bytes = b"{}"):
        door = Door(self.home.database, bytes.decode, self.home.now)
        return door.answer(nonce, headers.items(), body)

    def shake(self, nonce: str, secret: str) -> Taken | TurnedAway:
        """What anybody can do who knows the path."""
        return self.knock(nonce, {SECRET_HEADER: secret})

    def ring(self, nonce: str, secret: str, body: bytes) -> Taken | TurnedAway:
        return self.knock(nonce, {SIGNATURE_HEADER: signature(secret, body)}, body)

    def keep(self, *, database: object = None) -> None:
        """What `momentum serve` does every few seconds."""
        Keeper(
            database or self.home.database,
            lend=lambda account: nullcontext(AsanaHooks(self.home.client(), account)),
            seal=str.encode,
            clock=self.home.now,
            address=self.address,
        ).keep_all()

    def hooks(self) -> list[Hook]:
        with self.home.database.begin() as tx:
            return webhooks.of_account(tx, self.home.account_id)

    def nonce(self) -> str:
        """The path of the webhook that is being made, or rings."""
        with self.home.database.begin() as tx:
            hook = webhooks.current(tx, self.home.account_id)
        assert hook is not None
        return hook.target.rpartition("/")[2]

    def arrival(self) -> Arrival:
        with self.home.database.begin() as tx:
            return arrival(tx, self.home.account_id, self.home.now())

    def account(self) -> accounts.Account:
        with self.home.database.begin() as tx:
            return accounts.get(tx, self.home.account_id)

    def asanas(self) -> list[str]:
        """The targets of the webhooks that Asana has."""
        return [hook.target for hook in self.home.world.webhooks.values()]
