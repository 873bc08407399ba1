"""Whatever stands at whichever place of a plan file: it is a plan, or its place is told."""

from __future__ import annotations

import json

import pytest
from support.described import HOLE, places, put
from support.hostile_input import TEXTS
from support.plans import FULL

from service.domain.planfile import PlanProblems, plan_as_dict, read_plan, write_plan
from service.domain.planfile_write import as_yaml

WHOLE = plan_as_dict(read_plan(FULL))


def is_sound(source: str) -> bool:
    """Whether a file is refused with a place and words, or read so that it can be written."""
    try:
        plan = read_plan(source)
    except PlanProblems as refused:
        return all(one.line and one.message for one in refused.problems)
    return read_plan(write_plan(plan)) == plan


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_at_every_place_quoted_and_as_it_is(name: str) -> None:
    quoted = json.dumps(TEXTS[name], ensure_ascii=False)
    around = {place: as_yaml(put(WHOLE, place, HOLE)) for place in places(WHOLE)}

    assert [
        (place, written[:50])
        for place, whole in around.items()
        for written in (quoted, TEXTS[name])
        if not is_sound(whole.replace(HOLE, written))
    ] == []
