from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from support.made_plans import TODAY, full_plans

from service.domain.plan import Goal, Group, Plan, State
from service.domain.planfile import read_plan
from service.domain.planmerge import Imported, merge_import
from service.domain.schedule import place

FILE = """
purpose: To lead
goals:
  - {skill: A, group: in_role, how: By hand, steps: [One, Two]}
  - {skill: B, group: outside}
  - {skill: C, group: in_role}
"""


def first(text: str = FILE) -> tuple[Plan, Plan]:
    """The file as it is remembered, and the plan that came of it."""
    imported = merge_import(None, Plan(), read_plan(text))
    return imported.file, place(imported.plan, TODAY)


def again(text: str, change=lambda plan: plan, *, prune: bool = False) -> tuple[Plan, Imported]:
    """Import FILE, let somebody change the plan, import `text`."""
    base, plan = first()
    local = change(plan)
    return local, merge_import(base, local, read_plan(text), prune=prune)


def changing(name: str, **fields: object):
    def change(plan: Plan) -> Plan:
        return plan.with_goal(replace(goal(plan, name), **fields))

    return change


def names(plan: Plan) -> list[str]:
    return [goal.skill for goal in plan.goals]


def goal(plan: Plan, skill: str) -> Goal:
    return next(goal for goal in plan.goals if goal.skill == skill)


def test_a_first_import_brings_everything_and_gives_it_ids():
    base, plan = first()

    assert names(plan) == ["A", "B", "C"]
    ids = [goal.id for goal in plan.goals] + [step.id for step in plan.goals[0].steps]
    assert all(ids)
    assert len(set(ids)) == 5
    assert [goal.id for goal in base.goals] == ids[:3]


def test_the_same_file_again_changes_nothing():
    local, imported = again(FILE)

    assert imported.plan == local
    found = (imported.added, imported.changed, imported.missing, imported.notices)
    assert found == ((), (), (), ())


def test_an_old_file_after_a_rename_makes_no_duplicate_and_undoes_nothing():
    local, imported = again(
        FILE, changing("A", skill="Alpha", former_names=("A",), how="By eye")
    )

    assert imported.plan == local


def test_a_rename_is_known_by_the_last_file_even_without_former_names():
    local, imported = again(FILE, changing("A", skill="Alpha"))

    assert imported.plan == local


def test_both_sides_keep_the_different_fields_that_they_changed():
    _, imported = again(
        FILE.replace("By hand", "By heart"), changing("A", evidence="A prize", notes="Mine")
    )

    merged = goal(imported.plan, "A")
    assert (merged.how, merged.evidence, merged.notes) == ("By heart", "A prize", "Mine")
    assert imported.changed == (merged,)


def test_the_same_field_is_as_the_file_says_since_it_is_the_newest_word():
    _, imported = again(FILE.replace("By hand", "By heart"), changing("A", how="By eye"))

    assert goal(imported.plan, "A").how == "By heart"


def test_a_rename_in_the_file_is_followed_by_its_former_name():
    text = FILE.replace("skill: B,", "skill: Beta, formerly: [B],")
    local, imported = again(text)

    assert names(imported.plan) == ["A", "Beta", "C"]
    assert goal(imported.plan, "Beta").id == goal(local, "B").id
    assert goal(imported.plan, "Beta").former_names == ("B",)


def test_goals_are_matched_by_id_before_names():
    base, plan = first()
    swapped = FILE.replace("skill: B,", f"skill: C, id: {goal(plan, 'B').id},", 1).replace(
        "{skill: C, group: in_role}", f"{{skill: B, group: in_role, id: {goal(plan, 'C').id}}}"
    )

    imported = merge_import(base, plan, read_plan(swapped))

    assert goal(imported.plan, "C").id == goal(plan, "B").id
    assert goal(imported.plan, "B").id == goal(plan, "C").id


def test_a_missing_goal_is_kept_and_listed_every_time():
    text = FILE.replace("  - {skill: B, group: outside}\n", "")
    local, imported = again(text)

    assert imported.plan == local
    assert imported.missing == (goal(local, "B"),)
    twice = merge_import(imported.file, imported.plan, read_plan(text))
    assert twice.missing == imported.missing


def test_pruning_lets_go_of_what_is_missing_and_of_nothing_the_file_never_had():
    text = FILE.replace("  - {skill: B, group: outside}\n", "")
    adopted = Goal("Adopted", state=State.ACTIVE)

    _, imported = again(text, lambda plan: plan.with_goal(adopted), prune=True)

    assert goal(imported.plan, "B").state is State.LET_GO
    assert goal(imported.plan, "B").reason == "no longer in the plan file"
    assert goal(imported.plan, "Adopted") == adopted
    assert imported.missing == ()


def test_a_goal_that_was_let_go_stays_so_whatever_the_file_says_later():
    def let_go(plan: Plan) -> Plan:
        return plan.with_goal(goal(plan, "C").let_go("deleted"))

    local, unchanged = again(FILE, let_go)
    assert unchanged.plan == local
    assert unchanged.returned == ()

    moved = FILE.replace("{skill: C, group: in_role}", "{skill: C, group: outside}")
    local, asked = again(moved, let_go)
    assert goal(asked.plan, "C").state is State.LET_GO
    assert asked.returned == (goal(asked.plan, "C"),)
    assert "goal activate" in asked.notices[0]


