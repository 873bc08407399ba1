from __future__ import annotations

import json

import pytest

from integrations.asana.sandbox import Fault


@pytest.fixture
def planned(connected, momentum, plan_file):
    """Ada's Asana, connected, with the plan imported and nothing synced."""
    momentum("plan", "import", plan_file)
    return connected


@pytest.fixture
def synced(planned, momentum):
    assert momentum("sync").code == 0
    return planned


def person(asana):
    return asana.world.person(next(iter(asana.world.users.values())))


def task(asana, name):
    return next(task.gid for task in asana.world.tasks.values() if task.name == name)


def writes(asana):
    return [entry for entry in asana.world.requests if entry.method != "GET"]


def test_the_first_sync_says_in_words_what_it_made(planned, momentum):
    ended = momentum("sync")

    assert ended.code == 0
    assert "Synced. In Asana: 6 goals and 2 steps created." in ended.out
    assert task(planned, "Data storytelling")


def test_the_second_sync_writes_nothing_and_says_so(synced, momentum):
    before = len(writes(synced))

    ended = momentum("sync")

    assert "In step." in ended.out
    made = [entry for entry in writes(synced)[before:] if entry.path != "/batch"]
    assert made == []


def test_json_counts_what_was_done(planned, momentum):
    first = json.loads(momentum("sync", "--json").out)
    second = json.loads(momentum("sync", "--json").out)

    assert first["created"] == 8
    assert first["requests"] > 0
    assert first["conflicts"] == []
    assert {"updated", "pulled", "adopted"} <= first.keys()
    assert second["created"] == 0
    assert planned.world.tasks


def test_a_dry_run_shows_everything_and_changes_nothing(planned, momentum):
    ended = momentum("sync", "--dry-run")

    assert ended.code == 0
    assert "+ Data storytelling with 2 steps" in ended.out
    assert "To do in Asana: create 6 goals and 2 steps." in ended.out
    assert "Nothing was changed." in ended.out
    assert writes(planned) == []
    assert json.loads(momentum("sync", "--dry-run", "--json").out)["status"] == "planned"


def test_what_the_person_did_is_told(synced, momentum):
    person(synced).rename(task(synced, "Pricing"), "Price models")

    ended = momentum("sync")

    assert "From Asana, where you changed it:" in ended.out
    assert "Price models" in ended.out
    assert "Price models" in momentum("plan", "show").out


def test_an_edit_on_both_sides_is_told_as_a_conflict(synced, momentum):
    person(synced).rename(task(synced, "Pricing"), "Price models")
    momentum("goal", "edit", "Pricing", "--skill", "Pricing power")

    ended = momentum("sync")

    assert "your edit in Asana stands" in ended.out
    assert "Pricing power" in ended.out


def test_a_hostile_name_from_asana_is_defused(synced, momentum):
    person(synced).rename(task(synced, "Pricing"), "\x1b[2Jgone\u202e")

    said = momentum("sync").out + momentum("plan", "show").out + momentum("history").out

    assert "gone" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_creation_without_an_answer_says_when_it_is_looked_for_again(planned, momentum):
    planned.world.faults.add(Fault("500_after", method="POST", path="/tasks"))

    ended = momentum("sync")

    assert ended.code == 0
    assert "Asana has not answered for 1 creation." in ended.out
    assert "Momentum looks again on" in ended.out


def test_a_revoked_token_stops_the_account_and_says_what_to_do(synced, momentum):
    synced.world.revoke(synced.token)

    ended = momentum("sync")

    assert ended.code == 1
    assert "does not accept the token" in ended.err
    assert "momentum connect" in ended.err
    status = json.loads(momentum("status", "--json").out)
    assert status["state"] == "token_invalid"
    assert "Stopped:" in momentum("status").out


def test_a_new_token_goes_on_where_it_stopped(synced, momentum):
    synced.world.revoke(synced.token)
    momentum("sync")
    ada = next(iter(synced.world.users.values()))

    assert momentum("connect", stdin=synced.world.add_token(ada)).code == 0

    assert "In step." in momentum("sync").out


