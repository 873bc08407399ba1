from __future__ import annotations

import pytest

from service.domain.base import Base
from service.domain.fields import Place
from service.domain.merge import Standing
from service.domain.remote import RemoteTask


@pytest.mark.parametrize(
    ("ours", "filed", "place", "now"),
    [
        (False, True, Place.LATER, True),  # an older database had forgotten
        (True, False, Place.LATER, True),  # the person filed it otherwise: it stays there
        (True, False, Place.IN_ROLE, False),  # it was taken out, by us or by the person
        (False, True, Place.IN_ROLE, False),  # the person put it there, and may
        (True, True, Place.IN_ROLE, True),  # it comes back, and leaves the section by our hand
    ],
)
def test_a_reading_tells_whether_a_task_is_filed_for_later_by_us(ours, filed, place, now):
    fields = {"name": "Chess", "place": place.value}
    standing = Standing(completed=False, section=place)
    base = Base("1", fields, standing, later=ours)

    seen = base.seen(RemoteTask("1", fields, standing, filed=filed), place)

    assert seen.later is now
