from __future__ import annotations

from dataclasses import replace

from service.domain.plan import Kind, Plan, Posting, Requirement
from service.domain.planmerge import merge_import
from service.domain.planmerge_posting import merge_postings

X, Y, MINE = Requirement("x"), Requirement("y"), Requirement("mine", Kind.ATTRIBUTE)
HEAD = Posting("Head", (X, Y), id="head")
DIRECTOR = Posting("Director", (X,), id="director")


def unnamed(*postings: Posting) -> tuple[Posting, ...]:
    return tuple(replace(posting, id="") for posting in postings)


def test_a_posting_is_known_by_its_title_and_its_lines_are_merged_one_by_one():
    local = replace(HEAD, requirements=(X, Y, MINE))
    incoming = replace(HEAD, requirements=(Requirement("x", nice_to_have=True), Y))

    (merged,) = merge_postings((HEAD,), (local,), unnamed(incoming)).postings

    assert merged.id == "head"
    assert merged.requirements == (Requirement("x", nice_to_have=True), Y, MINE)


def test_a_posting_that_is_new_to_the_file_gets_an_id():
    merge = merge_postings((HEAD,), (HEAD,), unnamed(HEAD, DIRECTOR))

    assert [posting.title for posting in merge.postings] == ["Head", "Director"]
    assert merge.postings[1].id
    assert merge.file == merge.postings


def test_a_posting_that_was_removed_stays_so_until_the_file_changes_it():
    unchanged = merge_postings((HEAD,), (), unnamed(HEAD))
    changed = merge_postings((HEAD,), (), unnamed(replace(HEAD, requirements=(X,))))

    assert unchanged.postings == ()
    assert unchanged.file == (HEAD,)
    assert [posting.requirements for posting in changed.postings] == [(X,)]


def test_a_posting_missing_from_the_file_is_kept_and_pruned_on_request():
    local = Plan(postings=(HEAD, DIRECTOR))
    file = Plan(postings=unnamed(HEAD))

    kept = merge_import(local, local, file)
    pruned = merge_import(local, local, file, prune=True)

    assert kept.plan == local
    assert kept.notices == ("The posting “Director” is not in the file, and is kept.",)
    assert pruned.plan.postings == (HEAD,)
    assert pruned.notices == ()


def test_what_the_file_leaves_out_says_nothing_about_a_posting_it_never_knew():
    local = replace(HEAD, url="https://example.com/head")

    assert merge_postings((), (local,), unnamed(Posting("head"))).postings == (local,)
