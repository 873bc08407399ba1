"""A plan kept in Asana by the official SDK alone: what one writes in an afternoon.

python plain_script.py PLAN.json, with ASANA_TOKEN and ASANA_URL in the environment.

It goes both ways. The file also keeps what Asana said last, so that a second run knows who
changed what; as in Momentum, the person in Asana wins. Each thing is asked for and made with a
call of its own. There is no care for lost answers, deletions, moves, or a second run meanwhile.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import asana

Json = dict[str, Any]

SECTIONS = ("This quarter", "Later", "Mastered")
TASK = {"opt_fields": "name,notes,due_on,completed"}
STEP = {"opt_fields": "name,completed"}
FIELDS = ("name", "notes", "due_on", "completed")
STEP_FIELDS = ("name", "completed")


class Script:
    def __init__(self, plan: Json) -> None:
        configuration = asana.Configuration()
        configuration.access_token = os.environ["ASANA_TOKEN"]
        configuration.host = os.environ["ASANA_URL"]
        client = asana.ApiClient(configuration)
        self.plan = plan
        self.workspaces = asana.WorkspacesApi(client)
        self.projects = asana.ProjectsApi(client)
        self.sections = asana.SectionsApi(client)
        self.tasks = asana.TasksApi(client)

    def sync(self) -> None:
        if "project" not in self.plan:
            self.make_project()
        listed = self.tasks.get_tasks_for_project(self.plan["project"], {**TASK, "limit": 100})
        found = {task["gid"]: task for task in listed}
        for goal in self.plan["goals"]:
            if "gid" not in goal:
                self.make(goal)
            elif task := found.get(goal["gid"]):
                self.settle(goal, task, FIELDS)
                steps = self.tasks.get_subtasks_for_task(goal["gid"], {**STEP, "limit": 100})
                subtasks = {step["gid"]: step for step in steps}
                for step in goal["steps"]:
                    if subtask := subtasks.get(step["gid"]):
                        self.settle(step, subtask, STEP_FIELDS)

    def make_project(self) -> None:
        workspace = next(iter(self.workspaces.get_workspaces({})))["gid"]
        data = {"name": "My plan", "privacy_setting": "private", "workspace": workspace}
        self.plan["project"] = self.projects.create_project({"data": data}, {})["gid"]
        self.plan["sections"] = {}
        for name in SECTIONS:
            body = {"body": {"data": {"name": name}}}
            made = self.sections.create_section_for_project(self.plan["project"], body)
            self.plan["sections"][name] = made["gid"]

    def make(self, goal: Json) -> None:
        place = {
            "project": self.plan["project"],
            "section": self.plan["sections"][goal["section"]],
        }
        data = {name: goal[name] for name in FIELDS} | {"memberships": [place]}
        self.note(goal, self.tasks.create_task({"data": data}, TASK), FIELDS)
        for step in goal["steps"]:
            data = {name: step[name] for name in STEP_FIELDS}
            made = self.tasks.create_subtask_for_task({"data": data}, goal["gid"], STEP)
            self.note(step, made, STEP_FIELDS)

    def settle(self, ours: Json, theirs: Json, fields: tuple[str, ...]) -> None:
        """Take what was changed in Asana, and send what was changed here alone."""
        changed = {name for name in fields if theirs[name] != ours["was"][name]}
        ours |= {name: theirs[name] for name in changed}
        if data := {name: ours[name] for name in fields if ours[name] != theirs[name]}:
            theirs = self.tasks.update_task({"data": data}, ours["gid"], TASK)
        self.note(ours, theirs, fields)

    def note(self, ours: Json, theirs: Json, fields: tuple[str, ...]) -> None:
        ours |= {"gid": theirs["gid"], "was": {name: theirs[name] for name in fields}}


def main(file: Path) -> None:
    plan = json.loads(file.read_text())
    try:
        Script(plan).sync()
    finally:
        file.write_text(json.dumps(plan))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
