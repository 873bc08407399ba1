"""What arrives at a webhook's target, without any I/O."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.asana.webhooks import (
    MAX_BODY,
    MOST_HINTS,
    Delivery,
    Handshake,
    TurnedAway,
    receive,
    signature,
)

SECRET = "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81"  # noqa: S105 - the reference's example
EVENT = {"action": "changed", "resource": {"gid": "1", "resource_type": "task"}}
BODY = json.dumps({"events": [EVENT]}).encode()


def signed(body: bytes, secret: str = SECRET) -> list[tuple[str, str]]:
    return [("X-Hook-Signature", signature(secret, body))]


def test_a_signed_delivery_names_what_was_touched():
    assert receive(signed(BODY), BODY, secret=SECRET) == Delivery(("1",))


def test_the_signature_is_the_hex_hmac_sha_256_of_the_raw_body():
    # RFC 4231, test case 2.
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert signature("Jefe", b"what do ya want for nothing?") == expected


def test_a_heartbeat_is_told_from_a_ring():
    body = b'{"events":[]}'

    assert receive(signed(body), body, secret=SECRET) == Delivery(heartbeat=True)


def test_reserialized_json_is_another_body():
    body = json.dumps(json.loads(BODY), separators=(",", ":")).encode()

    assert receive(signed(BODY), body, secret=SECRET) is TurnedAway.UNPROVEN


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("X-Hook-Signature", "")],
        [("X-Hook-Signature", "0" * 64)],
        [("X-Hook-Signature", "sha256=" + signature(SECRET, BODY))],
        [("X-Hook-Signature", signature(SECRET, BODY)[:-1])],
        [("X-Hook-Signature", signature(SECRET, BODY) + " ")],
        [("X-Hook-Signature", "\xe9" * 64)],
        [("X-Hook-Signature", "☃")],
        [("X-Hook-Signature", "\ud800")],
        signed(BODY, "another secret of 24 chars"),
        signed(BODY + b" "),
        [*signed(BODY), *signed(BODY)],
        [*signed(BODY), ("x-hook-signature", "0" * 64)],
        [("X-Hook-Signature", f"{signature(SECRET, BODY)}, {'0' * 64}")],
    ],
)
def test_a_bad_an_empty_or_a_second_signature_is_refused(headers):
    assert receive(headers, BODY, secret=SECRET) is TurnedAway.UNPROVEN


def test_before_a_secret_is_known_a_delivery_comes_too_early():
    assert receive(signed(BODY), BODY, secret=None) is TurnedAway.TOO_EARLY
    assert receive([], b"", secret=None) is TurnedAway.TOO_EARLY


def test_a_handshake_offers_its_secret():
    assert receive([("x-hook-secret", SECRET)], b"{}", secret=None) == Handshake(SECRET)


def test_with_a_secret_known_no_handshake_counts_even_with_the_right_signature():
    headers = [("X-Hook-Secret", SECRET), *signed(BODY)]

    assert receive(headers, BODY, secret=SECRET) is TurnedAway.UNPROVEN


@pytest.mark.parametrize(
    "offered",
    [[""], ["short"], ["x" * 257], ["a b" * 10], ["\r\nSet-Cookie: x=1234"], [SECRET] * 2],
)
def test_what_no_header_should_carry_back_is_no_handshake(offered):
    headers = [("X-Hook-Secret", value) for value in offered]

    assert receive(headers, b"", secret=None) is TurnedAway.UNPROVEN


def test_of_ten_thousand_events_the_first_hundred_are_named():
    body = json.dumps({"events": [EVENT] * 10_000}).encode()

    found = receive(signed(body), body, secret=SECRET)

    assert isinstance(found, Delivery)
    assert len(found.touched) == MOST_HINTS
    assert not found.heartbeat


def test_a_body_that_is_too_large_is_refused_unread():
    body = b" " * (MAX_BODY + 1)

    assert receive(signed(body), body, secret=SECRET) is TurnedAway.UNPROVEN


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"events": {}}',
        b'{"events": [null, 1, {"resource": []}, {"resource": {"gid": 1}}]}',
        b"[" * 100_000,
        b"1" * 10_000,
        b"\xff\xfe",
        b'{"events": NaN}',
    ],
)
def test_what_is_signed_and_makes_no_sense_rings(body):
    assert receive(signed(body), body, secret=SECRET) == Delivery()


headers = st.lists(
    st.tuples(
        st.sampled_from(["X-Hook-Secret", "X-Hook-Signature", "x-hook-signature", "Other"]),
        st.text(max_size=80) | st.just(signature(SECRET, BODY)),
    ),
    max_size=4,
)


@given(headers, st.binary(max_size=200) | st.just(BODY), st.none() | st.just(SECRET))
def test_nothing_that_is_sent_raises_and_only_the_secret_signs(headers, body, secret):
    found = receive(headers, body, secret=secret)

    if isinstance(found, Delivery):
        assert secret is not None
        assert [signature(SECRET, body)] == [
            value for name, value in headers if name.lower() == "x-hook-signature"
        ]
    if isinstance(found, Handshake):
        assert secret is None
