from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import text

from integrations.asana.sandbox import World, transport
from service.bootstrap import App, build, utc_now
from service.config import Settings
from service.errors import ConfigurationError, NotConnected
from service.store import accounts
from service.store.database import open_database
from service.store.form import keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def app(world: World, tmp_path: Path) -> Iterator[App]:
    with httpx.Client(transport=transport(world)) as http:
        made = build(Settings(home=tmp_path / "home"), http=http)
        yield made
        made.close()


def test_a_bare_home_becomes_an_application_with_a_database_and_a_key(app, tmp_path):
    assert app.database.form().is_current
    assert app.vault.open(app.vault.seal("secret")) == "secret"
    assert {path.name for path in (tmp_path / "home").iterdir()} >= {
        "momentum.db",
        "secret.key",
    }


def test_the_same_home_opens_again_with_the_same_key(app, tmp_path):
    sealed = app.vault.seal("secret")

    again = build(Settings(home=tmp_path / "home"))

    assert again.vault.open(sealed) == "secret"
    again.close()


def test_an_account_without_a_token_has_no_client(app):
    with app.database.begin() as tx:
        account = accounts.ensure(tx, utc_now())

    with pytest.raises(NotConnected):
        app.client(account)


def test_a_login_speaks_with_the_token_it_was_given_and_within_the_budget(app, world):
    ada = world.add_user("Ada Example", "ada@example.com")
    world.add_workspace("Home", members=[ada])

    with app.login(world.add_token(ada)) as login:
        assert login.me().name == "Ada Example"
        assert login.requests == 2


NEWER = "Install that version again"
HINTS = {
    ("sqlite", "unknown"): NEWER,
    ("sqlite", "9999"): NEWER,
    ("postgresql", "unknown"): "momentum db upgrade",
    ("postgresql", "9999"): NEWER,
}


@pytest.mark.parametrize("form", ["unknown", "9999"])
def test_a_file_of_ours_is_upgraded_at_once_and_a_server_waits_for_it(
    database_url, tmp_path, form
):
    with closing(open_database(database_url)) as database, database.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = :form"), {"form": form})
        keep(tx, form)
    settings = Settings(home=tmp_path / "home", database_url=database_url)

    with pytest.raises(ConfigurationError) as refused:
        build(settings)

    assert HINTS[database.dialect, form] in refused.value.hint
