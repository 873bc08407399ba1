"""syncall in an environment of its own, since it needs an older SDK than we do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "1.8.8"
PLACE = Path(__file__).parents[3] / ".benchmark" / f"syncall-{VERSION}"
PYTHON = PLACE / "bin" / "python"
NEEDS = (f"syncall[asana,tw]=={VERSION}", "typing_extensions")  # it imports the second unasked


def install() -> None:
    """Make it once; an error says what is missing."""
    if shutil.which("task") is None:
        sys.exit(
            "syncall keeps its tasks in Taskwarrior. On Debian: apt-get install taskwarrior"
        )
    done = PLACE / "installed"
    if not done.exists():
        sys.stdout.write(f"Installing syncall {VERSION} into {PLACE} ...\n")
        subprocess.run([sys.executable, "-m", "venv", "--clear", PLACE], check=True)  # noqa: S603
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *NEEDS], check=True)  # noqa: S603 - both our own interpreter
        done.touch()
