from __future__ import annotations

import json

import pytest

from service.domain.step_zero import QUESTION

OLD = """\
momentum: 1
purpose: Lead a product
postings:
  - {title: Old, requirements: [Curiosity, Sailing]}
goals:
  - {skill: Curiosity, group: mastered, answers: [Curiosity]}
  - {skill: Sailing, group: outside, answers: [Sailing]}
  - {skill: Pricing, group: in_role}
"""
NEW = OLD.replace(
    "{title: Old, requirements: [Curiosity, Sailing]}",
    "{title: New, requirements: [Curiosity, Chess, Experience with pricing]}",
)


@pytest.fixture
def synced(connected, momentum, plan_file):
    plan_file.write_text(OLD)
    assert momentum("plan", "import", plan_file).code == 0
    assert momentum("sync").code == 0
    return connected


@pytest.fixture
def renewed(synced, momentum, plan_file):
    """The postings were replaced since the first sync."""
    plan_file.write_text(NEW)
    assert momentum("plan", "import", plan_file, "--prune").code == 0
    return synced


def goals(momentum) -> dict[str, str]:
    found = json.loads(momentum("plan", "show", "--json").out)["goals"]
    return {goal["skill"]: goal["state"] for goal in found}


def reconnects(asana) -> list[dict[str, object]]:
    (project,) = asana.world.snapshot()["projects"]
    tasks = project["sections"][-1]["tasks"]
    return [task for task in tasks if str(task["name"]).startswith("Reconnect of")]


def test_it_is_shown_before_and_made_once(synced, momentum):
    preview = momentum("reconnect", "--preview")
    assert QUESTION in preview.out
    assert "Nothing was changed." in preview.out
    assert reconnects(synced) == []

    assert "Made." in momentum("reconnect").out
    assert "still open" in momentum("reconnect").out
    (task,) = reconnects(synced)
    assert len(task["subtasks"]) == 4
    again = json.loads(momentum("reconnect", "--json").out)
    assert again == {"number": 1, "gid": task["gid"], "new": False}


@pytest.mark.usefixtures("renewed")
def test_without_a_terminal_the_comparison_is_told_with_its_keys(momentum):
    told = momentum("reconnect", "--compare").out

    for part in (
        "Covered by what you have mastered\n  Curiosity (Curiosity)",
        "In the plan already\n  Experience with pricing (probably Pricing)",
        "New: no goal answers it\n  Chess",
        "No longer asked by any posting\n  Sailing",
        "3 changes to decide.",
        "Let go of “Sailing”?",
        "Nothing was changed.",
    ):
        assert part in told
    assert goals(momentum)["Sailing"] == "active"


@pytest.mark.usefixtures("renewed")
def test_on_a_terminal_each_change_is_asked_about(momentum):
    ended = momentum("reconnect", "--compare", stdin="n\nn\ny\n", terminal=True)

    assert "Done: 1 change." in ended.out
    assert goals(momentum)["Sailing"] == "let_go"
    left = json.loads(momentum("reconnect", "--compare", "--json").out)["proposals"]
    assert [one["change"] for one in left] == ["count", "leave_out"]


@pytest.mark.usefixtures("renewed")
def test_all_can_be_accepted_at_once_or_one_by_its_key(momentum):
    found = json.loads(momentum("reconnect", "--compare", "--json").out)["proposals"]
    assert "Done: 1 change." in momentum("reconnect", "--accept", found[0]["key"]).out

    assert "Done: 2 changes." in momentum("reconnect", "--accept", "all").out
    assert "Nothing to decide." in momentum("reconnect", "--compare").out
    gone = momentum("reconnect", "--accept", found[0]["key"])
    assert gone.code == 1
    assert "Not proposed any more" in gone.err


def test_without_postings_there_is_nothing_to_compare(home, momentum):
    ended = momentum("reconnect", "--compare")

    assert (ended.code, home.exists()) == (1, True)
    assert "no postings to compare with" in ended.err


@pytest.mark.usefixtures("synced")
def test_the_status_says_when_it_comes_and_how_much_is_planned(momentum):
    told = momentum("status").out
    data = json.loads(momentum("status", "--json").out)

    assert "Reconnect    " in told
    assert "Coverage     50% mastered, 50% planned" in told
    assert data["next_reconnect"]
    assert data["coverage"] == {
        "answered": 2,
        "planned": 2,
        "let_go": 0,
        "unsorted": 0,
        "total": 4,
    }
    assert "50% mastered, 50% planned" in momentum("plan", "show").out


@pytest.mark.usefixtures("home")
def test_the_purpose_is_shown_said_anew_and_taken_away(momentum):
    assert "None is said yet." in momentum("plan", "purpose").out

    assert "Build what lasts" in momentum("plan", "purpose", "Build what lasts").out
    assert momentum("plan", "purpose").out.strip() == "Build what lasts"
    assert "The plan: the purpose was set to “Build what lasts”" in momentum("history").out
    assert "no purpose now" in momentum("plan", "purpose", "").out
    refused = momentum("plan", "purpose", "a\x07b")
    assert (refused.code, "control character" in refused.err) == (1, True)
