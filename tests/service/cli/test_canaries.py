"""Secrets are found nowhere: a whole journey, and every byte that came of it."""

from __future__ import annotations

import json
import re
import socket
import stat
from base64 import b64encode
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url, text
from support.canaries import leaks
from support.processes import PATIENCE, answer_to
from typer.core import TyperGroup

from integrations.asana.sandbox import Fault
from integrations.asana.sandbox.grants import App
from service.cli.app import COMMANDS, load
from service.store.database import open_database
from service.store.tables import metadata

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # see conftest.py

API_KEY = "mk_canary-of-the-api-key-0123456789"
HOOK_SECRET = "whsec_Y2FuYXJ5LW9mLXRoZS1ob29rLXNlY3JldA=="  # noqa: S105 - opens nothing
OAUTH_SECRET = "canary-of-the-oauth-secret"  # noqa: S105 - opens nothing
COOKIE = "canary-of-a-session-cookie"
PAST = "canary-of-what-was-offered-at-the-door"

GIVEN = {
    "rehearse": ["plan.yaml", "--json", "--weeks", "2"],
    "plan import": ["plan.yaml"],
    "plan check": ["plan.yaml"],
    "key add": ["calendar script"],
    "key revoke": ["calendar script"],
    "accounts pause": ["1", "--reason", "for a moment"],
    "accounts resume": ["1"],
    "accounts remove": ["99", "--yes"],
    "posting add": ["posting.txt", "--title", "Baker", "--yes"],
    "goal add": ["Baking", "--group", "in_role"],
    "goal move": ["Baking", "--last"],
    **{
        f"goal {verb}": ["Baking"] for verb in ("edit", "defer", "activate", "master", "let-go")
    },
    **{f"posting {verb}": ["baker"] for verb in ("show", "pick", "remove", "take-up")},
    "db backup": ["again.backup"],
    "db restore": ["again.backup"],
}
LASTING = ("demo", "serve", "worker", "connect", "disconnect")
"""Commands that stay, or that this journey runs by itself."""


@dataclass
class Journey:
    """All that came of it, by where it stands."""

    secrets: dict[str, str]
    places: dict[str, bytes] = field(default_factory=dict)

    def keep(self, place: str, content: str | bytes) -> None:
        raw = content.encode() if isinstance(content, str) else content
        self.places[place] = self.places.get(place, b"") + raw + b"\n"


@pytest.fixture
def journey(asana, database_setting, monkeypatch):
    """A machine with a secret in every setting that takes one, and the log at debug."""
    assert database_setting
    settings = {
        "API_KEY": API_KEY,
        "HOOK_SECRET": HOOK_SECRET,
        "ASANA_CLIENT_SECRET": OAUTH_SECRET,
        "LOG_LEVEL": "DEBUG",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"MOMENTUM_{name}", value)
    return Journey(
        {
            "the token": asana.token,
            "the API key": API_KEY,
            "the hook's secret": HOOK_SECRET.removeprefix("whsec_").rstrip("="),
            "the app's secret": OAUTH_SECRET,
            "a cookie": COOKIE,
            "an offered secret": PAST,
        }
    )


@pytest.fixture
def port(asana, monkeypatch):
    asana.world.allow_local_targets = True
    with socket.create_server(("127.0.0.1", 0)) as free:
        found = free.getsockname()[1]
    address = f"http://127.0.0.1:{found}"
    monkeypatch.setenv("MOMENTUM_PUBLIC_URL", address)
    monkeypatch.setenv("MOMENTUM_ASANA_CLIENT_ID", "4242")
    monkeypatch.setenv("MOMENTUM_ASANA_OAUTH_URL", asana.url.removesuffix("/api/1.0") + "/-")
    known = (f"{address}/sign-in/asana/done",)
    asana.world.grants.apps["4242"] = App("4242", OAUTH_SECRET, known)
    return str(found)


def commands():
    for entry in COMMANDS:
        command = load(entry)
        inner = command.commands if isinstance(command, TyperGroup) else {"": command}
        for name, found in inner.items():
            if entry.name not in LASTING:
                yield f"{entry.name} {name}".strip(), found


