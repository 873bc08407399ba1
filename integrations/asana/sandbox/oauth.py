"""Everything beside the API: consent, tokens, and the download of attachments."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from integrations.asana.sandbox import population
from integrations.asana.sandbox.api.http import Request, Response, as_json
from integrations.asana.sandbox.grants import App, Code, Refresh
from integrations.asana.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.asana.sandbox.model import User
    from integrations.asana.sandbox.world import World

LIVES: Final = timedelta(hours=1)
OUT_OF_BAND: Final = "urn:ietf:wg:oauth:2.0:oob"


def handle(world: World, request: Request) -> Response:
    """Answer what is asked under /-/."""
    with world.acting():
        match (request.method, request.path.split("/")[1:]):
            case ("GET", ["-", "oauth_authorize"]):
                return _authorize(world, request)
            case ("POST", ["-", "oauth_token"]):
                return _token(world, dict(parse_qsl(request.body.decode())))
            case ("POST", ["-", "oauth_revoke"]):
                return _revoke(world, dict(parse_qsl(request.body.decode())))
            case ("GET", ["-", "attachments", gid]) if gid in world.attachments:
                file = world.attachments[gid]
                return Response(200, file.content, media_type=file.media_type)
    return as_json(404, Refusal(404, "No matching route for request").body())


def _authorize(world: World, request: Request) -> Response:
    """Ask for consent; with `allow`, the gid of a user, it is given at once."""
    query = request.query
    app = world.grants.apps.get(query.get("client_id", ""))
    redirect_uri = query.get("redirect_uri", "")
    if app is None or redirect_uri not in app.redirect_uris:
        return Response(400, b"The client_id or redirect_uri is not valid.", {}, "text/plain")
    user = world.users.get(query.get("allow", ""))
    if user is None:
        return _consent_page(world, query)
    code = f"1/{user.gid}:{world.new_gid()}"
    world.grants.codes[code] = Code(app, user, redirect_uri, query.get("code_challenge"))
    if redirect_uri == OUT_OF_BAND:
        return Response(200, code.encode(), {}, "text/plain")
    back = urlencode({"code": code, "state": query.get("state", "")})
    joint = "&" if "?" in redirect_uri else "?"
    return Response(302, b"", {"Location": f"{redirect_uri}{joint}{back}"}, "text/plain")


def _consent_page(world: World, query: Mapping[str, str]) -> Response:
    links = "".join(
        f'<p><a href="?{escape(urlencode({**query, "allow": user.gid}))}">'
        f"Allow as {escape(user.name)}</a></p>"
        for user in world.users.values()
    )
    page = f"<!doctype html><title>Grant permission</title><h1>Grant permission</h1>{links}"
    return Response(200, page.encode(), {}, "text/html; charset=utf-8")


def _token(world: World, form: Mapping[str, str]) -> Response:
    app = _client(world, form)
    if app is None:
        return _refused("invalid_client")
    if form.get("grant_type") == "authorization_code":
        code = world.grants.codes.pop(form.get("code", ""), None)
        if code is None or not _fits(code, app, form):
            return _refused("invalid_grant")
        name = _named(world, code.user)
        world.grants.refreshes[name] = Refresh(app, code.user)
        return _granted(world, name, tell=True)
    name = form.get("refresh_token", "")
    refresh = world.grants.refreshes.get(name)
    if form.get("grant_type") != "refresh_token" or refresh is None or refresh.app != app:
        return _refused("invalid_grant")
    if world.switches.refresh_token_rotates:
        name = _rotated(world, name)
        return _granted(world, name, tell=True)
    return _granted(world, name, tell=False)


def _named(world: World, user: User) -> str:
    return f"2/{user.gid}/{world.new_gid()}:refresh"


def _rotated(world: World, name: str) -> str:
    """Put a new refresh token in the place of an old one."""
    refresh = world.grants.refreshes.pop(name)
    fresh = _named(world, refresh.user)
    world.grants.refreshes[fresh] = refresh
    return fresh


def _granted(world: World, name: str, *, tell: bool) -> Response:
    """Issue an access token; a refresh token is told when it is new."""
    refresh = world.grants.refreshes[name]
    user, app = refresh.user, refresh.app.client_id
    access = population.add_token(world, user, app=app, lives=LIVES)
    refresh.access_tokens.append(access)
    answer: dict[str, object] = {
        "access_token": access,
        "token_type": "bearer",
        "expires_in": int(LIVES.total_seconds()),
        "data": {"gid": user.gid, "id": user.gid, "name": user.name, "email": user.email},
    }
    if tell:
        answer["refresh_token"] = name
    return as_json(200, answer)


def _revoke(world: World, form: Mapping[str, str]) -> Response:
    """Take back a refresh token and all that came of it; an unknown one is fine too."""
    if _client(world, form) is None:
        return _refused("invalid_client")
    name = form.get("token", "")
    if name in world.tokens:
        return _refused("invalid_request")
    refresh = world.grants.refreshes.pop(name, None)
    for access in refresh.access_tokens if refresh else ():
        world.tokens[access].revoked = True
    return Response(200, json.dumps({}).encode())


def _client(world: World, form: Mapping[str, str]) -> App | None:
    app = world.grants.apps.get(form.get("client_id", ""))
    secret = form.get("client_secret", "")
    return app if app and hmac.compare_digest(app.client_secret, secret) else None


def _fits(code: Code, app: App, form: Mapping[str, str]) -> bool:
    if code.app != app or form.get("redirect_uri") != code.redirect_uri:
        return False
    if code.challenge is None:
        return True
    digest = sha256(form.get("code_verifier", "").encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode() == code.challenge


def _refused(error: str) -> Response:
    return as_json(400, {"error": error, "error_description": "The request is not valid."})
