"""Signing in with Asana in a real browser, which comes back from another site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.answering import answering
from support.consenting import CLIENT_ID, CLIENT_SECRET, register

from integrations.asana.sandbox import World, serve
from service.bootstrap import build
from service.cli.listening import address, listen
from service.config import GivenSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[str]:
    """The address of a service that people sign in to; to a browser, Asana is another site."""
    world, listening = World(), listen("127.0.0.1", 0)
    world.allow_local_targets = True
    ada = world.add_user("Ada Example", "ada@example.com")
    for name in ("Elsewhere", "Home"):
        world.add_workspace(name, members=[ada])
    ours = address(listening)
    register(world, f"{ours}/sign-in/asana/done")
    with serve(world) as api:
        elsewhere = api.replace("127.0.0.1", "localhost").removesuffix("/api/1.0")
        settings = GivenSettings(
            home=tmp_path,
            asana_url=api,
            asana_oauth_url=f"{elsewhere}/-",
            asana_client_id=CLIENT_ID,
            asana_client_secret=CLIENT_SECRET,
            public_url=ours,
        )
        app = build(settings)
        with answering(app, listening):
            yield ours
        app.close()


def test_who_comes_back_from_asana_is_signed_in_and_chooses_a_workspace(
    hosted: str, page: Page
) -> None:
    page.goto(hosted)
    page.get_by_role("link", name="Sign in with Asana").click()
    page.get_by_role("link", name="Allow as Ada Example").click()
    expect(page.get_by_role("main")).to_contain_text("Ada Example")
    expect(page.get_by_role("main")).not_to_contain_text("token")
    page.get_by_label("Look at").select_option(label="Home")
    page.get_by_role("button", name="Show what it has").click()
    page.get_by_role("button", name="Connect").click()

    expect(page).to_have_url(re.compile(rf"{hosted}/(\?.*)?"))
    expect(page.get_by_role("main")).to_contain_text("Connected to Home.")
