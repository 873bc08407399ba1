"""compose.yaml is ours to the letter: hardened, closed, and calling commands that exist."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from support.commands import understood

from service.config import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "momentum"]


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_a_service_has_no_rights_and_can_change_nothing_but_its_volumes(service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "pid", "ipc", "network_mode", "devices"} & set(service)
    for volume in service.get("volumes", ()):
        source, _, _ = volume.partition(":")
        assert source in COMPOSE["volumes"]


def test_only_the_service_is_reached_and_from_this_machine_alone():
    published = {
        name: service["ports"] for name, service in SERVICES.items() if "ports" in service
    }

    assert published == {"serve": ["127.0.0.1:8765:8765"]}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name, service in SERVICES.items():
        assert ("outside" in service["networks"]) is (name in OURS)


def test_no_secret_stands_in_the_file():
    for service in SERVICES.values():
        assert set(service["secrets"]) <= set(COMPOSE["secrets"])
        for name, value in service.get("environment", {}).items():
            assert not name.endswith(("PASSWORD", "KEY", "TOKEN", "SECRET", "DATABASE_URL"))
            assert not name.endswith("_FILE") or value.startswith("/run/secrets/")
    assert all(
        secret == {"file": f"./secrets/{name}"} for name, secret in COMPOSE["secrets"].items()
    )


@pytest.mark.parametrize("name", OURS)
def test_what_is_said_to_momentum_is_understood(name):
    assert understood(SERVICES[name]["command"])
    known = {f"MOMENTUM_{field.upper()}" for field in Settings.model_fields}
    given = {each for each in SERVICES[name]["environment"] if each.startswith("MOMENTUM_")}
    assert {each.removesuffix("_FILE") for each in given} <= known


def test_other_images_are_named_with_their_version_and_are_the_same():
    others = {service["image"] for name, service in SERVICES.items() if name not in OURS}

    assert others == {"docker.io/library/postgres:17-bookworm"}  # a dump fits its server


def test_there_are_two_workers_and_all_begins_when_the_database_is_as_it_has_to_be():
    assert SERVICES["worker"]["deploy"]["replicas"] == 2
    for name in ("serve", "worker", "backup"):  # a dump from before would be of nothing
        begins = SERVICES[name]["depends_on"]
        assert begins == {"migrate": {"condition": "service_completed_successfully"}}
    for name in ("serve", "worker"):
        assert SERVICES[name]["stop_grace_period"] == "15s"
    assert SERVICES["migrate"]["restart"] == "no"


def test_the_backup_is_a_script_that_names_a_dump_once_it_is_whole():
    (script,) = SERVICES["backup"]["command"]
    script = script.replace("$$", "$")

    ended = subprocess.run(["bash", "-n"], input=script, text=True, check=False)  # noqa: S607 - whichever bash

    assert ended.returncode == 0
    lines = [shlex.split(line)[0] for line in script.splitlines()]
    assert lines.index("pg_dump") < lines.index("pg_restore") < lines.index("mv")
    assert lines.index("mv") < lines.index("find")
