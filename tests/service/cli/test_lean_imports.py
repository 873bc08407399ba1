"""A command loads what it needs: a look at how things stand must not take a second."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.processes import ROOT

CODE = """
import sys
from service.cli import main
try:
    main(sys.argv[1:])
except SystemExit as ending:
    assert not ending.code, ending.code
print(*(name for name in sys.modules), sep="\\n", file=sys.stderr)
"""

NOT_FOR_LOOKING = {
    "alembic",
    "apscheduler",
    "asana",
    "fastapi",
    "httpx",
    "jinja2",
    "markdown_it",
    "matplotlib",
    "prometheus_client",
    "psycopg",
    "rapidfuzz",
    "selectolax",
    "sqlalchemy.dialects.postgresql",
    "starlette",
    "uvicorn",
    "yaml",
    "integrations.asana.richtext",
    "service.board",
    "service.domain.planfile",
    "service.domain.reconcile",
    "service.domain.review",
    "service.usecases.reconnect_task",
    "service.usecases.review_task",
    "service.usecases.sync.road",
    "service.web",
    "service.worker",
}
NOT_FOR_SYNCING = {
    "fastapi",
    "jinja2",
    "matplotlib",
    "prometheus_client",
    "psycopg",
    "rapidfuzz",
    "selectolax",
    "starlette",
    "uvicorn",
    "integrations.asana.sandbox",
    "service.web",
}


def loaded_by(*args: str) -> set[str]:
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", CODE, *args],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return set(ended.stderr.split())


@pytest.mark.parametrize("command", [["status"], ["history"]], ids=" ".join)
def test_what_only_looks_loads_nothing_that_acts(momentum, command):
    assert momentum("status").code == 0  # the database is made, for which Alembic is needed

    assert loaded_by(*command) & NOT_FOR_LOOKING == set()


def test_a_sync_loads_neither_the_service_nor_what_draws(connected, momentum):
    assert connected
    assert momentum("sync").code == 0

    assert loaded_by("sync") & NOT_FOR_SYNCING == set()
