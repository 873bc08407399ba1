"""Notes as HTML for a browser: read strictly once more, and written tag by tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from integrations.asana.sandbox.markup import IN_TASKS, Node, read
from integrations.asana.sandbox.state import notes

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import User
    from integrations.asana.sandbox.world import World


def as_html(world: World, user: User, kept: str) -> Markup:
    """Return notes as safe HTML; links to tasks lead to their page here."""
    body = read(notes.shown(world, user, kept), tags=IN_TASKS)
    return Markup().join(_written(world, child) for child in body.children)


def _written(world: World, node: Node | str) -> Markup:
    if isinstance(node, str):
        return escape(node)
    inner = Markup().join(_written(world, child) for child in node.children)
    if node.tag == "hr":
        return Markup("<hr>")
    if node.tag == "a":
        gid = node.attributes.get("data-asana-gid", "")
        href = f"/tasks/{gid}" if gid in world.tasks else node.attributes["href"]
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(href, inner)
    # The name of the tag is one of IN_TASKS: the reader let no other pass.
    return Markup(f"<{node.tag}>{{}}</{node.tag}>").format(inner)  # noqa: S704 - see above
