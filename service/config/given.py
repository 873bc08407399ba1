"""Settings for what is only played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.config.settings import Settings

if TYPE_CHECKING:
    from pydantic_settings import BaseSettings, PydanticBaseSettingsSource


class GivenSettings(Settings):
    """Settings that come from the code alone: what is real stays out of reach."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out the environment, `.env` and files of secrets."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)
