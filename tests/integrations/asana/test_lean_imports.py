"""What is pure here costs nothing to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

PURE = [
    "answers",
    "bearer",
    "calls",
    "errors",
    "limits",
    "models",
    "oauth",
    "parse",
    "richtext",
    "webhooks",
]


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_load_neither_the_sdk_nor_httpx(name):
    code = (
        f"import sys, integrations.asana.{name}\n"
        "heavy = {'asana', 'httpx', 'urllib3'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
