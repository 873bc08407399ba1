from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook

from service.errors import ConfigurationError
from service.web.signature import HEADERS, Verifier

# The worked example that the makers of Standard Webhooks publish with their libraries.
SHARED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = '{"test": 2432232314}'
SENT = datetime.fromtimestamp(1614265330, tz=UTC)
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def signed(
    body: str = BODY, *, secret: str = SHARED, ago: timedelta = timedelta(0)
) -> dict[str, str]:
    at = datetime.now(tz=UTC) - ago
    signature = Webhook(secret).sign(MESSAGE, at, body)
    return dict(zip(HEADERS, (MESSAGE, str(int(at.timestamp())), signature), strict=True))


def test_the_published_example_is_signed_as_published_and_too_old_by_now() -> None:
    headers = dict(zip(HEADERS, (MESSAGE, "1614265330", SIGNATURE), strict=True))

    assert Webhook(SHARED).sign(MESSAGE, SENT, BODY) == SIGNATURE
    assert not Verifier(SHARED).accepts(headers, BODY.encode())


@pytest.mark.parametrize("body", [BODY, "", "no json", "שלום"])
def test_a_right_signature_is_accepted_whatever_the_body_says(body: str) -> None:
    assert Verifier(SHARED).accepts(signed(body), body.encode())


def test_one_right_signature_among_several_is_enough_so_that_secrets_can_be_changed() -> None:
    headers = signed()
    headers["webhook-signature"] = f"v1a,AAAA v1,AAAA {headers['webhook-signature']}"

    assert Verifier(SHARED).accepts(headers, BODY.encode())


@pytest.mark.parametrize("minutes", [6, 60 * 24, -6])
def test_a_signature_from_outside_the_window_is_refused(minutes: int) -> None:
    headers = signed(ago=timedelta(minutes=minutes))

    assert not Verifier(SHARED).accepts(headers, BODY.encode())


def test_one_byte_of_anything_signed_makes_the_signature_wrong() -> None:
    headers = signed()
    other = {**headers, "webhook-id": MESSAGE[:-1]}
    later = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}

    assert not Verifier(SHARED).accepts(headers, BODY.encode() + b" ")
    assert not Verifier(SHARED).accepts(headers, b'{"test":2432232314}')
    assert not Verifier(SHARED).accepts(other, BODY.encode())
    assert not Verifier(SHARED).accepts(later, BODY.encode())
    assert not Verifier(SHARED[:-4] + "AAAA").accepts(headers, BODY.encode())


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        ",",
        "v1",
        "v1,",
        "v1,!",
        "v1,AAAA",
        "v2,AAAA",
        "☃",
        "v1,☃",
        "1e999",
        "nan",
        "-1",
    ],
)
def test_an_odd_header_is_refused_and_nothing_worse(name: str, value: str) -> None:
    headers = signed()
    if name == "webhook-id" and value:
        headers["webhook-timestamp"] = "x"

    assert not Verifier(SHARED).accepts({**headers, name: value}, BODY.encode())


@pytest.mark.parametrize("name", HEADERS)
def test_a_missing_header_is_refused(name: str) -> None:
    headers = signed()
    del headers[name]

    assert not Verifier(SHARED).accepts(headers, BODY.encode())


def test_a_body_that_is_no_text_is_refused() -> None:
    assert not Verifier(SHARED).accepts(signed(), b"\xff\xfe")


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_AAAA", "canary" * 8 + "!", "whsec_☃", "whsec_canary"]
)
def test_a_weak_or_garbled_secret_stops_the_start_and_is_not_repeated(secret: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        Verifier(secret)

    assert "canary" not in str(refused.value) + refused.value.hint


def test_the_prefix_may_be_left_out() -> None:
    key = base64.b64encode(b"k" * 32).decode()

    assert Verifier(key).accepts(signed(secret=key), BODY.encode())
