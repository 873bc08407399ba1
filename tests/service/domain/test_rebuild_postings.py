from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.domain.fields import asked_text
from service.domain.plan import Plan, Posting, Requirement
from service.domain.rebuild_postings import postings_in

titles = st.lists(st.sampled_from("ABCDE"), unique=True, min_size=1)
lines = st.lists(st.sampled_from(["Curiosity", "Patience — and more", "Sales"]), unique=True)


@given(titles.flatmap(lambda named: st.tuples(*[st.tuples(st.just(n), lines) for n in named])))
def test_rebuilt_postings_ask_in_the_same_words_as_the_lost_ones(postings):
    lost = Plan(
        postings=tuple(
            Posting(title, tuple(map(Requirement, asks))) for title, asks in postings
        )
    )
    answers = sorted({line for _, asks in postings for line in asks})
    asked = [asked_text([answer], lost) for answer in answers]

    rebuilt = Plan(postings=postings_in(asked))

    assert [asked_text([answer], rebuilt) for answer in answers] == asked


def test_a_line_that_nobody_asks_for_makes_no_posting():
    assert postings_in(["Curiosity", ""]) == ()


def test_lines_that_contradict_each_other_still_give_their_postings():
    found = postings_in(["Curiosity — A; B", "Patience — B; A"])

    assert sorted(posting.title for posting in found) == ["A", "B"]
