"""Whether a message was signed as Standard Webhooks says; no I/O."""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING

from standardwebhooks import Webhook, WebhookVerificationError

from service.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
MIN_SECRET_BYTES = 24  # https://github.com/standard-webhooks/standard-webhooks, "Symmetric"


class Verifier:
    """Checks signatures with one shared secret, `whsec_` and base64."""

    def __init__(self, secret: str) -> None:
        encoded = secret.removeprefix("whsec_").rstrip("=")
        padding = "=" * (-len(encoded) % 4)  # may be left out
        try:
            key = binascii.a2b_base64(encoded + padding, strict_mode=True)
        except ValueError:
            key = b""
        if len(key) < MIN_SECRET_BYTES:
            raise ConfigurationError(
                "MOMENTUM_HOOK_SECRET is not a Standard Webhooks secret.",
                hint="Make one: echo whsec_$(head -c 32 /dev/urandom | base64)",
            )
        self._webhook = Webhook(key)

    def accepts(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Say whether one of the signatures is right and made within five minutes of now.

        A repetition within the window is accepted: the trigger is a doorbell, and ringing
        it twice means what ringing it once means.
        """
        presented = {name: headers.get(name, "") for name in HEADERS}
        try:
            self._webhook.verify(body, presented, json_parse=False)
        except (WebhookVerificationError, ValueError):
            # ValueError: the package takes an odd signature or body apart unguarded.
            return False
        return True
