"""Secrets out of files: MOMENTUM_ASANA_TOKEN_FILE names the file that holds the token."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_settings import PydanticBaseSettingsSource

from service.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic.fields import FieldInfo
    from pydantic_settings import BaseSettings

SUFFIX = "_file"
MAX_BYTES = 64 * 1024


class SecretFiles(PydanticBaseSettingsSource):
    """Reads the files that `variables` (in lower case, the environment's first) point to.

    Who may read them is up to those who put them there: container secrets are 0444.
    """

    def __init__(
        self,
        settings: type[BaseSettings],
        names: Sequence[str],
        *variables: Mapping[str, str | None],
    ) -> None:
        super().__init__(settings)
        self._names = names
        self._variables = variables

    def __call__(self) -> dict[str, str]:
        """Return the secrets that were given as files."""
        values = {name: self._value(name) for name in self._names}
        return {name: value for name, value in values.items() if value is not None}

    def get_field_value(
        self, field: FieldInfo, field_name: str
    ) -> tuple[str | None, str, bool]:
        """Return one secret, as pydantic-settings asks for it."""
        del field
        return self._value(field_name), field_name, False

    def _value(self, name: str) -> str | None:
        variable = f"{self.config.get('env_prefix', '')}{name}".lower()
        for variables in self._variables:
            path = variables.get(variable + SUFFIX)
            if path and variables.get(variable):
                raise ConfigurationError(
                    f"Both {variable.upper()} and {variable.upper()}_FILE are set.",
                    hint="Keep one of them.",
                )
            if path:
                return _content(path, f"{variable}{SUFFIX}".upper())
        return None


def _content(path: str, variable: str) -> str:
    try:
        with Path(path).expanduser().open("rb") as file:
            value = file.read(MAX_BYTES).decode().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise ConfigurationError(
            f"{variable} names a file that cannot be read: {path} ({reason}).",
            hint="Put the secret there, on one line, readable by the service.",
        ) from None
    if not value:
        raise ConfigurationError(
            f"{variable} names an empty file: {path}.",
            hint="Put the secret there, on one line.",
        )
    return value
