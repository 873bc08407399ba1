from __future__ import annotations

import json
from datetime import date

import pytest
import yaml
from hypothesis import given
from support.made_plans import TODAY, full_plans

from service.domain.plan import (
    Capacity,
    Goal,
    Group,
    Kind,
    Plan,
    PlanSettings,
    Posting,
    Requirement,
    State,
    Step,
    Via,
)
from service.domain.planfile import goal_as_dict, plan_as_dict, read_back, read_plan, write_plan
from service.domain.quarter import Quarter
from service.domain.schedule import place

EXAMPLE = """
momentum: 1
purpose: Lead a product from the first sketch to a million people
settings: {timezone: Europe/Lisbon, review: "Mon 09:00", quarter_starts: January, capacity: {in_role: 3, outside: 1}}
postings:
  - title: Head of Product, Acme
    url: https://example.com/jobs/123
    requirements:
      - Proven stakeholder management across several teams
      - {text: Fluent in Portuguese, nice_to_have: true}
      - {text: Curiosity, kind: attribute}
goals:
  - skill: Stakeholder management
    group: mastered
    evidence: Led the pricing relaunch across four teams
    answers: [Proven stakeholder management across several teams]
  - skill: Data storytelling
    group: in_role
    how: Own the quarterly metrics deck
    steps: [Shadow the next deck, {text: Present one chapter, done: true}]
  - skill: Public speaking
    group: outside
    via: volunteering            # outside: course, book, mentor, volunteering, other
    how: Moderate the local meetup
    not_before: 2027-05-03       # comes back on this very day
"""  # noqa: E501 - as the product describes it


def test_a_file_is_read_as_it_is_meant():
    plan = read_plan(EXAMPLE)

    assert plan == Plan(
        purpose="Lead a product from the first sketch to a million people",
        settings=PlanSettings(timezone="Europe/Lisbon"),
        postings=(
            Posting(
                "Head of Product, Acme",
                (
                    Requirement("Proven stakeholder management across several teams"),
                    Requirement("Fluent in Portuguese", nice_to_have=True),
                    Requirement("Curiosity", Kind.ATTRIBUTE),
                ),
                "https://example.com/jobs/123",
                id="",
            ),
        ),
        goals=(
            Goal(
                "Stakeholder management",
                Group.MASTERED,
                id="",
                evidence="Led the pricing relaunch across four teams",
                answers=("Proven stakeholder management across several teams",),
                state=State.MASTERED,
            ),
            Goal(
                "Data storytelling",
                id="",
                how="Own the quarterly metrics deck",
                steps=(
                    Step("Shadow the next deck", id=""),
                    Step("Present one chapter", done=True, id=""),
                ),
            ),
            Goal(
                "Public speaking",
                Group.OUTSIDE,
                id="",
                via=Via.VOLUNTEERING,
                how="Moderate the local meetup",
                not_before=date(2027, 5, 3),
            ),
        ),
    )


def test_json_is_read_as_the_same_plan():
    as_json = json.dumps(yaml.safe_load(EXAMPLE), default=str, indent="\t")

    assert read_plan(as_json) == read_plan(EXAMPLE)


def test_json_may_write_a_character_in_two_halves():
    plan = read_plan(json.dumps({"momentum": 1, "purpose": "Up 🚀 \\ud83d", "goals": []}))

    assert plan.purpose == "Up 🚀 \\ud83d"


@pytest.mark.parametrize(
    "source",
    [
        EXAMPLE.encode(),
        b"\xef\xbb\xbf" + EXAMPLE.encode(),
        EXAMPLE.encode("utf-16"),
        b"\xfe\xff" + EXAMPLE.encode("utf-16-be"),
        "\ufeff" + EXAMPLE,
        EXAMPLE.replace("\n", "\r\n"),
    ],
)
def test_encodings_that_editors_save_in_make_no_difference(source):
    assert read_plan(source) == read_plan(EXAMPLE)


def test_a_word_is_a_word_whatever_yaml_makes_of_it():
    plan = read_plan("""
        goals:
        - {skill: no, group: in_role, how: 2027-05-03, evidence: 0x1F, steps: [12:30, 1_000]}
        """)

    goal = plan.goals[0]
    assert (goal.skill, goal.how, goal.evidence) == ("no", "2027-05-03", "0x1F")
    assert [step.text for step in goal.steps] == ["12:30", "1_000"]