def test_a_goal_that_is_new_to_the_file_meets_the_one_adopted_under_its_name():
    adopted = Goal("Adopted", how="As I noted in Asana", state=State.ACTIVE, notes="Mine")

    local, imported = again(
        FILE + "  - {skill: adopted, group: in_role, evidence: A prize}\n",
        lambda plan: plan.with_goal(adopted),
    )

    assert imported.plan == local.with_goal(replace(adopted, evidence="A prize"))


def test_the_files_order_counts_where_it_changed():
    def reversed_goals(plan: Plan) -> Plan:
        return replace(plan, goals=plan.goals[::-1])

    lines = FILE.strip().splitlines()
    moved = "\n".join([*lines[:2], lines[4], lines[2], lines[3]])

    assert names(again(FILE, reversed_goals)[1].plan) == ["C", "B", "A"]
    assert names(again(moved, reversed_goals)[1].plan) == ["C", "A", "B"]


def test_a_new_goal_goes_where_the_file_has_it():
    text = FILE.replace("  - {skill: B", "  - {skill: New, group: in_role}\n  - {skill: B")

    _, imported = again(text)

    assert names(imported.plan) == ["A", "New", "B", "C"]
    assert [one.skill for one in imported.added] == ["New"]


def test_purpose_settings_and_postings_are_merged_alike():
    def change(plan: Plan) -> Plan:
        return replace(plan, settings=replace(plan.settings, timezone="Europe/Lisbon"))

    text = (
        FILE.replace("To lead", "To teach")
        + "settings: {capacity: {in_role: 5}, reconnect: 3}\n"
        + "postings: [{title: P, requirements: [x]}]\n"
    )
    _, imported = again(text, change)

    plan = imported.plan
    assert plan.purpose == "To teach"
    assert (plan.settings.timezone, plan.settings.capacity.in_role) == ("Europe/Lisbon", 5)
    assert plan.settings.reconnect == 3
    assert [(one.title, len(one.requirements)) for one in plan.postings] == [("P", 1)]


def test_an_answer_that_nobody_asks_for_is_a_notice():
    text = (
        FILE.replace("how: By hand", "answers: [Y]")
        + "postings: [{title: P, requirements: [x]}]"
    )

    assert again(text)[1].notices == ("“A” answers “Y”, which no posting asks for.",)


@given(full_plans(), st.booleans())
def test_an_export_imported_again_changes_nothing(plan, prune):
    local = place(plan, TODAY)

    imported = merge_import(local, local, local, prune=prune)

    assert imported.plan == local
    assert imported.file == local


@given(full_plans(), full_plans())
def test_an_unchanged_file_leaves_any_plan_alone(file, local):
    local = place(local, TODAY)
    base = merge_import(None, local, file).file

    imported = merge_import(base, local, base)

    shared = {one.id for one in local.goals}
    assert [one for one in imported.plan.goals if one.id in shared] == list(local.goals)


@given(full_plans(), full_plans())
def test_an_import_loses_no_goal_and_a_second_one_adds_none(file, local):
    once = merge_import(None, local, file)
    twice = merge_import(once.file, once.plan, file)

    assert {one.id for one in local.goals} <= {one.id for one in once.plan.goals}
    assert twice.plan == once.plan
    assert (twice.added, twice.changed, twice.missing) == ((), (), ())


def test_a_date_taken_out_of_the_file_after_it_was_used_up_changes_nothing():
    dated = FILE.replace(
        "{skill: C, group: in_role}", "{skill: C, group: in_role, not_before: 2026-11-01}"
    )
    base, plan = first(dated)
    assert goal(plan, "C").not_before is None

    assert merge_import(base, plan, read_plan(FILE)).plan == plan
    later = read_plan(dated.replace("2026-11-01", "2027-05-03"))
    moved = place(merge_import(base, plan, later).plan, TODAY)
    assert goal(moved, "C").not_before == date(2027, 5, 3)
    assert goal(moved, "C").state is State.DEFERRED
    assert goal(moved, "C").group is Group.IN_ROLE


def test_a_file_that_says_nothing_of_purpose_and_settings_leaves_them_as_they_are():
    first = read_plan(
        "momentum: 1\npurpose: Why\nsettings: {timezone: Asia/Tokyo}\ngoals: []\n"
    )
    imported = merge_import(None, Plan(), first)
    again = merge_import(imported.file, imported.plan, read_plan("momentum: 1\ngoals: []\n"))

    assert again.plan.purpose == "Why"
    assert again.plan.settings.timezone == "Asia/Tokyo"


def test_settings_that_a_file_says_are_the_defaults_are_taken():
    first = read_plan("momentum: 1\nsettings: {timezone: Asia/Tokyo}\ngoals: []\n")
    imported = merge_import(None, Plan(), first)
    explicit = read_plan("momentum: 1\nsettings: {timezone: UTC}\ngoals: []\n")

    assert merge_import(imported.file, imported.plan, explicit).plan.settings.timezone == "UTC"
