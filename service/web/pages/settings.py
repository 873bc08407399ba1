"""Settings: the plan's own, which can be changed here, and the service's, which are shown."""

from dataclasses import replace

from fastapi import Response

from service.domain.names_of_days import FIRST_HOUR, LAST_HOUR, MONTHS, WEEKDAYS
from service.domain.plan import Capacity, PlanSettings
from service.domain.planfile_settings import MOST_CAPACITY, zones
from service.errors import ServiceError
from service.store import accounts, keys, plans
from service.usecases import connect as journey
from service.usecases.plan_settings import change_settings
from service.web.pages import cookies
from service.web.pages.forms import Form
from service.web.pages.purpose import FIELD, keep_purpose
from service.web.pages.visit import Here, Visit, page_router

router = page_router()

HALVES = range(FIRST_HOUR * 2, LAST_HOUR * 2 + 1)
HOURS = [f"{half // 2:02}:{half % 2 * 30:02}" for half in HALVES]
KEY = "name"
THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


@router.get("/settings")
def show(here: Here) -> Response:
    """Show everything that is set."""
    return _show(here)


def _show(here: Visit, new_key: str = "") -> Response:
    """Show everything; a new key this once, because nothing of it is stored but a hash."""
    with here.app.database.begin() as tx:
        plan = plans.load(tx, here.account_id)
        account = accounts.get(tx, here.account_id)
        api_keys = keys.every(tx, here.account_id)
    settings = plan.settings
    fields = _fields(settings)
    time = fields["time"]
    return here.page(
        "settings.html",
        purpose=plan.purpose,
        settings=settings,
        fields=fields,
        account=account,
        api_keys=api_keys,
        new_key=new_key,
        today=here.now.date(),
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
        typed=Form() if new_key else here.form,  # its name is used up
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
    with here.app.database.begin() as tx:
        settings = plans.load(tx, here.account_id).settings
    wanted = _read(here.form, settings)
    if not here.form.errors:
        try:
            change_settings(here.app.database, here.account_id, wanted, now=here.now)
        except ServiceError as error:
            here.form.take(error)
    if here.form.errors:
        return show(here)
    return here.go("/settings", "The plan follows these settings now.")


@router.post("/settings/keys")
def add_key(here: Here) -> Response:
    """Make an API key, and show it on the very answer."""
    try:
        with here.app.database.begin() as tx:
            key = keys.create(tx, here.account_id, here.form.text(KEY), here.now)
    except ServiceError as error:
        here.form.take(error, KEY)
        return _show(here)
    return _show(here, key)


@router.post("/settings/keys/revoke")
def revoke_key(here: Here) -> Response:
    """Let an API key open nothing any more."""
    with here.app.database.begin() as tx:
        keys.revoke(tx, here.account_id, here.form.text(KEY))
    return here.go("/settings", "The key opens nothing any more.")


@router.get("/disconnect")
def ask_first(here: Here) -> Response:
    """Ask whether it is meant, and say what stays."""
    return here.page("disconnect.html", account=_account(here))


@router.post("/disconnect")
def disconnect(here: Here) -> Response:
    """End the webhook and the consent while there is a token to do it with; then forget it."""
    account = _account(here)
    webhook_ended = here.app.end_webhook(here.account_id)
    consent_ended = here.app.give_back(here.account_id)
    journey.disconnect(here.app.database, here.account_id)
    left = journey.left_behind(
        account, webhook_ended=webhook_ended, consent_ended=consent_ended
    )
    done = "Disconnected: the token is forgotten. Plan and tasks stay as they are."
    return here.go("/settings", " ".join([done, *left]))


def _account(here: Visit) -> accounts.Account:
    with here.app.database.begin() as tx:
        return accounts.get(tx, here.account_id)


def _service(here: Visit) -> list[tuple[str, str]]:
    """The service's own settings; where many people sign in, they are nobody's of them."""
    settings = here.app.settings
    return [] if settings.has_sign_in else list(settings.shown().items())


def _fields(settings: PlanSettings) -> dict[str, str]:
    """What the form's fields are filled with."""
    return {
        "timezone": settings.timezone,
        "weekday": str(settings.review_weekday),
        "time": f"{settings.review_hour:02}:{settings.review_minute:02}",
        "quarter_starts": str(settings.quarter_starts),
        "in_role": str(settings.capacity.in_role),
        "outside": str(settings.capacity.outside),
    }


def _read(form: Form, now: PlanSettings) -> PlanSettings:
    """Return the settings of `now`, with what the form says anew.

    What cannot be read is noted beside its field.
    """
    said = {name: form.anew(name, value) for name, value in _fields(now).items()}
    fields = _fields(now) | {name: text for name, text in said.items() if text is not None}
    hour, _, minute = fields["time"].partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and len(hour) == len(minute) == 2):  # noqa: PLR2004 - digits
        form.refuse("time", "An hour such as 09:00.")
        hour, minute = "9", "0"

    def number(name: str, least: int, most: int) -> int:
        return form.number(name, fields[name], least=least, most=most)

    return replace(
        now,
        timezone=fields["timezone"],
        review_weekday=number("weekday", 0, len(WEEKDAYS) - 1),
        review_hour=int(hour),
        review_minute=int(minute),
        quarter_starts=number("quarter_starts", 1, len(MONTHS)),
        capacity=Capacity(
            number("in_role", 0, MOST_CAPACITY), number("outside", 0, MOST_CAPACITY)
        ),
    )
