"""Settings: where they come from, what they refuse, and what they never show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.config import Settings
from service.config.settings import SECRETS
from service.domain.plan import Capacity, PlanSettings
from service.errors import ConfigurationError

ROOT = Path(__file__).parents[2]
CANARY = "canary-0123456789abcdef"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """A directory without a .env."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def env(monkeypatch):
    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"MOMENTUM_{name}", str(value))

    return put


def explained():
    """Variables of .env.example with their values, each below its explanation."""
    text = (ROOT / ".env.example").read_text()
    return dict(re.findall(r"^# .+\n# (MOMENTUM_[A-Z_]+)=(.*)$", text, re.MULTILINE))


def test_every_setting_is_explained_and_everything_explained_is_a_setting():
    assert sorted(explained()) == sorted(Settings().shown())


def test_the_example_shows_the_defaults(env, monkeypatch):
    monkeypatch.delenv("MOMENTUM_HOME")
    default = Settings()
    env(**{name.removeprefix("MOMENTUM_"): value for name, value in explained().items()})

    assert Settings() == default


def test_the_environment_comes_before_the_env_file(env, tmp_path):
    (tmp_path / ".env").write_text("MOMENTUM_POLL_SECONDS=30\nMOMENTUM_LOG_LEVEL=debug\n")
    env(POLL_SECONDS=45)

    assert Settings().poll_seconds == 45
    assert Settings().log_level == "DEBUG"


def test_an_empty_variable_means_the_default(env):
    env(POLL_SECONDS="", API_KEY="")

    assert Settings().poll_seconds == 60
    assert Settings().api_key is None


def test_the_database_is_in_the_home_unless_it_is_named(env, tmp_path):
    env(HOME=tmp_path / "home")
    assert Settings().database_url == f"sqlite:///{tmp_path}/home/momentum.db"

    env(DATABASE_URL="postgresql://u:p@db.example.com/m")
    assert Settings().database_url == "postgresql://u:p@db.example.com/m"


def test_reading_the_settings_makes_nothing(env, tmp_path):
    env(HOME=tmp_path / "home")
    Settings()

    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("data", ["/data", None])
def test_the_home_is_where_data_of_programs_belongs(monkeypatch, data):
    monkeypatch.delenv("MOMENTUM_HOME")
    monkeypatch.setenv("HOME", "/home/ada")
    if data:
        monkeypatch.setenv("XDG_DATA_HOME", data)
    else:
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)

    assert Settings().home == Path(data or "/home/ada/.local/share") / "momentum"


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_stand_in_a_file(env, tmp_path, name):
    (tmp_path / "secret").write_text(f"{CANARY}\n")
    env(**{f"{name.upper()}_FILE": tmp_path / "secret"})

    value = getattr(Settings(), name)

    assert value if isinstance(value, str) else value.get_secret_value() == CANARY


def test_a_secrets_file_may_be_named_in_the_env_file(tmp_path):
    (tmp_path / "token").write_text(CANARY)
    (tmp_path / ".env").write_text(f"MOMENTUM_ASANA_TOKEN_FILE={tmp_path}/token\n")

    assert Settings().asana_token.get_secret_value() == CANARY


def test_a_secret_and_its_file_at_once_are_refused(env, tmp_path):
    (tmp_path / "secret").write_text(CANARY)
    env(API_KEY=CANARY, API_KEY_FILE=tmp_path / "secret")

    with pytest.raises(ConfigurationError, match="Both MOMENTUM_API_KEY and"):
        Settings()


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_file_without_a_secret_is_named(env, tmp_path, content):
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    env(ASANA_TOKEN_FILE=path)

    with pytest.raises(ConfigurationError, match=f"MOMENTUM_ASANA_TOKEN_FILE names .* {path}"):
        Settings()


def test_no_secret_is_ever_shown(env):
    env(**{name.upper(): CANARY for name in SECRETS})
    settings = Settings()

    shown = (repr(settings), str(settings), str(settings.shown()), settings.model_dump_json())
    assert all(CANARY not in text for text in shown)
    assert settings.shown()["MOMENTUM_API_KEY"] == "(set)"
    assert settings.shown()["MOMENTUM_POLL_SECONDS"] == "60"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("POLL_SECONDS", CANARY, "valid integer"),
        ("POLL_SECONDS", "1", "greater than or equal to 10"),
        ("REQUESTS_PER_MINUTE", "9999", "less than or equal to 1500"),
        ("LOG_LEVEL", CANARY, "'DEBUG', 'INFO'"),
        ("API_KEY", "tiny", "22 characters or more"),
        ("ASANA_URL", f"http://{CANARY}.example.com", "must begin with https://"),
        ("ASANA_URL", CANARY, "begins with https://"),
        ("ASANA_URL", f"https://{CANARY}@example.com", "without user"),
        ("PUBLIC_URL", f"https://[{CANARY}", "MOMENTUM_PUBLIC_URL: "),
        ("TIMEZONE", CANARY, "such as Europe/Lisbon"),
        ("TIMEZONE", "../../etc/passwd", "such as Europe/Lisbon"),
        ("REVIEW", CANARY, "such as Mon 09:00"),
        ("REVIEW", "Mon 9:00", "such as Mon 09:00"),
        ("REVIEW", "Mon 09:60", "such as Mon 09:00"),
        ("REVIEW", "Mon 03:59", "from 04:00 to 23:00"),
        ("REVIEW", "Mon 23:30", "from 04:00 to 23:00"),
        ("QUARTER_STARTS", CANARY, "such as January"),
        ("CAPACITY_OUTSIDE", "-1", "greater than or equal to 0"),
    ],
)
def test_a_wrong_value_is_named_explained_and_not_repeated(env, name, value, says):
    env(**{name: value})

    with pytest.raises(ConfigurationError) as caught:
        Settings()

    assert f"MOMENTUM_{name}" in str(caught.value)
    assert says in str(caught.value)
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.hint


def test_all_wrong_values_are_told_at_once(env):
    env(POLL_SECONDS="x", TIMEZONE="x")

    with pytest.raises(ConfigurationError, match=r"_POLL_SECONDS: .*_TIMEZONE: "):
        Settings()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/api/1.0", "http://localhost:1", "http://[::1]:1"]
)
def test_this_very_machine_needs_no_tls(env, url):
    env(ASANA_URL=f"{url}/")

    assert Settings().asana_url == url


def test_the_plans_defaults_can_be_set(env):
    assert Settings().plan_defaults == PlanSettings()
    env(
        TIMEZONE="Europe/Lisbon",
        REVIEW="Fri 16:30",
        QUARTER_STARTS="july",
        CAPACITY_IN_ROLE=5,
        CAPACITY_OUTSIDE=2,
        RECONNECT=3,
    )

    assert Settings().plan_defaults == PlanSettings(
        "Europe/Lisbon", 4, 16, 30, 7, Capacity(5, 2), 3
    )
