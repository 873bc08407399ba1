"""Projects, their sections, and the ladder of teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Api

    from integrations.asana.sandbox import Person, World
    from integrations.asana.sandbox.model import User, Workspace


def test_a_project_is_born_with_one_section(api: Api, workspace: Workspace, world: World):
    world.switches.default_section_name = "Sans titre"

    project = api.post("/projects", name="Plan", workspace=workspace.gid)

    sections = api.list(f"/projects/{project['gid']}/sections")
    assert [one["name"] for one in sections] == ["Sans titre"]


def test_a_private_project_is_for_its_members(
    api: Api, workspace: Workspace, world: World, connect: Callable[..., Api]
):
    bob = world.add_user("Bob Example", "bob@example.com")
    workspace.members.append(bob)
    secret = api.post(
        "/projects", name="Plan", workspace=workspace.gid, privacy_setting="private"
    )["gid"]

    seen = connect(bob).list("/projects", workspace=workspace.gid)

    assert seen == []
    assert connect(bob).refusal("GET", f"/projects/{secret}")[0] == 403


def test_private_projects_may_be_forbidden(api: Api, workspace: Workspace, world: World):
    world.switches.private_projects = False
    wanted = {"name": "P", "workspace": workspace.gid, "privacy_setting": "private"}

    assert api.refusal("POST", "/projects", data=wanted)[0] == 400


def test_an_organisation_wants_a_team_unless_the_switch_says_no(
    world: World, ada: User, connect: Callable[..., Api]
):
    firm = world.add_workspace("Firm", members=[ada], organization=True)
    team = world.add_team(firm, "Crew", members=[ada])
    world.add_team(firm, "Not mine", members=[])
    api = connect(ada)
    wanted = {"name": "Plan", "workspace": firm.gid}

    assert api.refusal("POST", "/projects", data=wanted) == (
        400,
        "Missing required `team` field",
    )
    mine = api.list("/users/me/teams", organization=firm.gid)
    assert [one["gid"] for one in mine] == [team.gid]
    assert api.post("/projects", **wanted, team=team.gid)["team"]["name"] == "Crew"
    world.switches.team_required = False
    assert api.post("/projects", **wanted)["team"] is None


def test_project_notes_take_fewer_tags_than_task_notes(api: Api, board: str, world: World):
    heading = {"html_notes": "<body><h1>Why</h1></body>"}

    assert api.refusal("PUT", f"/projects/{board}", data=heading)[0] == 400
    world.switches.rich_project_notes = True
    api.put(f"/projects/{board}", **heading)
    shown = api.get(f"/projects/{board}", opt_fields="html_notes")
    assert shown["html_notes"] == heading["html_notes"]


def test_a_project_can_be_renamed_archived_and_deleted(
    api: Api, board: str, workspace: Workspace
):
    api.put(f"/projects/{board}", name="My plan", archived=True)
    assert api.list("/projects", workspace=workspace.gid, archived="false") == []
    assert len(api.list("/projects", workspace=workspace.gid)) == 1
    task = api.post("/tasks", name="Speak", projects=[board])["gid"]
    api.delete(f"/projects/{board}")
    assert api.refusal("GET", f"/projects/{board}")[0] == 404
    assert api.refusal("GET", f"/tasks/{task}")[0] == 404


def test_a_deleted_project_comes_back_whole(api: Api, board: str, person: Person):
    api.post("/tasks", name="Speak", projects=[board])
    person.delete_project(board)

    person.restore_project(board)

    assert [one["name"] for one in api.list(f"/projects/{board}/tasks")] == ["Speak"]


def test_sections_are_inserted_moved_and_renamed(
    api: Api, board: str, sections: dict[str, str]
):
    def order() -> list[str]:
        return [one["name"] for one in api.list(f"/projects/{board}/sections")]

    path = f"/projects/{board}/sections"
    third = api.post(path, name="Third", insert_after=sections["Now"])["gid"]
    assert order() == ["Now", "Third", "Later"]
    api.post(f"{path}/insert", section=third, before_section=sections["Now"])
    assert order() == ["Third", "Now", "Later"]
    api.put(f"/sections/{third}", name="Später")
    assert order() == ["Später", "Now", "Later"]
    assert api.refusal("POST", path, data={"name": ""})[0] == 400
    assert api.refusal("POST", path, data={"name": "x", "insert_after": "1"})[0] == 400


def test_only_an_empty_section_is_deleted_and_never_the_last(
    api: Api, board: str, sections: dict[str, str]
):
    task = api.post("/tasks", name="Speak", projects=[board])["gid"]

    assert api.refusal("DELETE", f"/sections/{sections['Now']}")[0] == 400
    api.delete(f"/tasks/{task}")
    api.delete(f"/sections/{sections['Now']}")
    assert api.refusal("DELETE", f"/sections/{sections['Later']}")[0] == 400
    assert api.refusal("GET", f"/sections/{sections['Now']}")[0] == 404


def test_what_lay_in_a_deleted_section_is_restored_into_another(
    api: Api, board: str, sections: dict[str, str], person: Person
):
    task = person.add_task(sections["Now"], "Speak")
    person.delete_section(sections["Now"])
    assert api.list(f"/projects/{board}/tasks") == []

    person.restore(task)

    home = api.get(f"/tasks/{task}")["memberships"][0]["section"]["name"]
    assert home == "Later"


@pytest.mark.parametrize("kind", ["project", "section"])
def test_a_body_that_names_nothing_is_a_bad_request(api: Api, board: str, kind: str):
    data = {"project": {"projects": ["1"]}, "section": {"memberships": [{"project": board}]}}
    data["section"]["memberships"][0]["section"] = "1"

    status, message = api.refusal("POST", "/tasks", data={"name": "x"} | data[kind])

    assert (status, message) == (400, f"{kind}: Not a recognized ID: 1")
