"""The web application, put together."""

from __future__ import annotations

from importlib.metadata import version
from threading import Event
from typing import TYPE_CHECKING

from fastapi import FastAPI

from service.usecases.ringing import Door
from service.web import api, asana_hooks, errors, health, hooks, metrics, pages
from service.web.attempts import Attempts
from service.web.guard import Guard
from service.web.page_turns import PageTurns
from service.web.pages.trouble import answer
from service.web.signature import Verifier

if TYPE_CHECKING:
    from service.bootstrap import App


def create_app(app: App, *, stopping: Event | None = None) -> FastAPI:
    """Return the application that serves `app`; it is not ready once `stopping` is set.

    The description at /openapi.json needs no key: it is the same for everybody and in the
    source, and programs that make clients from it fetch it bare. Pages that show it would
    load scripts from elsewhere, so there are none of those.
    """
    web = FastAPI(
        title="Momentum",
        summary="A development plan, kept in step with Asana.",
        version=version("momentum-asana"),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    secret = app.settings.hook_secret
    web.state.momentum = app
    web.state.hook_verifier = Verifier(secret.get_secret_value()) if secret else None
    web.state.attempts = Attempts()
    web.state.bell = asana_hooks.Bell(Door(app.database, app.vault.open, app.clock))
    web.state.pages = PageTurns(app.web_pages())
    web.state.stopping = stopping or Event()
    web.add_middleware(Guard, public_url=app.settings.public_url, answer=answer)
    web.add_middleware(metrics.Counting, meters=app.meters)
    errors.install(web, answer)
    web.router.routes.append(asana_hooks.route)  # first: it is asked most
    web.include_router(api.router)
    web.include_router(hooks.router)
    web.include_router(health.router)
    web.include_router(metrics.router)
    pages.install(web)
    return web
