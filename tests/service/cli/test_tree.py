from __future__ import annotations

import subprocess
import sys

import pytest

from service.cli.app import COMMANDS, load

HEAVY = {"asana", "fastapi", "uvicorn", "sqlalchemy", "alembic", "pydantic", "apscheduler"}
NEEDED = {"service", "service.errors"} | {
    f"service.cli{name}" for name in ("", ".app", ".errors", ".output")
}


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """The modules that the list of commands needs, which was shown."""
    ended = python(
        "import sys\n"
        "from service.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    *shown, modules = ended.stdout.splitlines()
    assert "Bring the plan and Asana into agreement." in "\n".join(shown)
    return set(modules.split())


def test_help_imports_nothing_heavy(imported):
    assert not HEAVY & imported


def test_of_ours_help_imports_no_more_than_the_list_and_how_it_is_said(imported):
    ours = {name for name in imported if name.partition(".")[0] in {"service", "integrations"}}

    assert ours == NEEDED


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_line_in_the_list_is_the_first_of_the_commands_own_help(entry):
    own = (load(entry).help or "").partition("\n")[0]

    assert own.startswith(entry.help.rstrip("."))


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_has_help_with_words_for_every_option(momentum, entry):
    ended = momentum(entry.name, "--help")

    assert ended.code == 0
    assert "Usage: momentum " + entry.name in ended.out
    assert all(getattr(option, "help", "") for option in load(entry).params)


def test_an_unknown_command_is_wrong_usage_and_the_nearest_is_named(momentum):
    ended = momentum("synk")

    assert ended.code == 2
    assert "sync" in ended.err


def test_the_version_is_shown(momentum):
    assert momentum("--version").out.startswith("momentum 0.")