def run_every_command(journey, momentum):
    """Each as it is, with --json where it has that, and what it says of itself."""
    for name, command in commands():
        words = name.split()
        has_json = any("--json" in each.opts for each in command.params)
        modes = [[], ["--json"]] if has_json and "--json" not in GIVEN.get(name, []) else [[]]
        for mode in [*modes, ["--help"]]:
            ended = momentum(*words, *GIVEN.get(name, []), *mode)
            journey.keep(f"momentum {name} {' '.join(mode)}", ended.out + ended.err)


def knock(journey, port, hook_path):
    """Everything that a stranger or a clumsy program may send, with secrets in all of it."""
    token = journey.secrets["the token"]
    bearer = {"Authorization": f"Bearer {journey.secrets['a key of hers']}"}
    sent = [
        ("GET", "/openapi.json", {}, None),
        ("GET", "/api/v1/status", bearer, None),
        ("GET", "/api/v1/status", {"Authorization": f"Bearer {API_KEY}"}, None),
        ("GET", "/api/v1/status", {"Authorization": f"Bearer {token}"}, None),
        ("GET", "/api/v1/status", {"Authorization": f"Basic {token}"}, None),
        ("GET", f"/nowhere/{token}?key={API_KEY}", {}, None),
        ("POST", "/api/v1/goals", bearer, {"skill": [token], API_KEY: OAUTH_SECRET}),
        ("POST", "/api/v1/goals", bearer, {"skill": "A", "group": token}),
        ("POST", "/api/v1/goals", bearer, f'{{"skill": "{token}'),
        ("PATCH", f"/api/v1/goals/{token}", bearer, {"how": token}),
        ("POST", "/api/v1/syncs", bearer, {"answer": token}),
        ("PUT", "/api/v1/plan", bearer, f"momentum: 1\ngoals: [{{skill: !!x {token}}}]"),
        ("GET", f"/api/v1/history?after={token}", bearer, None),
        ("POST", "/hooks/sync", {"webhook-id": token, "webhook-signature": f"v1,{token}"}, {}),
        ("POST", "/hooks/sync", {"webhook-signature": HOOK_SECRET}, {"token": token}),
        ("POST", hook_path, {"X-Hook-Secret": PAST}, None),
        ("POST", hook_path, {"X-Hook-Signature": PAST}, {"events": [{"token": token}]}),
        ("POST", f"/hooks/asana/{token}", {"X-Hook-Secret": PAST}, {}),
    ]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        for method, path, headers, body in sent:
            content = body if body is None or isinstance(body, str) else json.dumps(body)
            answer = client.request(
                method,
                path,
                headers={
                    "Content-Type": "application/json",
                    "Cookie": f"a={COOKIE}",
                    **headers,
                },
                content=content,
                timeout=PATIENCE,
            )
            assert answer.status_code < 500, (path, answer.text)
            said = f"{answer.headers} {answer.text}"
            journey.keep(f"the answer {answer.status_code} to {method} {path[:14]}", said)


def sign_in_with_asana(journey, world, port):
    """Another person's way in: consent, a first sync by it, and access that is renewed."""
    bo = world.add_user("Bo Example", "bo@example.com")
    world.add_workspace("Elsewhere", members=[bo])
    address = f"http://127.0.0.1:{port}"
    ours = {"Origin": address, "Accept": "text/html"}
    with httpx.Client(
        base_url=address, headers=ours, trust_env=False, timeout=PATIENCE
    ) as http:
        there = http.get("/sign-in/asana").headers["Location"]
        (way,) = http.cookies.values()
        state, verifier, _ = way.strip('"').split()
        back = httpx.get(f"{there}&allow={bo.gid}", trust_env=False).headers["Location"]
        (code,) = world.grants.codes
        assert http.get(back).headers["Location"] == "/connect/choose"
        journey.secrets |= {"the state": state, "the verifier": verifier, "the code": code}
        journey.secrets["the session"] = http.cookies[f"momentum_{port}"]
        page = http.get("/connect/choose").text
        csrf = re.search('name="csrf" value="([^"]+)"', page)
        assert csrf
        form = {"csrf": csrf[1]}
        page += http.post("/connect/choose", data=form, follow_redirects=True).text
        answer_to(lambda: [p for p in world.projects.values() if p.owner is bo], bool)
        for token in world.tokens.values():
            token.revoked = True
        page += http.post("/sync/preview", data=form).text
        page += http.get("/settings").text
    journey.keep("the pages of another", page)
    obtained = {name: token for name, token in world.tokens.items() if token.user is bo}
    assert any(not token.revoked for token in obtained.values())
    journey.secrets |= {f"access {n}": name for n, name in enumerate(obtained)}
    journey.secrets |= {f"refresh {n}": one for n, one in enumerate(world.grants.refreshes)}


