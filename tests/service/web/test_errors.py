from __future__ import annotations

import pytest

from service import errors
from service.store.accounts import LeaseLost
from service.web.errors import KINDS, problem_of


def subclasses(cls: type) -> set[type]:
    return {cls}.union(*(subclasses(sub) for sub in cls.__subclasses__()))


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: cls.__name__)
def test_every_error_keeps_its_words_and_its_hint(cls: type[errors.ServiceError]) -> None:
    problem = problem_of(cls("What is wrong.", hint="What to do."))

    assert (problem.detail, problem.hint) == ("What is wrong.", "What to do.")
    assert problem.status == KINDS[cls].status
    assert problem.type.startswith("urn:momentum:")


def test_every_error_for_people_has_a_line_of_its_own_in_the_table() -> None:
    ours = {cls for cls in subclasses(errors.ServiceError) if cls.__module__ == errors.__name__}

    assert ours == set(KINDS)


def test_a_subclass_is_answered_as_what_it_is_a_kind_of() -> None:
    class Particular(errors.NotFound):
        pass

    assert problem_of(Particular("It is gone.")).status == 404
    assert problem_of(LeaseLost("Taken.")).status == 500


def test_who_should_try_later_is_told_when() -> None:
    assert problem_of(errors.TryLater("Busy.")).headers["Retry-After"]
