"""Notes: one rich text, read and written as html_notes and as plain notes."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from integrations.asana.sandbox.markup import EVERYWHERE, IN_TASKS, Node, read
from integrations.asana.sandbox.refusals import bad
from integrations.asana.sandbox.state.access import alive, sees_project, sees_task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.asana.sandbox.model import Project, Task, User
    from integrations.asana.sandbox.world import World

APP = "https://app.asana.com/0/0/"
_LINK = re.compile(r'<a data-asana-gid="(\d+)"(?: data-asana-text="([^"]*)")?/>')
_ITEM = re.compile(r"<li>")
_BLOCK_END = re.compile(r"</(?:li|h1|h2|h3|blockquote|pre|tr)>|<hr/>")
_TAG = re.compile(r"<[^>]*>")


def stored(
    world: World, user: User, data: Mapping[str, object], *, project: bool = False
) -> str | None:
    """Return the notes that an input asks for, as they are kept; None if it does not.

    Kept is the inside of the body; a link to a thing in Asana keeps its gid alone, and
    gets its address and its name each time it is read.
    """
    if "notes" in data and "html_notes" in data:
        raise bad("You may only specify one of notes and html_notes.")
    rich = world.switches.rich_project_notes or not project
    if "html_notes" in data:
        body = read(_text(data, "html_notes"), tags=IN_TASKS if rich else EVERYWHERE)
        html = "".join(_written(world, user, child) for child in body.children)
    elif "notes" in data:
        plain = "" if data["notes"] is None else _text(data, "notes")
        html = escape(plain.replace("\r\n", "\n"))
    else:
        return None
    if len(html) > world.switches.notes_limit:
        raise bad("notes: Text is too long.")
    return html


def shown(world: World, user: User, kept: str) -> str:
    """Return notes as html_notes shows them to this person."""
    return f"<body>{_LINK.sub(lambda found: _link(world, user, found), kept)}</body>"


def plain(kept: str) -> str:
    """Return notes as plain text: items behind dashes, links as their address."""
    text = _LINK.sub(lambda found: APP + found[1], kept)
    text = _ITEM.sub("- ", text)
    text = _TAG.sub("", _BLOCK_END.sub("\n", text))
    return unescape(text if "<" not in kept else text.rstrip("\n"))


def _text(data: Mapping[str, object], name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise bad(f"{name}: Not a string: {value}")
    return value


def _written(world: World, user: User, node: Node | str) -> str:
    if isinstance(node, str):
        return escape(node)
    inner = "".join(_written(world, user, child) for child in node.children)
    if node.tag == "hr":
        return "<hr/>"
    if node.tag != "a":
        return f"<{node.tag}>{inner}</{node.tag}>" if inner else ""
    gid = node.attributes.get("data-asana-gid")
    if gid and _named(world, user, gid) is not None:
        frozen = node.attributes.get("data-asana-dynamic") == "false"
        text = f' data-asana-text="{_quoted(unescape(_TAG.sub("", inner)))}"' if frozen else ""
        return f'<a data-asana-gid="{gid}"{text}/>'
    if "href" not in node.attributes:
        raise bad("XML is invalid")
    return f'<a href="{_quoted(node.attributes["href"])}">{inner}</a>'


def _link(world: World, user: User, found: re.Match[str]) -> str:
    gid, frozen = found[1], found[2]
    thing = _named(world, user, gid)
    name = escape(thing.name) if thing else "Private Link"
    kind = thing.resource_type if thing else "task"
    return (
        f'<a href="{APP}{gid}" data-asana-gid="{gid}"'
        f' data-asana-accessible="{"true" if thing else "false"}"'
        f' data-asana-type="{kind}"'
        f' data-asana-dynamic="{"true" if frozen is None else "false"}">'
        f"{name if frozen is None else escape(unescape(frozen))}</a>"
    )


def _named(world: World, user: User, gid: str) -> Task | Project | User | None:
    """Return what a link may name: a task or project that the person sees, or a person."""
    if (task := world.tasks.get(gid)) is not None:
        return task if alive(world, task) and sees_task(world, user, task) else None
    if (project := world.projects.get(gid)) is not None:
        gone = project.deleted_at is not None
        return None if gone or not sees_project(user, project) else project
    return world.users.get(gid)


def _quoted(value: str) -> str:
    return escape(value, {'"': "&quot;"})
