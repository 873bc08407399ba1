"""The stand-in of Asana in a process of its own, with so many people.

python tests/benchmarks/scale/standin.py PEOPLE

tells its address and everybody's gids and token; then it answers, each line on its standard
input saying how many milliseconds an answer takes, and what it computed since the last line.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(1, str(Path(__file__).parents[3]))

from integrations.asana.sandbox import World, serve


def main(people: int) -> None:
    """Serve until the standard input ends."""
    world = World()
    found = []
    for number in range(1, people + 1):
        user = world.add_user(f"Person {number}", f"{number}@example.com")
        workspace = world.add_workspace("Home", members=[user])
        found.append((user.gid, workspace.gid, world.add_token(user)))
    with serve(world) as url:
        print(json.dumps({"url": url, "people": found}), flush=True)
        before = time.process_time()
        for line in sys.stdin:
            world.switches.answer_seconds = float(line) / 1000
            now = time.process_time()
            print(now - before, flush=True)
            before = now


if __name__ == "__main__":
    main(int(sys.argv[1]))
