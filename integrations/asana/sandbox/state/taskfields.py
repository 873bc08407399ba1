"""One writer for each field of a task: it checks at once, and changes when called again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.model import External, Like
from integrations.asana.sandbox.refusals import Refusal, bad
from integrations.asana.sandbox.state import values
from integrations.asana.sandbox.state.access import task_by_external
from integrations.asana.sandbox.state.people import find_person
from integrations.asana.sandbox.state.places import my_tasks, put_into_my_tasks
from integrations.asana.sandbox.state.record import changed, record, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.asana.sandbox.model import Resource, Task, Token, User
    from integrations.asana.sandbox.world import World

    Data = Mapping[str, object]
    Change = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Writing:
    """One act of writing to one task; a task being made does it quietly."""

    world: World
    token: Token
    task: Task
    quietly: bool

    def changed(self, field: str, value: Resource | None = None) -> None:
        """Note the time of the change, and let the streams know."""
        self.task.modified_at = self.world.now()
        if not self.quietly:
            changed(self.world, self.token.user, self.task, field, value)

    def set(self, field: str, value: object) -> None:
        """Set a field that has no rules of its own."""
        if getattr(self.task, field) != value:
            setattr(self.task, field, value)
            self.changed(field)


def _name(writing: Writing, data: Data) -> Change:
    name = values.text(data, "name", limit=writing.world.switches.name_limit)
    return lambda: writing.set("name", name)


def _completed(writing: Writing, data: Data) -> Change:
    done, task = values.flag(data, "completed"), writing.task

    def change() -> None:
        if task.completed != done:
            task.completed_at = writing.world.now() if done else None
            task.completed_by = writing.token.user if done else None
            writing.set("completed", done)

    return change


def _due_on(writing: Writing, data: Data) -> Change:
    day, task = values.day(data, "due_on"), writing.task

    def change() -> None:
        if (task.due_on, task.due_at) != (day, None):
            task.due_on, task.due_at = day, None
            writing.changed("due_on")

    return change


def _due_at(writing: Writing, data: Data) -> Change:
    moment, task = values.moment(data, "due_at"), writing.task
    if moment is None and data.get("due_on") is not None:
        return lambda: None

    def change() -> None:
        if task.due_at != moment:
            task.due_at = moment
            task.due_on = moment.astimezone(UTC).date() if moment else None
            writing.changed("due_at")

    return change


def _start_on(writing: Writing, data: Data) -> Change:
    day = values.day(data, "start_on")
    if data.get("due_on") is None and data.get("due_at") is None:
        raise bad("start_on: due_on or due_at must be in the same request")
    return lambda: writing.set("start_on", day)


def _assignee(writing: Writing, data: Data) -> Change:
    who, world, task = data["assignee"], writing.world, writing.task
    user = None
    if who is not None:
        user = find_person(world, writing.token.user, "assignee", who, task.workspace)

    def change() -> None:
        if task.assignee is not user:
            task.assignee = user
            put_into_my_tasks(world, task, None)
            if user is not None:
                mine = my_tasks(world, user, task.workspace.gid)
                put_into_my_tasks(world, task, world.sections[mine.sections.first()])
            writing.changed("assignee", user)

    return change


def _assignee_section(writing: Writing, data: Data) -> Change:
    world, task, user = writing.world, writing.task, writing.token.user
    gid, assignee = data["assignee_section"], _assignee_after(writing, data)
    if gid is None:
        return lambda: None
    if assignee is not user:
        raise Refusal(403, "assignee_section: Only the assignee can set this property")
    mine = my_tasks(world, user, task.workspace.gid)
    section = world.sections.get(gid) if isinstance(gid, str) else None
    if section is None or section.home != mine.gid:
        raise bad(f"assignee_section: Not a section in your My Tasks: {gid}")

    def change() -> None:
        if task.assignee_section != section.gid:
            put_into_my_tasks(world, task, section)
            writing.changed("assignee_section", section)

    return change


def _assignee_after(writing: Writing, data: Data) -> User | None:
    """Return who the task will be assigned to once this is written."""
    if "assignee" not in data:
        return writing.task.assignee
    if (who := data["assignee"]) is None:
        return None
    me = writing.token.user
    return find_person(writing.world, me, "assignee", who, writing.task.workspace)


def _liked(writing: Writing, data: Data) -> Change:
    liked = values.flag(data, "liked")
    return lambda: like(writing.world, writing.token.user, writing.task, liked=liked)


def like(world: World, user: User, task: Task, *, liked: bool) -> None:
    """Give a task the person's heart, or take it back."""
    mine = next((one for one in task.likes if one.user is user), None)
    if liked == (mine is not None):
        return
    if mine is not None:
        task.likes.remove(mine)
    else:
        task.likes.append(Like(world.new_gid(), user))
    if world.switches.likes_in_events:
        record(world, user, task, "changed", field="liked")
        tell(world, user, task)


def _external(writing: Writing, data: Data) -> Change:
    world, token, task = writing.world, writing.token, writing.task
    given = data["external"]
    if given is not None and not isinstance(given, dict):
        raise bad("external: Not an object")
    if token.personal and not world.switches.external_with_personal_token:
        if world.switches.external_ignored:
            return lambda: None
        raise bad("external: This field is available to OAuth apps only")
    if not given:
        return lambda: writing.set("external", None)
    gid, blob = given.get("gid"), given.get("data")
    for name, value, limit in (("gid", gid, 1024), ("data", blob, 32_768)):
        if value is not None and (not isinstance(value, str) or len(value) > limit):
            raise bad(f"external.{name}: Not a string of at most {limit} characters")
    if gid is not None and world.switches.external_unique:
        _refuse_second(world, token, task, gid)

    def change() -> None:
        was = task.external
        if was is None or (was.app, was.gid, was.data) != (token.app, gid, blob):
            task.external = External(token.app, gid, blob)
            task.modified_at = world.now()

    return change


def _refuse_second(world: World, token: Token, task: Task, gid: str) -> None:
    """Refuse an `external.gid` that another task of the same app already has."""
    holder: Task | None = None
    if world.switches.external_held_by_trash:
        same = [one for one in world.tasks.values() if one.external]
        holders = [one for one in same if _is_called(one, token, gid)]
        holder = holders[0] if holders else None
    else:
        try:
            holder = task_by_external(world, token, gid)
        except Refusal:
            return
    if holder is not None and holder is not task:
        raise bad(f"external.gid: {gid} is already assigned to another object")


def _is_called(task: Task, token: Token, gid: str) -> bool:
    known = task.external
    return known is not None and (known.app, known.gid) == (token.app, gid)


def _followers(writing: Writing, data: Data) -> Change:
    found = [
        find_person(writing.world, writing.token.user, "followers", who, writing.task.workspace)
        for who in values.gids(data, "followers")
    ]
    task = writing.task
    return lambda: task.followers.extend(one for one in found if one not in task.followers)


def _custom_fields(_writing: Writing, data: Data) -> Change:
    if data["custom_fields"]:
        raise bad("custom_fields: This task has no custom fields")
    return lambda: None


WRITERS: Final[dict[str, Callable[[Writing, Data], Change]]] = {
    "name": _name,
    "completed": _completed,
    "due_on": _due_on,
    "due_at": _due_at,
    "start_on": _start_on,
    "assignee": _assignee,
    "assignee_section": _assignee_section,
    "liked": _liked,
    "external": _external,
    "custom_fields": _custom_fields,
}
CREATION_WRITERS: Final = {**WRITERS, "followers": _followers}
