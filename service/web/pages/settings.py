"""Settings: the plan's own, which can be changed here, and the service's, which are shown."""

from fastapi import Response

from service.domain.names_of_days import FIRST_HOUR, LAST_HOUR, MONTHS, WEEKDAYS
from service.domain.plan import Capacity, PlanSettings
from service.domain.planfile_settings import MOST_CAPACITY, zones
from service.errors import ServiceError
from service.store import accounts, plans
from service.usecases import connect as journey
from service.usecases.plan_settings import change_settings
from service.web.pages import cookies
from service.web.pages.forms import Form
from service.web.pages.purpose import FIELD, keep_purpose
from service.web.pages.visit import Here, Visit, page_router

router = page_router()

HALVES = range(FIRST_HOUR * 2, LAST_HOUR * 2 + 1)
HOURS = [f"{half // 2:02}:{half % 2 * 30:02}" for half in HALVES]
THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


@router.get("/settings")
def show(here: Here) -> Response:
    """Show everything that is set."""
    with here.app.database.begin() as tx:
        plan = plans.load(tx, here.account_id)
        account = accounts.get(tx, here.account_id)
    settings = plan.settings
    time = f"{settings.review_hour:02}:{settings.review_minute:02}"
    return here.page(
        "settings.html",
        purpose=plan.purpose,
        settings=settings,
        account=account,
        is_connected=account.state is not accounts.AccountState.NOT_CONNECTED,
        zones=zones(),
        weekdays=list(enumerate(WEEKDAYS)),
        hours=[(hour, hour) for hour in sorted({*HOURS, time})],
        time=time,
        months=list(enumerate(MONTHS, start=1)),
        most=MOST_CAPACITY,
        service=_service(here),
        themes=THEMES,
        theme_now=cookies.theme_of(here.request),
    )


@router.post("/settings/purpose")
def say_purpose(here: Here) -> Response:
    """Say what the plan is for."""
    if not keep_purpose(here):
        return show(here)
    return here.go("/" if here.form.text(FIELD) else "/settings", "The purpose is kept.")


@router.post("/settings/plan")
def change(here: Here) -> Response:
    """Change the plan's settings."""
    wanted = _read(here.form)
    if not here.form.errors:
        try:
            change_settings(here.app.database, here.account_id, wanted, now=here.now)
        except ServiceError as error:
            here.form.take(error)
    if here.form.errors:
        return show(here)
    return here.go("/settings", "The plan follows these settings now.")


@router.get("/disconnect")
def ask_first(here: Here) -> Response:
    """Ask whether it is meant, and say what stays."""
    return here.page("disconnect.html", account=_account(here))


@router.post("/disconnect")
def disconnect(here: Here) -> Response:
    """End the webhook while there is a token to do it with, then forget the token."""
    is_ended = here.app.end_webhook(here.account_id)
    journey.disconnect(here.app.database, here.now)
    said = "Disconnected: the token is forgotten. Plan and tasks stay as they are."
    if not is_ended:
        said += " Asana's webhook could not be taken away; it ends by itself within a day."
    return here.go("/settings", said)


def _account(here: Visit) -> accounts.Account:
    with here.app.database.begin() as tx:
        return accounts.get(tx, here.account_id)


def _service(here: Visit) -> list[tuple[str, str]]:
    return list(here.app.settings.shown().items())


def _read(form: Form) -> PlanSettings:
    """Return what the form says; what cannot be read is noted beside its field."""
    hour, _, minute = form.text("time").partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and len(hour) == len(minute) == 2):  # noqa: PLR2004 - digits
        form.refuse("time", "An hour such as 09:00.")
        hour, minute = "9", "0"
    return PlanSettings(
        timezone=form.text("timezone"),
        review_weekday=form.number("weekday", least=0, most=len(WEEKDAYS) - 1),
        review_hour=int(hour),
        review_minute=int(minute),
        quarter_starts=form.number("quarter_starts", least=1, most=len(MONTHS)),
        capacity=Capacity(
            form.number("in_role", least=0, most=MOST_CAPACITY),
            form.number("outside", least=0, most=MOST_CAPACITY),
        ),
    )
