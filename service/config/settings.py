"""Everything that can be set: from the environment, a `.env` file, and files of secrets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from service.config import checks
from service.config.secret_files import SecretFiles
from service.domain.names_of_days import MONTHS
from service.domain.plan import Capacity, PlanSettings
from service.errors import ConfigurationError

PREFIX = "MOMENTUM_"
DATABASE_FILE = "momentum.db"
SECRETS = (
    "database_url",  # it may hold a password
    "secret_key",
    "api_key",
    "hook_secret",
    "asana_client_secret",
    "asana_token",
)
"""The settings that may be given as files, and that are never shown."""


def _default_home() -> Path:
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "momentum"


Address = Annotated[str, AfterValidator(checks.address)]
Level = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)]
Form = Annotated[Literal["json", "text"], BeforeValidator(str.lower)]
Count = Annotated[int, Field(ge=0, le=50)]


class Settings(BaseSettings):
    """Each field is the variable MOMENTUM_ and its name; `.env.example` explains them.

    Raises `ConfigurationError` that tells all problems at once and repeats no value.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    home: Path = Field(default_factory=_default_home)
    database_url: str = Field(default="", repr=False, exclude=True)
    secret_key: SecretStr | None = None
    api_key: Annotated[SecretStr, AfterValidator(checks.unguessable)] | None = None
    hook_secret: SecretStr | None = None
    asana_url: Address = "https://app.asana.com/api/1.0"
    asana_oauth_url: Address = "https://app.asana.com/-"
    asana_client_id: str | None = None
    asana_client_secret: SecretStr | None = None
    asana_token: SecretStr | None = None
    public_url: Address | None = None
    poll_seconds: int = Field(default=60, ge=10, le=86_400)
    requests_per_minute: int = Field(default=135, ge=10, le=1500)
    create_grace_seconds: int = Field(default=180, ge=1, le=3600)
    review_spread_minutes: int = Field(default=0, ge=0, le=60)
    lease_seconds: int = Field(default=60, ge=2, le=600)
    log_level: Level = "INFO"
    log_format: Form | None = None
    timezone: Annotated[str, AfterValidator(checks.zone)] = "UTC"
    review: Annotated[str, AfterValidator(checks.weekday_and_time)] = "Mon 09:00"
    quarter_starts: Annotated[str, AfterValidator(checks.month)] = "January"
    capacity_in_role: Count = 3
    capacity_outside: Count = 1
    reconnect: int = Field(default=6, ge=0, le=24)

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise _in_our_words(error) from None

    @model_validator(mode="after")
    def _find_places(self) -> Self:
        object.__setattr__(self, "home", self.home.expanduser().absolute())
        if not self.database_url:
            url = f"sqlite:///{self.home / DATABASE_FILE}"
            object.__setattr__(self, "database_url", url)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Files of secrets stand beside the environment, and above `.env`."""
        del file_secret_settings
        variables = [
            source.env_vars
            for source in (env_settings, dotenv_settings)
            if isinstance(source, EnvSettingsSource)
        ]
        files = SecretFiles(settings_cls, SECRETS, *variables)
        return init_settings, env_settings, files, dotenv_settings

    @property
    def has_sign_in(self) -> bool:
        """Whether people sign in with Asana, each to an account of their own."""
        return bool(self.asana_client_id and self.asana_client_secret and self.public_url)

    @property
    def plan_defaults(self) -> PlanSettings:
        """What a plan starts with where it says nothing itself."""
        day, _, time = self.review.partition(" ")
        hour, _, minute = time.partition(":")
        return PlanSettings(
            timezone=self.timezone,
            review_weekday=checks.ABBREVIATED.index(day),
            review_hour=int(hour),
            review_minute=int(minute),
            quarter_starts=MONTHS.index(self.quarter_starts) + 1,
            capacity=Capacity(self.capacity_in_role, self.capacity_outside),
            reconnect=self.reconnect,
        )

    def shown(self) -> dict[str, str]:
        """Every variable with its value as it may be shown: of a secret, whether it is set."""
        values = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name in SECRETS:
                value = "(set)" if name in self.model_fields_set else None
            values[PREFIX + name.upper()] = "" if value is None else str(value)
        return values


def _in_our_words(error: ValidationError) -> ConfigurationError:
    problems = []
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        variable = PREFIX + "_".join(str(part) for part in problem["loc"]).upper()
        says = problem["msg"].removeprefix("Value error, ")
        problems.append(f"{variable}: {says[:1].lower()}{says[1:]}.")
    return ConfigurationError(
        " ".join(problems),
        hint="Change it in the environment or in .env; .env.example explains each setting.",
    )
