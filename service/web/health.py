"""Whether the process lives, and whether it can do its work."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from service.errors import ConfigurationError, TryLater
from service.store import sealed
from service.web.keyed import Momentum
from service.web.problem import RESPONSES

router = APIRouter(tags=["health"], responses=RESPONSES)


class Health(BaseModel):
    """It is well."""

    status: str


@router.get("/livez", summary="Whether the process answers")
def live() -> Health:
    """Answer. Nothing is looked at: a restart would mend nothing else."""
    return Health(status="alive")


@router.get("/readyz", summary="Whether it can do its work")
def ready(app: Momentum, request: Request) -> Health:
    """Check the database, its form, and the key to its token. Asana's bad day is not ours.

    A process that is going down is not ready: whoever spreads requests turns elsewhere.
    """
    if request.app.state.stopping.is_set():
        raise TryLater("The service is going down.", hint="Ask another, or this one later.")
    form = app.database.form()
    if form.is_newer and not form.fits:
        raise ConfigurationError(
            "A newer version has given the database a form that this one cannot work with.",
            hint="Replace this process with one of that version.",
        )
    if not form.fits:
        raise ConfigurationError(
            "The database does not have the form that this version needs.",
            hint="Run `momentum db upgrade`; `momentum doctor` tells more.",
        )
    with app.database.begin() as tx:
        found = sealed.sample(tx)
    if found is not None:
        app.vault.open(found)
    return Health(status="ready")
