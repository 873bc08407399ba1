from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from support.plans import SMALL
from support.postings import LINES, LINK, MUST, OFFER, draft

from service.domain.coverage import coverage
from service.domain.plan import MOST_POSTINGS, Plan, Requirement
from service.domain.planfile import PlanProblems, read_plan, write_plan
from service.domain.posting_lines import Picks
from service.errors import Conflict, InvalidInput, NotFound
from service.store import accounts, plans, posting_copies
from service.store.posting_copies import Came
from service.usecases import postings
from service.usecases.import_plan import export_plan, import_plan
from service.usecases.past import chapters

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OTHER = "Chief Sailor, Bay"
PLAN_POSTING = "Head of Product, Acme"  # of SMALL


class Desk:
    """The journeys of postings, for one account and at one time."""

    def __init__(self, database) -> None:
        self.database = database
        self.now = NOW
        with database.begin() as tx:
            self.account_id = accounts.ensure(tx, NOW).id

    def do(self, what, *args, **more):
        return what(self.database, self.account_id, *args, **more, now=self.now)

    def bring(self, title: str = OTHER, **more):
        return self.do(postings.bring, draft(title, **more))

    def look(self, wanted: str):
        return postings.look(self.database, self.account_id, wanted)

    def titles(self, *, former: bool = False) -> list[str]:
        found = postings.listed(self.database, self.account_id, former=former)
        return [one.posting.title for one in found]

    def plan(self) -> Plan:
        with self.database.begin() as tx:
            return plans.load(tx, self.account_id)

    def wanted(self) -> int:
        with self.database.begin() as tx:
            return accounts.get(tx, self.account_id).wanted

    def import_(self, text: str, **more):
        return self.do(import_plan, text, **more)

    def told(self) -> list[str]:
        with self.database.begin() as tx:
            found = chapters(tx, self.account_id, 100)
        return [sentence for chapter in reversed(found) for sentence in chapter.sentences]


@pytest.fixture
def desk(database) -> Desk:
    return Desk(database)


def test_a_posting_comes_into_the_plan_with_what_it_asks_for_and_a_dated_copy(desk):
    brought = desk.bring(url=LINK, came=Came.LINK)
    (posting,) = desk.plan().postings

    assert (posting.title, posting.url) == (OTHER, LINK)
    assert [line.text for line in posting.requirements] == [MUST, "Curiosity", "Portuguese"]
    with desk.database.begin() as tx:
        copy = posting_copies.get(tx, desk.account_id, posting.id)
    assert copy is not None
    assert (copy.brought_at, copy.came, copy.lines) == (NOW, Came.LINK, LINES)
    assert brought == desk.look(OTHER)
    assert not brought.notice


def test_every_change_is_told_and_asks_for_a_sync(desk):
    before = desk.wanted()
    desk.bring()
    desk.do(postings.pick, OTHER, Picks(add=[5], drop=[2], must_have=[4]))
    desk.do(postings.pick, OTHER, Picks(add=[5]))
    desk.do(postings.remove, OTHER)
    desk.do(postings.take_up, OTHER)

    assert desk.wanted() == before + 4
    assert desk.told() == [
        "You added the posting “Chief Sailor, Bay” to the plan.",
        f"The posting “Chief Sailor, Bay”: you picked “{OFFER}”.",
        f"The posting “Chief Sailor, Bay”: you dropped “{MUST}”.",
        "The posting “Chief Sailor, Bay”: you marked “Portuguese (must have, skill)”.",
        "You removed the posting “Chief Sailor, Bay”; a copy of it is kept.",
        "You added the posting “Chief Sailor, Bay” to the plan.",
    ]


def test_a_posting_in_which_nothing_was_found_is_added_and_says_so(desk):
    lines = tuple(replace(line, chosen=False) for line in LINES)
    brought = desk.bring(lines=lines)

    assert brought.posting.requirements == ()
    assert "No line of it is picked" in brought.notice
    assert [one.asked for one in brought.offers] == [False] * len(LINES)
    assert desk.titles() == [OTHER]


