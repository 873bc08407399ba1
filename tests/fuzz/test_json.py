"""Whatever JSON comes in: strictly from who calls us, from Asana as its reference promises."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from support.mangling import mangled

from integrations.asana import parse
from service.web.strict_json import MAX_DEPTH, NotStrictJson, loads

GOAL = json.dumps(
    {"skill": "Listening \N{GRINNING FACE}", "steps": ["a", {"text": "b", "done": True}]}
)
NUMBERS = "[1, -0, 2.5e-3, 1E400, 12345678901234567890, true, null]"
WORDS = (
    '"a":',
    "[",
    "]",
    "{",
    "}",
    "null",
    "Infinity",
    "-",
    ",",
    "\\u",
    "\\ud83d",
    '"',
    "1e400",
)
TASK = {
    "gid": "1",
    "name": "Listening",
    "html_notes": "<body>a</body>",
    "completed": False,
    "due_on": "2026-12-31",
    "assignee": {"gid": "2"},
    "memberships": [{"project": {"gid": "3"}, "section": {"gid": "4"}}],
    "parent": None,
    "num_subtasks": 2,
    "external": {"gid": "x"},
    "created_at": "2026-11-27T01:00:00.000Z",
}
ANSWERS = [
    json.dumps({"data": TASK}),
    json.dumps({"data": [TASK, TASK], "next_page": {"offset": "eyJ", "path": "/", "uri": "u"}}),
    json.dumps(
        {"data": [{"action": "changed", "resource": TASK}], "sync": "a:1", "has_more": 1}
    ),
    json.dumps({"data": {"gid": "1", "target": "https://x"}, "X-Hook-Secret": "s"}),
]
WHOLE = (parse.events, parse.new_webhook, parse.next_offset)
PARTS = (
    *(parse.user, parse.workspace, parse.team, parse.project, parse.section, parse.task),
    *(parse.attachment, parse.event, parse.webhook, parse.many(parse.task), parse.nothing),
)


@given(mangled([GOAL, NUMBERS, json.dumps({"a": {"b": [[[GOAL]]]}})], WORDS))
def test_json_means_one_thing_or_is_refused(raw: bytes) -> None:
    try:
        value = loads(raw)
    except NotStrictJson:
        return
    assert value == json.loads(raw)
    assert depth(value) <= MAX_DEPTH
    again = json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    assert loads(again) == value


def depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list) or not value:
        return 0
    return 1 + max(map(depth, inner))


@given(mangled(ANSWERS, WORDS), st.sampled_from(WHOLE), st.sampled_from(PARTS))
def test_what_asana_answers_is_read_or_not_trusted(raw: bytes, whole, part) -> None:
    try:
        envelope = json.loads(raw)
    except (ValueError, RecursionError):
        return
    if not isinstance(envelope, dict) or "data" not in envelope:
        return
    for read, answer in ((whole, envelope), (part, envelope["data"])):
        try:
            found = read(answer)
        except ValueError:
            continue
        moments = [getattr(found, name, None) for name in ("created_at", "modified_at")]
        assert all(one is None or isinstance(one, datetime) for one in moments)


def test_a_moment_of_asana_s_has_its_zone() -> None:
    task = parse.task(TASK)

    assert task.created_at == datetime(2026, 11, 27, 1, tzinfo=UTC)
