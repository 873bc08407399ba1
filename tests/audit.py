"""Ask whether anything that Momentum is locked to has a known weakness.

`make audit` runs pip-audit over both lock files. It ends with 0 only where each version was
asked about and none has one; with 1 where some have; with 2 where that could not be found out.
"""

from __future__ import annotations

import json
import subprocess
import sys

LOCKS = ("requirements.lock", "requirements-dev.lock")
ASKING = (
    *("--strict", "--require-hashes", "--disable-pip"),
    *("--progress-spinner=off", "--format=json"),
)
NOT_ASKED = (
    "NOT AUDITED: the vulnerability service could not be asked about every version, so this "
    "says nothing about them. It has to be reachable from here. What pip-audit said:"
)


def audit(lock: str) -> tuple[str, str]:
    """Return what pip-audit writes to its two outputs about one lock file."""
    done = subprocess.run(  # noqa: S603 - our own tool, and a name of ours
        [sys.executable, "-m", "pip_audit", *ASKING, f"--requirement={lock}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout, done.stderr


def verdict(out: str, said: str) -> tuple[int, str]:
    """Return the exit code, and the words for it; the tool's own code does not tell enough."""
    try:
        asked = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 2, f"{NOT_ASKED}\n{(said.strip().splitlines() or ['nothing'])[-1]}"
    if not asked or any("skip_reason" in each for each in asked):
        return 2, f"{NOT_ASKED}\n{len(asked)} answers, not all of them an answer"
    weak = [
        f"{each['name']} {each['version']}: {', '.join(found['id'] for found in each['vulns'])}"
        for each in asked
        if each["vulns"]
    ]
    return (1, "\n".join(weak)) if weak else (0, f"{len(asked)} versions, no known weakness")


def main() -> int:
    worst = 0
    for lock in LOCKS:
        code, words = verdict(*audit(lock))
        print(f"{lock}: {words}")
        worst = max(worst, code)
    return worst


if __name__ == "__main__":
    sys.exit(main())