def test_the_person_names_it_and_says_which_lines_count(desk):
    asked = (Requirement("Sailing"),)
    brought = desk.do(postings.bring, draft(""), title=" Chief \n Sailor ", requirements=asked)

    assert (brought.posting.title, brought.posting.requirements) == ("Chief Sailor", asked)


def test_a_posting_needs_a_title_that_a_plan_can_hold(desk):
    for title in ("", "  ", "\u200b\u2800", "a\x1b[31m", "a\ud800", "x" * 1001):
        with pytest.raises(InvalidInput) as caught:
            desk.do(postings.bring, draft(""), title=title)
        assert caught.value.hint
    assert desk.titles(former=True) == []


def test_a_fourth_posting_is_refused_until_one_is_removed(desk):
    for number in range(MOST_POSTINGS):
        desk.bring(f"Job {number}")
    with pytest.raises(Conflict, match="3 postings already") as caught:
        desk.bring()
    assert "posting remove" in caught.value.hint
    with pytest.raises(Conflict, match="3 postings already"):
        postings.expect(desk.database, desk.account_id)

    desk.do(postings.remove, "Job 1")
    desk.bring()

    assert desk.titles() == ["Job 0", "Job 2", OTHER]
    with pytest.raises(Conflict, match="3 postings already"):
        desk.do(postings.take_up, "Job 1")


def test_the_same_link_again_is_told_before_and_after_it_is_read(desk):
    desk.bring(url=LINK)

    for link in (LINK, f"{LINK}#apply", f"{LINK}/"):
        with pytest.raises(Conflict, match="in the plan already"):
            postings.expect(desk.database, desk.account_id, link=link)
        with pytest.raises(Conflict, match="in the plan already"):
            desk.bring("Another", url=link)
    for other in ("https://jobs.example.com/other", f"{LINK}#/job/2", "https://["):
        postings.expect(desk.database, desk.account_id, link=other)
    assert desk.titles() == [OTHER]


def test_the_same_text_again_is_told_whether_it_is_in_the_plan_or_was(desk):
    desk.bring(text="The same")
    with pytest.raises(Conflict, match="in the plan already"):
        desk.bring("Another", text="the  SAME\n")

    desk.do(postings.remove, OTHER)

    with pytest.raises(Conflict, match="before") as caught:
        desk.bring("Another", text="The same")
    with pytest.raises(Conflict, match="before"):
        postings.expect(desk.database, desk.account_id, text="The same")
    assert "take-up" in caught.value.hint
    assert desk.titles(former=True) == [OTHER]


def test_another_posting_of_the_same_name_needs_a_name_of_its_own(desk):
    desk.bring()
    with pytest.raises(Conflict, match="There is a posting") as caught:
        desk.bring("chief  sailor, BAY", text="Something else")
    assert "--title" in caught.value.hint


def test_a_removed_posting_is_kept_and_taken_up_again_as_it_was_picked(desk):
    first = desk.bring()
    desk.do(postings.pick, OTHER, Picks(add=["Sailing"], drop=[3]))
    picked = desk.look(OTHER).posting
    desk.now += timedelta(days=1)

    removed = desk.do(postings.remove, OTHER)

    assert not removed.active
    assert (desk.titles(), desk.titles(former=True)) == ([], [OTHER])
    assert desk.plan().postings == ()
    again = desk.do(postings.take_up, "chief")
    assert (again.posting, again.active) == (picked, True)
    assert again == desk.look(OTHER)
    assert again.copy is not None
    assert again.copy.brought_at == NOW
    assert first.posting.id == picked.id


def test_removing_a_posting_leaves_the_goals_and_asks_for_its_lines_no_more(desk):
    desk.import_(SMALL)
    before = desk.plan()
    assert coverage(before).total == 4

    desk.do(postings.remove, PLAN_POSTING)

    assert desk.plan().goals == before.goals
    assert coverage(desk.plan()).total == 0
    former = desk.look(PLAN_POSTING)
    assert former.copy is not None
    assert (former.copy.came, former.posting) == (Came.PLAN, before.postings[0])
    desk.do(postings.take_up, PLAN_POSTING)
    assert desk.plan() == before


