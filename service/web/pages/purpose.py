"""The form in which a page asks what the plan is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.errors import ServiceError
from service.store import plans
from service.usecases.purpose import set_purpose

if TYPE_CHECKING:
    from service.web.pages.visit import Visit

FIELD = "purpose"


def keep_purpose(here: Visit) -> bool:
    """Keep what was typed. False says that it was refused, and why is beside its field."""
    with here.app.database.begin() as tx:
        purpose = plans.load(tx, here.account_id).purpose
    said = here.form.anew(FIELD, purpose)
    try:
        if said is not None:
            set_purpose(here.app.database, here.account_id, said, now=here.now)
    except ServiceError as error:
        here.form.take(error, FIELD)
    return not here.form.errors
