from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.postings import LINES, MUST, OFFER

from service.domain.plan import Kind, Requirement
from service.domain.posting_lines import Picks, PostingLine, chosen, offers, picked
from service.errors import InvalidInput, NotFound

READ = chosen(LINES)


def texts(requirements) -> list[str]:
    return [one.text for one in requirements]


def after(picks: Picks, requirements=READ) -> list[str]:
    return texts(picked(LINES, requirements, picks))


def test_what_reads_as_a_requirement_is_chosen_with_its_weight_and_kind():
    assert list(READ) == [
        Requirement(MUST),
        Requirement("Curiosity", Kind.ATTRIBUTE),
        Requirement("Portuguese", nice_to_have=True),
    ]


def test_a_line_that_stands_twice_is_one_requirement_in_the_first_ones_place():
    lines = [PostingLine(text, chosen=True) for text in ("SQL", "Curiosity", "sql ")]

    assert texts(chosen(lines)) == ["SQL", "Curiosity"]


def test_all_lines_are_offered_under_numbers_and_own_ones_behind_them():
    offered = offers(LINES, (*READ, Requirement("Sailing")))

    assert [one.number for one in offered] == [1, 2, 3, 4, 5, 6]
    assert [one.asked for one in offered] == [False, True, True, True, False, True]
    assert (offered[5].text, offered[5].own) == ("Sailing", True)
    assert offered[4].heading == "What we offer"


def test_lines_are_added_and_dropped_by_number_or_by_words_and_stay_in_reading_order():
    assert after(Picks(add=[5], drop=[2])) == ["Curiosity", "Portuguese", OFFER]
    assert after(Picks(add=["a boat on  fridays"], drop=["proven"])) == after(
        Picks(add=[5], drop=[2])
    )


def test_words_that_no_line_has_are_a_line_of_ones_own():
    asked = picked(LINES, READ, Picks(add=["  Sails\nin storms "]))

    assert texts(asked)[-1] == "Sails in storms"
    assert texts(picked(LINES, asked, Picks(drop=[6]))) == texts(READ)


def test_picks_follow_on_each_other():
    own, gone = Picks(add=["Sailing"]), Picks(drop=[6])

    assert picked(LINES, READ, own, gone) == READ
    assert texts(picked(LINES, READ, own, Picks(drop=[5]), own))[-1] == "Sailing"


def test_a_line_is_marked_as_must_or_nice_to_have_as_skill_or_attribute():
    marked = picked(
        LINES, READ, Picks(must_have=[4], nice_to_have=["proven"], skill=[3], attribute=[5])
    )

    assert marked == (
        Requirement(MUST, nice_to_have=True),
        Requirement("Curiosity"),
        Requirement("Portuguese"),
        Requirement(OFFER, Kind.ATTRIBUTE),
    )


@pytest.mark.parametrize("which", [0, -1, 6, 10**30, "Rowing", "", "  "])
def test_a_line_that_is_not_there_is_not_found(which):
    with pytest.raises(NotFound) as caught:
        after(Picks(drop=[which]))
    assert caught.value.hint


def test_words_with_which_several_lines_begin_name_none_of_them():
    lines = [PostingLine("Python"), PostingLine("Python and SQL"), PostingLine("Python or R")]

    with pytest.raises(NotFound, match="1, 2, 3"):
        picked(lines, (), Picks(nice_to_have=["pyth"]))
    assert texts(picked(lines, (), Picks(nice_to_have=["python"]))) == ["Python"]


@pytest.mark.parametrize(
    "line", ["", " \n", "\u200b\u3164", "a\x1b[31m", "a\ud800", "a\0", "x" * 1001]
)
def test_an_own_line_is_one_that_a_plan_can_hold(line):
    with pytest.raises(InvalidInput) as caught:
        after(Picks(add=[line]))
    assert caught.value.hint


def test_a_posting_without_a_copy_has_its_requirements_as_lines():
    asked = (Requirement("B"), Requirement("A"))

    assert [one.text for one in offers((), asked)] == ["B", "A"]
    assert texts(picked((), asked, Picks(drop=[1], add=["C"]))) == ["A", "C"]


NUMBERS = st.lists(st.integers(1, len(LINES)), max_size=4)


@given(add=NUMBERS, drop=NUMBERS, nice=NUMBERS)
def test_picks_leave_each_line_once_in_reading_order_and_the_same_again_changes_nothing(
    add, drop, nice
):
    picks = Picks(add=add, drop=drop, nice_to_have=nice)
    once = picked(LINES, READ, picks)

    order = [line.text for line in LINES]
    places = [order.index(one.text) for one in once]
    assert places == sorted(set(places))
    assert picked(LINES, once, picks) == once
    assert not {order[number - 1] for number in drop} & set(texts(once))
