"""What nobody means to send, by name: as a text, as a value of JSON, as a body, as a plan file.

Some of it is harmless as a text, and may be kept as it is; none of it may do anything else than
be kept whole or be refused whole.
"""

from __future__ import annotations

import codecs
import json

RLO, ZWSP, ZWNJ = "\u202e", "\u200b", "\u200c"

TEXTS = {
    "lone-surrogate": "half \ud83d",
    "NaN": "NaN",
    "1e999": "1e999",
    "NUL": "a\0b",
    "5000-digit": "7" * 5000,
    "deep-json": "[" * 5000,
    "dup-keys": '{"a": 1, "a": 2}',
    "bom": "\ufeffmarked",
    "utf16": "p\0u\0r\0",
    "rtl": f"{RLO}gnp.egamI",
    "zero-width-marker": f"[mo{ZWSP}mentum:goal:{ZWNJ}abc]\u2060",
    "img-onerror": "<img src=x onerror=alert(1)>",
    "javascript-href": "[a](javascript:alert(1))",
    "formula-csv": "=HYPERLINK(\"https://example.com\";A1)+cmd|' /C calc'!A0",
    "alias-bomb": "&a [*a, *a]",
    "yaml-self-ref": "&a {a: *a}",
    "yaml-no": "no",
    "30-Feb": "2027-02-30",
    "dotdot": "../../../nowhere/x",
    "symlink": "/proc/self/cwd",
    "ansi-name": "\x1b[31mred\x1b]0;a title\x07",
    "evil-host": "http://localhost@169.254.169.254:80/latest#",
    "nothing": "",
    "nobody-sees-it": f"{ZWSP}\u2800\u3164",
    "lines": "one\r\ntwo\u2028three\x85four",
    "no-character": "a\ufffe\uffff",
    "percent": "%00%s{0}{{7*7}}${x}",
    "quotes": "\"';--\\",
    "long": "w" * 100_000,
}
"""What is typed, pasted or passed on."""

VALUES = {
    **{name: json.dumps(text) for name, text in TEXTS.items()},
    "NaN": "NaN",
    "1e999": "1e999",
    "5000-digit": "7" * 5000,
    "deep-json": "[" * 5000 + "]" * 5000,
    "dup-keys": TEXTS["dup-keys"],
    "half-escape": '"\\ud800"',
    "minus-infinity": "-Infinity",
    "null": "null",
    "true": "true",
    "minus": "-1",
    "half": "0.5",
    "huge": "1e308",
    "list": "[]",
    "list-in-list": "[[[]]]",
    "list-of-null": "[null]",
    "object": "{}",
    "proto": '{"__proto__": {"text": "a"}, "text": ["a"]}',
}
"""What stands in a body where a value belongs, as it is written there."""

BODIES = {
    "lone-surrogate": b'{"skill": "\xed\xa0\xbd"}',
    "NaN": b"NaN",
    "1e999": b"[1e999]",
    "NUL": b'{"skill": "a\0b"}',
    "5000-digit": b"7" * 5000,
    "deep-json": b"[" * 100_000,
    "dup-keys": b'{"skill": "a", "skill": "b"}',
    "bom": codecs.BOM_UTF8 + b'{"skill": "a"}',
    "utf16": '{"skill": "a"}'.encode("utf-16"),
    "nothing": b"",
    "half": b'{"skill": "a',
    "two": b'{"skill": "a"} {"skill": "b"}',
    "list": b"[]",
    "text": b'"a"',
    "null": b"null",
    "latin-1": '{"skill": "é"}'.encode("latin-1"),
}
"""Whole bodies that say they are JSON."""

PLANS = {
    **BODIES,
    "alias-bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ngoals: [*c, *c]\n",
    "yaml-self-ref": b"momentum: 1\ngoals: &a [*a]\n",
    "yaml-no": b"momentum: 1\ngoals: no\n",
    "30-Feb": b"momentum: 1\ngoals: [{skill: a, group: outside, not_before: 2027-02-30}]\n",
    "dup-keys": b"momentum: 1\ngoals: []\ngoals: []\n",
    "ansi-name": b"momentum: 1\ngoals: [{skill: '\x1b[31mred', group: in_role}]\n",
    "nobody-sees-it": "momentum: 1\ngoals: [{skill: \u200b, group: in_role}]\n".encode(),
    "tag": b"!!python/object/apply:os.system [id]\n",
    "deep-yaml": b"- " * 100_000,
    "long": b"x" * (2 * 1024 * 1024 + 1),
}
"""Whole files that say they are a plan."""
