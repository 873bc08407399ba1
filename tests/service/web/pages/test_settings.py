from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.planned import plan
from support.visitor import ON_SQLITE

from service.domain.plan import Capacity

if TYPE_CHECKING:
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = ON_SQLITE

GOOD = {
    "timezone": "Europe/Lisbon",
    "weekday": "4",
    "time": "17:30",
    "quarter_starts": "4",
    "in_role": "2",
    "outside": "2",
}


@pytest.mark.usefixtures("planned")
def test_the_plan_follows_its_settings(app: App, browser: Browser) -> None:
    kept = browser.send("/settings/plan", **GOOD)

    assert "The plan follows these settings now." in kept.text
    settings = plan(app).settings
    assert (settings.timezone, settings.review_weekday) == ("Europe/Lisbon", 4)
    assert (settings.review_hour, settings.review_minute) == (17, 30)
    assert settings.capacity == Capacity(2, 2)
    assert str(plan(app).goals[1].quarter) == "2026-Q3"  # October, where April comes first


WRONG = [
    ("timezone", "Atlantis", "There is no such time zone."),
    ("timezone", "", "There is no such time zone."),
    ("weekday", "7", "A whole number from 0 to 6."),
    ("time", "03:00", "between 04:00 and 23:00"),
    ("time", "23:30", "between 04:00 and 23:00"),
    ("time", "noon", "An hour such as 09:00."),
    ("quarter_starts", "0", "A whole number from 1 to 12."),
    ("in_role", "51", "A whole number from 0 to 50."),
    ("in_role", "²", "A whole number from 0 to 50."),
    ("outside", "-1", "A whole number from 0 to 50."),
]


def test_what_will_not_do_is_said_beside_its_field_and_changes_nothing(
    app: App, browser: Browser
) -> None:
    before = plan(app)

    for field, value, says in WRONG:
        answer = browser.send("/settings/plan", **(GOOD | {field: value}))

        assert answer.status_code == 422, (field, value)
        assert says in answer.text
        assert f'id="f-{field}-wrong"' in answer.text
        assert 'value="2"' in answer.text
    assert plan(app) == before


def test_secrets_of_the_service_are_not_shown(app: App, browser: Browser) -> None:
    page = browser.open("/settings").text

    assert "MOMENTUM_HOOK_SECRET" in page
    secret = app.settings.hook_secret
    assert secret is not None
    assert secret.get_secret_value() not in page


def test_the_purpose_is_said_in_one_sentence_and_stands_on_the_home_page(
    app: App, browser: Browser
) -> None:
    home = browser.send("/settings/purpose", purpose=" Lead a <product> ")

    assert home.url.path == "/"
    assert "Lead a &lt;product&gt;" in home.text
    assert plan(app).purpose == "Lead a <product>"
    refused = browser.send("/settings/purpose", purpose="nul \x00")
    assert refused.status_code == 422
    assert 'id="f-purpose-wrong"' in refused.text
