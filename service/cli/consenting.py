"""Consent on the command line: a page in the browser, and the code that it shows, once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from integrations.asana.oauth import OUT_OF_BAND, authorize_url, new_secret
from service.cli.asking import on_terminal
from service.cli.output import say
from service.usecases.connect import LONGEST_TOKEN, asked_of_asana, token_from

if TYPE_CHECKING:
    from integrations.asana.oauth import Tokens
    from service.bootstrap import App


def consent(app: App) -> Tokens:
    """Send the person to Asana, and return what the code is good for that they bring back.

    Raises `ConfigurationError` where the service has no app at Asana, `InvalidInput` for a
    code that Asana does not know.
    """
    oauth, verifier = app.oauth(), new_secret()
    url = authorize_url(app.asana_app, back_to=OUT_OF_BAND, verifier=verifier)
    say("Open this page, allow Momentum, and copy the code that Asana shows:\n", stderr=True)
    typer.echo(f"  {url}\n", err=True)
    if on_terminal():
        typed: str = typer.prompt("Code (not shown)", hide_input=True)
        code = token_from(typed, "What was typed")
    else:
        code = token_from(sys.stdin.read(LONGEST_TOKEN + 1), "Standard input")
    return asked_of_asana(lambda: oauth.exchange(code, back_to=OUT_OF_BAND, verifier=verifier))
