from __future__ import annotations

import pytest

from service.domain.changes import Change, What
from service.domain.schedule import StoryKind
from service.domain.telling import Told, sentence


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told("created", "Pricing"), "Pricing was made in Asana."),
        (
            Told("created", "Pricing", "step", new="Ask"),
            "Pricing: the step “Ask” was made in Asana.",
        ),
        (
            Told("updated", "Pricing", "due_on", "2026-12-31", "2027-05-03"),
            "Pricing: the due date was set to 3 May 2027 in Asana (it was 31 December 2026).",
        ),
        (
            Told("updated", "Pricing", "section", "later", "in_role"),
            "Pricing was moved to “this quarter, in the role” in Asana.",
        ),
        (
            Told("updated", "Pricing", "step", "Ask", "Ask (done)"),
            "Pricing: the step “Ask” was ticked in Asana.",
        ),
        (
            Told("pulled", "Pricing", "name", "Pricing", "Price models"),
            "You renamed “Pricing” to “Price models” in Asana.",
        ),
        (
            Told("pulled", "Pricing", "place", "in_role", "mastered"),
            "You finished Pricing in Asana: it is mastered.",
        ),
        (
            Told("pulled", "Pricing", "place", "in_role", note="deleted in Asana"),
            "Pricing was deleted in Asana.",
        ),
        (
            Told("pulled", "Pricing", "due_on", "2026-12-31"),
            "Pricing: you cleared the due date in Asana (it was 31 December 2026).",
        ),
        (
            Told("pulled", "Pricing", "step", "☐ Ask", "☑ Ask"),
            "Pricing: you ticked the step “Ask” in Asana.",
        ),
        (
            Told("pulled", "Pricing", "step", "☐ Ask", "☑ Ask twice"),
            "Pricing: you changed the step “Ask” to “Ask twice” and ticked it in Asana.",
        ),
        (
            Told("adopted", "Pricing", "step", new="☐ Ask"),
            "Pricing: you added the step “Ask” in Asana.",
        ),
        (
            Told("posting_added", "Head of Product"),
            "You added the posting “Head of Product” to the plan.",
        ),
        (
            Told("posting_removed", "Head of Product"),
            "You removed the posting “Head of Product”; a copy of it is kept.",
        ),
        (
            Told("posting_edited", "Head of Product", "dropped", old="Curiosity; SQL"),
            "The posting “Head of Product”: you dropped “Curiosity; SQL”.",
        ),
        (
            Told("posting_edited", "Head of Product", "url", "https://a.example", ""),
            "The posting “Head of Product”: the url was cleared in the plan.",
        ),
        (
            Told("posting_edited", "Head", "title", "Chief", "Head"),
            "The posting “Head”: the title was set to “Head” in the plan.",
        ),
        (
            Told("refused", "Pricing", note="Asana refused: the name is too long"),
            "Pricing: Asana did not take a change: the name is too long.",
        ),
        (
            Told("edited", "Pricing", "skill", "Price", "Pricing"),
            "Pricing: the name was set to “Pricing” in the plan (it was “Price”).",
        ),
        (
            Told(StoryKind.CARRIED_OVER, "Pricing", note="from 2026-Q4"),
            "Pricing was not finished in 2026-Q4 and goes on in this quarter.",
        ),
        (Told("unheard_of", "Pricing", "how", "a", "b", "so"), "Pricing: how: a → b: so"),
    ],
)
def test_what_happened_is_a_sentence(told, said):
    assert sentence(told) == said


def test_what_is_only_planned_is_told_as_what_will_be():
    told = Told("updated", "Pricing", "section", "later", "in_role")

    assert sentence(told, planned=True).startswith("Pricing will be moved to ")


@pytest.mark.parametrize("kind", [*What, *StoryKind])
def test_every_kind_of_change_has_words_of_its_own(kind):
    told = Told(kind, "Pricing", "how", "old", "new", "why")

    assert sentence(told).endswith(".")
    assert "→" not in sentence(told)


def test_a_change_is_told_as_it_was_written_down():
    change = Change(What.CONFLICT, "Pricing", "g1", "due_on", "", "2026-12-31")

    assert "31 December 2026, stands; the plan had nothing." in sentence(
        Told.of(change.as_dict())
    )


def test_a_conflict_is_told_with_both_values():
    said = sentence(Told("conflicts", "Pricing", "how", "Ask finance", "Ask sales"))

    assert said == (
        "Pricing: the how was changed on both sides. Yours in Asana, “Ask sales”, stands; the "
        "plan had “Ask finance”."
    )


def test_a_long_text_is_cut_and_stays_on_one_line():
    said = sentence(Told("pulled", "Pricing", "notes", "", "word\n" * 100))

    assert "\n" not in said
    assert len(said) < 150
