"""Whatever is sent with a signature, only what the secret has signed is believed."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook
from support.mangling import mangled, mangled_text

from integrations.asana.webhooks import Delivery, TurnedAway, receive, signature
from service.web.signature import HEADERS, Verifier

SECRET = "b537207f20cbfa02357cf448134da559"  # noqa: S105 - no real one
SHARED = "whsec_" + b64encode(b"k" * 32).decode()
EVENT = {
    "action": "changed",
    "change": {"field": "name"},
    "parent": None,
    "resource": {"gid": "1", "resource_type": "task"},
}
BODIES = [json.dumps({"events": events}) for events in ([], [EVENT], [EVENT] * 3)]
WORDS = ('"gid":', '"events":', "[", "]", "{", "}", "null", '"resource":', ",")
SENT = mangled(BODIES, WORDS)
VERIFIER = Verifier(SHARED)
OPEN = Webhook(SHARED)


@given(SENT)
def test_what_asana_has_signed_rings_whatever_it_says(body: bytes) -> None:
    found = receive([("X-Hook-Signature", signature(SECRET, body))], body, secret=SECRET)

    assert isinstance(found, Delivery)
    assert all(gid and isinstance(gid, str) for gid in found.touched)


@given(SENT, mangled_text([signature(SECRET, BODIES[1].encode())], ("sha256=", ",", " ")))
def test_what_asana_has_not_signed_does_not(body: bytes, mark: str) -> None:
    found = receive([("x-hook-signature", mark)], body, secret=SECRET)

    assert (found is TurnedAway.UNPROVEN) is (mark != signature(SECRET, body))


@given(st.data(), SENT)
def test_a_program_s_call_is_taken_with_every_word_of_it_signed(
    data: st.DataObject, body: bytes
) -> None:
    now = datetime.now(tz=UTC)
    at = str(int(now.timestamp()))
    good = {HEADERS[0]: "msg_1", HEADERS[1]: at, HEADERS[2]: OPEN.sign("msg_1", now, BODIES[0])}
    sent = {
        name: data.draw(
            st.just(value)
            | mangled_text(
                [value],
                ("v1,", " ", "v1a,", "."),
            )
        )
        for name, value in good.items()
    }

    taken = VERIFIER.accepts(sent, body)

    if taken:
        assert body.decode() == BODIES[0]
        assert sent[HEADERS[0]] == "msg_1"
        assert int(sent[HEADERS[1]]) == int(at)
