"""Steps merged one by one and in order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.plan import Step
from service.domain.remote import RemoteStep
from service.domain.steps import StepBase, merge_steps, moves, new_come_first, push_steps

A, B, C = (Step(text, id=text.lower()) for text in "ABC")


def base(step: Step, **changes: object) -> StepBase:
    values = {"text": step.text, "done": step.done, **changes}
    return StepBase(step.id, f"gid-{step.id}", str(values["text"]), bool(values["done"]))


def shown(step: Step, *, text: str | None = None, done: bool | None = None) -> RemoteStep:
    return RemoteStep(f"gid-{step.id}", text or step.text, step.done if done is None else done)


def test_a_ticked_subtask_ticks_its_step():
    merge = merge_steps([A, B], [base(A), base(B)], [shown(A, done=True), shown(B)])

    assert [step.done for step in merge.steps] == [True, False]


def test_text_and_tick_merge_apart():
    mine = Step("A, said better", id="a")
    merge = merge_steps([mine], [base(A)], [shown(A, done=True)])

    assert merge.steps == (Step("A, said better", done=True, id="a"),)
    assert not merge.conflicts


def test_a_subtask_added_by_hand_becomes_a_step_where_it_stands():
    merge = merge_steps(
        [A, B], [base(A), base(B)], [shown(A), RemoteStep("9", "new", done=False), shown(B)]
    )

    assert [step.text for step in merge.steps] == ["A", "new", "B"]


def test_a_subtask_without_a_name_is_left_alone():
    merge = merge_steps([A], [base(A)], [shown(A), RemoteStep("9", " ", done=False)])

    assert merge.steps == (A,)
    assert push_steps(merge.steps, merge.bases).delete == ()


def test_a_removed_subtask_takes_its_step_with_it():
    merge = merge_steps([A, B], [base(A), base(B)], [shown(B)])

    assert merge.steps == (B,)


def test_a_step_dropped_from_the_plan_comes_back_if_the_person_worked_on_it():
    merge = merge_steps([], [base(A), base(B)], [shown(A, done=True), shown(B)])

    assert merge.steps == (Step("A", done=True, id="a"),)
    assert push_steps(merge.steps, merge.bases).delete == (base(B),)


def test_the_persons_order_stands():
    merge = merge_steps([A, B, C], [base(A), base(B), base(C)], [shown(C), shown(A), shown(B)])

    assert [step.text for step in merge.steps] == ["C", "A", "B"]


def test_the_plans_order_stands_where_the_person_changed_none():
    merge = merge_steps([C, A, B], [base(A), base(B), base(C)], [shown(A), shown(B), shown(C)])

    assert [step.text for step in merge.steps] == ["C", "A", "B"]


STEPS = st.lists(st.sampled_from("abcdefg"), unique=True)


@given(STEPS, STEPS, STEPS)
def test_after_a_merge_and_its_push_both_sides_hold_the_same_steps(local, before, remote):
    def step(name: str) -> Step:
        return Step(name, id=name)

    merge = merge_steps(
        [step(name) for name in local],
        [base(step(name)) for name in before],
        [shown(step(name)) for name in remote],
    )
    push = push_steps(merge.steps, merge.bases)

    in_asana = [base.text for base in merge.bases if base not in push.delete]
    in_asana += [step.text for step in push.create]
    assert sorted(in_asana) == sorted(step.text for step in merge.steps)
    assert not push.update


@given(st.permutations("abcdef"), st.permutations("abcdef"))
def test_moves_bring_one_order_into_the_other(wanted, present):
    current = list(present)
    for item, after in moves(wanted, present):
        current.remove(item)
        current.insert(current.index(after) + 1 if after else 0, item)

    assert current == list(wanted)


@given(st.permutations("abcdef"))
def test_the_same_order_needs_no_moves(order):
    assert list(moves(order, order)) == []


def test_a_new_pile_that_asana_shows_upside_down_is_no_order_of_the_persons():
    bases = [replace(base(step), unread=True) for step in (A, B, C)]
    merge = merge_steps([A, B, C], bases, [shown(C), shown(B), shown(A)])

    assert merge.steps == (A, B, C)
    assert [seen.id for seen in merge.bases] == ["c", "b", "a"]


def test_an_order_turned_upside_down_once_it_was_seen_is_the_persons():
    merge = merge_steps([A, B, C], [base(A), base(B), base(C)], [shown(C), shown(B), shown(A)])

    assert merge.steps == (C, B, A)


def test_where_new_ones_come_last_an_upside_down_pile_is_the_persons():
    bases = [replace(base(step), unread=True) for step in (A, B, C)]
    seen = [shown(C), shown(B), shown(A)]
    merge = merge_steps([A, B, C], bases, seen, first=False)

    assert merge.steps == (C, B, A)


@pytest.mark.parametrize(
    ("piles", "first"),
    [
        ([], True),
        (["ba"], True),
        (["ab"], False),
        (["ba", "ab"], True),
        (["ab"] * 2 + ["ba"], False),
    ],
)
def test_most_new_piles_tell_where_asana_puts_a_new_subtask(piles, first):
    steps = {"a": A, "b": B}
    new = [replace(base(step), unread=True) for step in (A, B, C)]
    lists = [(new, [shown(steps[name]) for name in pile]) for pile in piles]

    assert new_come_first(lists) is first