def break_and_look(journey, momentum, port, database_url):
    """An error that nobody expected, at a terminal and in the service, with its traceback."""
    with closing(open_database(database_url)) as database, database.begin() as tx:
        tx.execute(text("UPDATE goals SET document = '{}'"))
    ended = momentum("status")
    assert "did not expect" in ended.err
    assert "service/" in ended.err
    journey.keep("a traceback", ended.out + ended.err)
    answer = httpx.get(
        f"http://127.0.0.1:{port}/api/v1/plan",
        headers={"Authorization": f"Bearer {journey.secrets['a key of hers']}"},
        trust_env=False,
        timeout=PATIENCE,
    )
    assert answer.status_code == 500
    journey.keep("the answer 500", answer.text)


def keep_what_is_stored(journey, database_url, home, world):
    with closing(open_database(database_url)) as database, database.begin() as tx:
        for table in metadata.sorted_tables:
            for row in tx.execute(table.select()):
                values = [v if isinstance(v, bytes) else str(v).encode() for v in row]
                journey.keep(f"the table {table.name}", b"\n".join(values))
    stored = make_url(database_url).database or ""
    for path in [*Path(stored).parent.glob("momentum.db*"), *home.parent.glob("*.backup*")]:
        journey.keep(path.name, path.read_bytes())
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for attachment in world.attachments.values():
        journey.keep(f"the attachment {attachment.name}", attachment.content)
    journey.keep("the board", json.dumps(world.snapshot(), default=str))


def test_secrets_are_found_nowhere(
    journey, momentum, start, asana, plan_file, port, home, database_setting
):
    Path("posting.txt").write_text("We ask for:\n- bread\n- patience\n")
    world = asana.world
    journey.keep("connect", momentum("connect", stdin=asana.token).out)
    assert momentum("plan", "import", plan_file).code == 0
    assert momentum("sync").code == 0
    assert momentum("review").code == 0
    journey.secrets["a key of hers"] = momentum("key", "add", "hers").out.split()[4]

    log = home.parent / "serve.log"
    serving = start("serve", "--port", port, log=log)
    answer_to(lambda: list(world.webhooks.values()), lambda hooks: hooks and hooks[0].active)
    answer_to(
        lambda: json.loads(momentum("status", "--json").out)["changes_arrive"]["by"],
        lambda way: way == "webhook",
    )
    (hook,) = world.webhooks.values()
    journey.secrets["the webhook's secret"] = hook.secret
    journey.keep("the arguments", Path(f"/proc/{serving.pid}/cmdline").read_bytes())
    knock(journey, port, httpx.URL(hook.target).path)
    world.faults.add(Fault("502_html", times=3))
    world.faults.add(Fault("400", method="PUT", times=1))
    run_every_command(journey, momentum)
    break_and_look(journey, momentum, port, database_setting)
    world.revoke(asana.token)
    for command in ("sync", "doctor", "disconnect"):
        ended = momentum(command)
        journey.keep(f"{command} without a token", ended.out + ended.err)
    sign_in_with_asana(journey, world, port)
    serving.terminate()
    serving.wait(PATIENCE)
    journey.keep("the log", log.read_bytes())
    keep_what_is_stored(journey, database_setting, home, world)

    key_file = home / "secret.key"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    journey.secrets["the key"] = key_file.read_text().strip()
    assert leaks(journey.secrets, journey.places) == []
    assert any("plan.yaml" in place for place in journey.places)


@pytest.mark.parametrize(
    "content",
    [
        b"Bearer canary-key",
        b"x%2Fcanary-key",
        b"canary-key".hex().encode(),
        *(b64encode(b"x" * skip + b"canary-key-and-more") for skip in range(4)),
    ],
)
def test_the_search_finds_a_secret_in_every_form(content):
    assert leaks({"the key": "canary-key"}, {"a log": content}) == ["the key in a log"]
