from __future__ import annotations

import pytest

from service.web.strict_json import NotStrictJson, loads


def test_sound_json_is_read_as_it_is() -> None:
    text = '{"a": [1, 2.5, -0, 1e3, true, null], "b": {"\\ud83d\\ude00": "שלום"}}'

    assert loads(text.encode()) == {
        "a": [1, 2.5, 0, 1000.0, True, None],
        "b": {"\N{GRINNING FACE}": "שלום"},
    }


BAD = {
    "nothing": b"",
    "half": b'{"canary": ',
    "two values": b'"canary" 1',
    "NaN": b'["canary", NaN]',
    "minus infinity": b'["canary", -Infinity]',
    "1e999": b'["canary", 1e999]',
    "5000 digits": b'["canary", ' + b"9" * 5000 + b"]",
    "NUL": b'["canary\\u0000"]',
    "NUL in a name": b'{"canary\\u0000": 1}',
    "raw NUL": b'["canary\x00"]',
    "half a pair": b'["canary\\ud800"]',
    "the other half": b'{"a": {"canary\\udc00": 1}}',
    "name twice": b'{"canary": 1, "canary": 2}',
    "name twice, escaped": b'{"canary": 1, "c\\u0061nary": 2}',
    "deep": b"[" * 40 + b"]" * 40,
    "very deep": b"[" * 400_000,
    "deep objects": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "mark": b'\xef\xbb\xbf"canary"',
    "UTF-16": '"canary"'.encode("utf-16"),
    "Latin-1": '"canaryé"'.encode("latin-1"),
    "surrogate in UTF-8": b'"canary\xed\xa0\x80"',
}


@pytest.mark.parametrize("raw", BAD.values(), ids=BAD.keys())
def test_everything_else_is_refused_and_never_repeated(raw: bytes) -> None:
    with pytest.raises(NotStrictJson) as refused:
        loads(raw)

    assert "canary" not in str(refused.value)
