from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.asana import richtext
from integrations.asana.sandbox.markup import IN_TASKS, read
from service.domain.plan import Goal, Group, Plan, State, Step
from service.domain.quarter import Quarter
from service.domain.review import Facts, Review, summarise
from service.usecases.review_notes import ROOM, as_text, html_notes

TODAY = date(2026, 12, 21)
NOW = Quarter(2026, 4)
MARKER = "momentum:review:2026-W52-1200"
HOSTILE = "</li></ul><script>alert(1)</script> & <a data-asana-gid='1'/>"


def review(*goals: Goal, purpose: str = "", gids: dict[str, str] | None = None) -> Review:
    return summarise(Facts(TODAY, Plan(goals, purpose=purpose), gids=gids or {}))


def goal(skill: str, id_: str = "a", **values: object) -> Goal:
    return replace(Goal(skill, id=id_, state=State.ACTIVE, quarter=NOW), **values)


def tags(html: str) -> set[str]:
    return {element.tag for element in ET.fromstring(html).iter()}  # noqa: S314 - our own


def test_goals_with_a_task_are_links_and_the_others_names():
    found = review(goal("Data"), goal("Hiring", "b"), gids={"a": "1201"})

    html = html_notes(found, MARKER)

    assert '<li><a data-asana-gid="1201"/> — no steps yet' in html
    assert "<li>Hiring — no steps yet" in html
    assert "data-asana-gid" not in html_notes(found, MARKER, linked=False)


def test_it_begins_with_the_purpose_and_ends_with_the_marker():
    html = html_notes(review(goal("Data"), purpose="Lead & learn"), MARKER)

    assert html.startswith("<body><em>Lead &amp; learn</em>")
    assert html.endswith(f"\n{MARKER}</body>")
    assert "momentum:" not in html_notes(review(goal("Data")))


def test_only_tags_that_a_task_takes_are_used():
    html = html_notes(review(goal("Data"), goal("People", group=Group.MASTERED)), MARKER)

    assert tags(html) <= {"body", "h2", "ul", "li", "em", "strong", "a"}


@pytest.mark.parametrize(
    "name", [HOSTILE, "momentum:goal:abc", "a\nb", "\x00\x1b[31m", "\ud800"]
)
def test_a_hostile_name_stays_a_name(name):
    html = html_notes(review(goal(name), purpose=name), MARKER)

    read(html, tags=IN_TASKS)
    assert tags(html) <= {"body", "h2", "ul", "li", "em"}
    assert html.count("momentum:") == 1


@given(st.text(), st.text(), st.text())
def test_whatever_people_write_the_notes_are_what_asana_takes(skill, purpose, reason):
    goals = (goal(skill, steps=(Step("s", done=True),)), goal(reason, "b", state=State.LET_GO))
    found = review(*goals, purpose=purpose)

    html = html_notes(found, MARKER)

    read(html, tags=IN_TASKS)
    assert richtext.text(html).endswith(MARKER)
    assert all(letter.isprintable() or letter == "\n" for letter in as_text(found))


def test_a_plan_too_long_for_a_task_is_cut_and_says_so():
    found = review(*(goal(f"Skill {n} " + "x" * 200, str(n)) for n in range(400)))

    html = html_notes(found, MARKER)

    assert len(html) <= ROOM
    assert "<li>and 350 more</li>" in html or "<li>and 380 more</li>" in html
    assert html.endswith(f"{MARKER}</body>")


def test_the_terminal_shows_the_same_words():
    found = review(goal("Data"), purpose="Lead")

    text = as_text(found)

    assert text.startswith("Review of Monday 21 December 2026 (2026-W52)\n\n  Lead\n")
    assert "\nIn your role\n1 goal this quarter, 0 later.\n  - Data — no steps yet" in text
    assert max(map(len, text.splitlines())) <= 88


def test_decisions_are_counted_in_asana_and_listed_in_the_terminal():
    done = (Step("a", done=True),)
    one, two = (
        review(goal("Data", steps=done)),
        review(goal("Data", steps=done), goal("Hiring", "b", steps=done)),
    )

    assert "The subtask of this review is a question: tick it" in html_notes(one, MARKER)
    assert "The 2 subtasks of this review are questions: tick one" in html_notes(two, MARKER)
    assert "Move “Data” to mastered?" not in html_notes(one, MARKER)
    assert "  - Move “Data” to mastered? Its one step is done." in as_text(one)


def test_what_became_of_decisions_is_told():
    facts = Facts(TODAY, Plan((goal("Data"),)), decided=("Let go of “Data”? No.",))

    html = html_notes(summarise(facts), MARKER)

    assert "<h2>What you decided</h2><ul><li>Let go of “Data”? No.</li></ul>" in html
