"""The web page: rendered on the server, whole without scripts, one small module a page.

To add a page, write `service/web/pages/NAME.py`, put it among `PAGES` below, and give it a
template; its line in the menu is in `nav.py` and shows by itself once the route is there.

    router = page_router()                     # every route needs a session; forms, a token

    @router.get("/name")
    def show(here: Here) -> Response:          # here.app, here.account_id, here.now
        return here.page("name.html", things=...)

    @router.post("/name")
    def act(here: Here) -> Response:
        try:
            journey(here.app.database, here.account_id, here.form.text("skill"), now=here.now)
        except InvalidInput as error:
            here.form.take(error, "skill")     # beside its field; the page answers 422 and
            return show(here)                  # keeps what was typed
        return here.go("/name", "It is done.") # said on the next page, and not in its address

The template (undefined names raise, everything is escaped):

    {% extends "base.html" %}
    {% import "macros.html" as ui with context %}
    {% block title %}Name{% endblock %}
    {% block main %}
    {{ ui.header("Name", "One sentence about what one does here.") }}
    {% call ui.card("A heading") %}
      {% call ui.form("/name") %}              {# POST, with the session's token in it #}
        {{ ui.field("skill", "Skill", hint="As you would say it.") }}
        {{ ui.button("Keep it") }}
      {% endcall %}
    {% endcall %}
    {% endblock %}

Macros: `header`, `card`, `form`, `field`, `area`, `choice`, `radios`, `tick`, `button`,
`action` (a form that is one button), `link_button`, `notice`, `tag`, `empty`, `facts`, `icon`.
`ui.field(name, ...)` shows what was typed and what is wrong with it by itself. A link to
somewhere else is `{{ ui.away(address, words) }}`. A script of a page's own goes into `static/`
and is loaded in `{% block scripts %}`; the page has to be whole without it.

A use case decides, never a page. Modules with routes have no `from __future__ import
annotations`, as everywhere under `service.web`.
"""

from typing import TYPE_CHECKING

from service.web.attempts import Attempts
from service.web.pages import (
    asana_sign_in,
    connect,
    goal,
    home,
    posting,
    postings,
    quarters,
    reconnect,
    reviews,
    settings,
    sign_in,
    sort,
    static,
    sync,
)
from service.web.pages.nav import remember_pages

if TYPE_CHECKING:
    from fastapi import FastAPI

PAGES = (
    home,
    postings,
    posting,
    sort,
    quarters,
    goal,
    sync,
    reviews,
    reconnect,
    connect,
    settings,
)


def install(web: "FastAPI") -> None:
    """Put the pages into the application, after everything else that it serves."""
    web.state.sign_in_attempts = Attempts()
    # First the way to Asana: its address looks like one of the links that sign in.
    routers = [static.router, asana_sign_in.router, sign_in.router, sign_in.signed_in]
    routers += [page.router for page in PAGES]
    for router in routers:
        web.include_router(router)
    remember_pages(web, routers)