def test_a_posting_of_a_plan_file_has_its_requirements_for_lines(desk):
    desk.import_(SMALL)
    found = desk.look(PLAN_POSTING)

    assert found.copy is None
    assert [one.text for one in found.offers] == ["Proven stakeholder management", "Curiosity"]
    assert not any(one.own for one in found.offers)
    assert found.as_dict()["came"] == "plan"
    picked = desk.do(postings.pick, PLAN_POSTING, Picks(nice_to_have=[2], add=["Patience"]))
    assert [one.weight for one in picked.posting.requirements] == [2, 1, 2]


def test_what_was_removed_is_not_picked_from_nor_removed_again(desk):
    desk.bring()
    desk.do(postings.remove, OTHER)

    for what, more in ((postings.pick, (Picks(add=[5]),)), (postings.remove, ())):
        with pytest.raises(Conflict, match="not in the plan any more") as caught:
            desk.do(what, OTHER, *more)
        assert "take-up" in caught.value.hint
    desk.do(postings.take_up, OTHER)
    with pytest.raises(Conflict, match="is in the plan already"):
        desk.do(postings.take_up, OTHER)


def test_one_in_the_plan_is_found_before_a_former_one_of_the_same_name(desk):
    desk.bring(text="Last year's")
    desk.do(postings.remove, OTHER)
    fresh = desk.bring(text="This year's")

    former = postings.listed(desk.database, desk.account_id, former=True)[1]

    assert desk.look(OTHER).posting.id == fresh.posting.id
    with pytest.raises(Conflict, match="There is a posting"):
        desk.do(postings.take_up, former.posting.id)
    with pytest.raises(NotFound, match="no posting “Head"):
        desk.look("Head of")


def test_a_posting_that_was_brought_goes_through_the_plan_file_and_back(desk):
    desk.bring(url=LINK)
    before = desk.plan()
    text = export_plan(desk.database, desk.account_id, now=NOW)

    assert read_plan(text).postings == before.postings
    desk.import_(text)
    assert desk.plan() == before


def plan_with(count: int) -> str:
    return "momentum: 1\npostings:\n" + "".join(
        f"  - title: Job {number}\n    requirements: [Line {number}]\n"
        for number in range(count)
    )


def test_a_file_with_more_postings_than_a_plan_takes_is_refused_at_its_place(desk):
    with pytest.raises(PlanProblems) as caught:
        desk.import_(plan_with(5))

    places = [(one.line, one.column) for one in caught.value.problems]
    assert places == [(9, 12), (11, 12)]
    assert "`Job 3` would be one posting too many" in caught.value.problems[0].message
    assert desk.plan().postings == ()


def test_what_the_file_adds_is_counted_with_what_the_plan_has(desk):
    desk.bring()
    desk.import_(plan_with(2))
    with pytest.raises(PlanProblems, match="Job 2"):
        desk.import_(plan_with(3))

    desk.do(postings.remove, OTHER)
    desk.import_(plan_with(3))

    assert desk.titles() == ["Job 0", "Job 1", "Job 2"]


def test_a_plan_that_has_more_keeps_them_but_takes_no_more(desk):
    with desk.database.begin() as tx:
        plans.save(tx, desk.account_id, read_plan_with_ids(5))

    desk.import_(plan_with(5))
    assert len(desk.plan().postings) == 5
    with pytest.raises(PlanProblems, match="Job 5"):
        desk.import_(plan_with(6))
    desk.import_(write_plan(desk.plan()))
    desk.import_(plan_with(4), prune=True)
    assert len(desk.plan().postings) == 4


def read_plan_with_ids(count: int) -> Plan:
    plan = read_plan(plan_with(count))
    named = tuple(replace(one, id=f"job{number}") for number, one in enumerate(plan.postings))
    return replace(plan, postings=named)


def test_pruning_keeps_copies_too(desk):
    desk.import_(SMALL)
    desk.import_("momentum: 1\ngoals:\n  - {skill: A, group: in_role}\n", prune=True)

    assert (desk.titles(), desk.titles(former=True)) == ([], [PLAN_POSTING])