def test_a_large_loss_asks_first_and_goes_on_by_force(synced, momentum):
    for gone in [task for task in synced.world.tasks.values() if task.parent is None]:
        person(synced).delete(gone.gid)

    asked = momentum("sync")
    assert asked.code == 1
    assert "--force" in asked.err

    assert momentum("sync", "--force").code == 0


def test_a_large_loss_that_was_a_mistake_is_made_good_by_keep(synced, momentum):
    tasks = [task for task in synced.world.tasks.values() if task.parent is None]
    names = sorted(task.name for task in tasks)
    for gone in tasks:
        person(synced).delete(gone.gid)
    assert "--keep" in momentum("sync").err

    assert momentum("sync", "--keep").code == 0
    alive = [t for t in synced.world.tasks.values() if not (t.parent or t.deleted_at)]
    assert sorted(task.name for task in alive) == names


def test_force_and_keep_say_the_opposite(momentum):
    assert momentum("sync", "--force", "--keep").code == 2


def test_status_tells_how_things_stand_without_asking_asana(synced, momentum):
    momentum("goal", "edit", "Pricing", "--how", "Shadow finance")
    before = len(synced.world.requests)

    words = momentum("status").out
    data = json.loads(momentum("status", "--json").out)

    assert len(synced.world.requests) == before
    assert "Connected to Home as Ada Example." in words
    assert "1 change for Asana" in words
    assert data["state"] == "ok"
    assert data["waiting_changes"] == 1
    assert data["last_sync"]
    assert data["next_review"]


def test_the_review_is_made_once_and_shown_before(synced, momentum):
    preview = momentum("review", "--preview")
    assert "Data storytelling" in preview.out
    assert "Nothing was changed." in preview.out

    assert "Made." in momentum("review").out
    assert "already" in momentum("review").out
    names = [task.name for task in synced.world.tasks.values()]
    assert sum(name.startswith("Review of") for name in names) == 1


def test_history_remembers_newest_first(synced, momentum):
    person(synced).rename(task(synced, "Pricing"), "Price models")
    momentum("sync")

    data = json.loads(momentum("history", "--json", "--limit", "5").out)

    assert len(data) == 5
    assert "Price models" in json.dumps(data[0])
    assert "Price models" in momentum("history", "--limit", "1").out


@pytest.mark.usefixtures("synced")
def test_the_preview_of_a_review_shows_what_it_would_ask(momentum):
    momentum("goal", "activate", "Cost models")

    words = momentum("review", "--preview").out
    data = json.loads(momentum("review", "--preview", "--json").out)

    assert "Defer “Cost models” to " in words
    assert "tick it, and it is done with the next sync." in words
    assert [one["choice"] for one in data["decisions"]] == ["defer"]
    assert data["decisions"][0]["title"].endswith("This quarter is over capacity.")


def test_the_history_tells_run_by_run_what_was_done_and_why(synced, momentum):
    momentum("goal", "edit", "Pricing", "--how", "Shadow finance")
    person(synced).rename(task(synced, "Hiring"), "Hiring well")
    momentum("sync")

    said = momentum("history").out
    told = json.loads(momentum("history", "--json").out)

    assert "synced by hand" in said
    assert "you changed the plan" in said
    assert "You renamed “Hiring” to “Hiring well” in Asana." in said
    assert "Pricing: the how was set to “Shadow finance” in Asana." in said
    assert "Pricing was made in Asana." in said
    assert {"kind", "goal_id", "field", "old", "new", "note", "run_id"} <= told[0].keys()
    assert any(entry["text"] == "Pricing was made in Asana." for entry in told)


def test_the_history_says_what_stopped_a_sync_and_the_next_step(synced, momentum):
    synced.world.revoke(synced.token)
    momentum("sync")

    said = momentum("history").out

    assert "Asana does not accept the token any more." in said
    assert "momentum connect" in said


def test_a_conflict_is_named_with_both_values_by_status_and_history(synced, momentum):
    person(synced).rename(task(synced, "Pricing"), "Price models")
    momentum("goal", "edit", "Pricing", "--skill", "Pricing power")
    momentum("sync")

    both = "Yours in Asana, “Price models”, stands; the plan had “Pricing power”."
    assert both in momentum("status").out
    assert both in momentum("history").out
    assert both in json.loads(momentum("status", "--json").out)["conflicts"][0]
