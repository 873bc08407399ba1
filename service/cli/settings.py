"""`momentum settings`."""

from __future__ import annotations

import os

from rich.table import Table
from rich.text import Text

from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import clean, say, say_json, show
from service.config import Settings
from service.config.settings import PREFIX, SECRETS


def settings(*, json: Json = False) -> None:
    """Show the settings and where they come from. Secrets are not shown.

    Each can be set in the environment, in a file .env in the present directory, and secrets
    also as files: MOMENTUM_ASANA_TOKEN_FILE=/run/secrets/token.
    """
    found = Settings()
    rows = [
        (PREFIX + name.upper(), _value(found, name), _source(found, name))
        for name in Settings.model_fields
    ]
    if json:
        say_json({name: {"value": value, "from": source} for name, value, source in rows})
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, value, source in rows:
        style = "dim" if source == "default" else "bold"
        table.add_row(Text(name, style), Text(clean(value or ""), style), Text(source, "dim"))
    show(table)
    say("\n[dim].env.example explains each in a line.[/]")


def _value(found: Settings, name: str) -> str | None:
    value = getattr(found, name)
    if name in SECRETS and name in found.model_fields_set:
        return "(hidden)"
    return None if value is None else str(value)


def _source(found: Settings, name: str) -> str:
    if name not in found.model_fields_set:
        return "default"
    variables = {key.upper() for key in os.environ}
    variable = PREFIX + name.upper()
    if variable in variables:
        return "environment"
    return "file" if f"{variable}_FILE" in variables else ".env"