def test_what_stands_for_nothing_is_as_if_it_were_absent():
    plan = read_plan("momentum: 1\npurpose:\nsettings: ~\npostings: null\ngoals:")

    assert plan == Plan()


def test_block_text_keeps_its_lines_and_names_stay_on_one():
    plan = read_plan("""
goals:
  - skill: >
      Data
      storytelling
    group: in_role
    how: |
      First this,
      then that.
""")

    assert plan.goals[0].skill == "Data storytelling"
    assert plan.goals[0].how == "First this,\nthen that."


@pytest.mark.parametrize(
    ("written", "settings"),
    [
        ("review: sunday 4:00", PlanSettings(review_weekday=6, review_hour=4)),
        ("review: Thu 23:00", PlanSettings(review_weekday=3, review_hour=23)),
        ("quarter_starts: Apr", PlanSettings(quarter_starts=4)),
        ("quarter_starts: 12", PlanSettings(quarter_starts=12)),
        ("capacity: {outside: 0}", PlanSettings(capacity=Capacity(3, 0))),
        ("reconnect: 0", PlanSettings(reconnect=0)),
        ("reconnect: 24", PlanSettings(reconnect=24)),
    ],
)
def test_settings_may_be_written_in_short(written, settings):
    assert read_plan(f"momentum: 1\nsettings:\n  {written}\n").settings == settings


@given(full_plans())
def test_a_plan_that_is_written_and_read_is_the_same_plan(plan):
    plan = place(plan, TODAY)
    assert read_back(write_plan(plan)) == plan


def test_an_export_of_the_sample_plan_is_a_file_without_problems():
    plan = place(read_plan(EXAMPLE), TODAY)

    assert read_plan(write_plan(plan)) == plan


def test_text_of_several_lines_is_written_as_a_block_and_odd_ends_of_lines_in_quotes():
    lines, odd = "First this,\n\nthen that.", "a\x85b\r\u2028c"
    plan = Plan((Goal("a", id="x", how=lines, notes=odd, evidence="ends in space \n"),))
    text = write_plan(plan)

    assert "    how: |-\n      First this,\n\n      then that.\n" in text
    assert r'notes: "a\Nb\r\Lc"' in text
    assert read_plan(text) == plan


def test_what_asana_holds_may_be_written_and_read_although_no_file_would_begin_so():
    twins = tuple(Goal("Twin", id=name) for name in ("first", "second"))
    long = Goal("n" * 400, id="long", steps=(Step("", id="emptied"), Step("s" * 900, id="s")))
    unseen = Goal("\u200b", id="unseen", answers=("\u2800",), steps=(Step("\ufeff", id="u"),))
    line = Requirement("\u3164", Kind.ATTRIBUTE)
    posting = Posting("\u200b", (line, Requirement("\u200b")), id="posting")
    plan = Plan((*twins, long, unseen), (posting,))

    assert read_plan(write_plan(plan)) == plan


def test_characters_that_no_file_may_hold_are_left_out_of_it():
    assert read_plan(write_plan(Plan((Goal("a\x00b\ud800c", id="x"),)))).goals[0].skill == "abc"


def test_a_goal_is_shown_under_the_keys_of_its_file_and_without_what_is_empty():
    goal = Goal(
        "Data", id="g", steps=(Step("One", done=True, id="s"),), pinned=Quarter(2027, 1)
    )

    assert goal_as_dict(goal.activated(Quarter(2027, 1))) == {
        "skill": "Data",
        "group": "in_role",
        "steps": [{"text": "One", "done": True, "id": "s"}],
        "quarter": "2027-Q1",
        "state": "active",
        "in": "2027-Q1",
        "id": "g",
    }


def test_a_plan_as_plain_data_is_json():
    assert read_plan(json.dumps(plan_as_dict(read_plan(EXAMPLE)))) == read_plan(EXAMPLE)


def test_letting_go_of_a_mastered_goal_in_the_file_makes_it_one_that_was_learned_somewhere():
    goal = read_plan("goals: [{skill: a, group: mastered, via: book, state: let_go}]").goals[0]

    assert (goal.group, goal.state) == (Group.OUTSIDE, State.LET_GO)
