"""The image: what it is made of, who runs in it, and what cannot get into it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

from support.commands import understood

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "deploy" / "Dockerfile").read_text()
IGNORED = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text()


def steps() -> list[tuple[str, str]]:
    """Every instruction with its words, on one line each."""
    whole = re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.strip() for line in whole.splitlines() if line.strip()]
    return [
        (word, " ".join(rest.split())) for word, _, rest in (x.partition(" ") for x in lines)
    ]


def said(word: str) -> list[str]:
    return [rest for each, rest in steps() if each == word]


def test_both_stages_are_of_one_debian_whose_version_is_named():
    assert said("ARG") == ["BASE=docker.io/library/debian:12-slim"]
    assert said("FROM") == ["${BASE} AS build", "${BASE}"]


def test_every_package_is_a_wheel_whose_hash_is_known():
    installs = [
        part for run in said("RUN") for part in run.split("&&") if "pip install" in part
    ]

    (locked, own) = installs
    assert "--require-hashes" in locked
    assert "--only-binary :all:" in locked
    assert locked.rstrip().endswith("--requirement requirements.lock")
    assert {"--no-index", "--no-deps", "--no-build-isolation"} <= set(own.split())


def test_it_is_run_by_nobody_in_particular_and_says_whether_it_is_well():
    last = [rest for word, rest in steps() if word == "USER"][-1]
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", last)
    (health,) = said("HEALTHCHECK")
    words = json.loads(health.partition("CMD ")[2])
    assert words[:2] == ["python", "-c"]
    ast.parse(words[2])
    assert "http://127.0.0.1:8765/readyz" in words[2]


def test_it_begins_with_a_command_that_exists():
    assert json.loads(said("ENTRYPOINT")[0]) == ["momentum"]
    assert understood(json.loads(said("CMD")[0]))
    assert said("STOPSIGNAL") == ["SIGTERM"]


def test_no_secret_is_built_in_and_nothing_is_fetched_by_the_way():
    assert not said("ADD")
    assert not re.search(r"PASSWORD|TOKEN|API_KEY|SECRET", TEXT)
    for run in said("RUN"):
        assert not re.search(r"\b(curl|wget|git)\b", run)


def test_only_what_the_image_is_made_of_is_let_in():
    rules = [line for line in IGNORED.splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = [rule.removeprefix("!") for rule in rules if rule.startswith("!")]
    copied = [
        name for copy in said("COPY") if "--from" not in copy for name in copy.split()[:-1]
    ]

    assert sorted(name.removeprefix("./") for name in copied) == sorted(let_in)
    for name in let_in:
        assert (ROOT / name).exists()


def test_what_the_package_needs_is_among_it():
    tracked = subprocess.run(
        ["git", "ls-files", "service", "integrations", "examples"],  # noqa: S607 - whichever git
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    shut_out = [line for line in IGNORED.splitlines() if line.startswith("**/")]

    assert tracked
    assert not [
        file for file in tracked for rule in shut_out if fnmatch(file, rule.replace("**", "*"))
    ]
