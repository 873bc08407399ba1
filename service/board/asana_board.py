"""The person's project in Asana, as the journeys see it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from integrations.asana import calls, errors, richtext
from integrations.asana.models import Project, Task
from service.board import batches, stops
from service.board.batches import either
from service.board.news import news_of
from service.board.notes import markers_in
from service.board.second_try import New, make_marked, write_filed
from service.board.tasks import (
    absent,
    born_with,
    decision_json,
    edit_json,
    goal_json,
    remote_step,
    remote_steps,
    remote_task,
    step_edit,
    step_json,
)
from service.board.teams import only_team
from service.board.words import (
    PROJECT_NAME,
    PROJECT_NOTES,
    SECTION_NAMES,
    in_our_words,
    refusable,
)
from service.domain.remote import Absent
from service.usecases.ports import REVIEWS, Named, News

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from integrations.asana.calls import Call
    from integrations.asana.client import AsanaClient
    from integrations.asana.models import Event, Section
    from service.domain.remote import RemoteStep, RemoteTask
    from service.errors import ServiceError
    from service.store.accounts import Account
    from service.usecases.ports import (
        Layout,
        NewDecision,
        NewGoal,
        NewStep,
        StepWrite,
        Stopped,
        TaskEdit,
    )

    Json = Mapping[str, object]

T = TypeVar("T")

OURS = "momentum:project:"


class AsanaBoard:
    """Implements the port `Board` for one account; see there for what each method promises."""

    def __init__(self, client: AsanaClient, account: Account) -> None:
        self._client = client
        self._workspace = account.workspace_gid or ""
        self._team = account.team_gid
        self._user = account.user_gid
        # `external` needs OAuth; a personal token's marker is a quiet line in the notes.
        self._external = account.auth == "oauth"

    def requests(self) -> tuple[int, int]:
        """Return the counted requests and the round trips so far."""
        return self._client.requests, self._client.round_trips

    def explain(self, stopped: Stopped) -> Stopped:
        """Ask once whose token it is: what still answers tells what does not."""
        return stops.explained(stopped, self._client.me, self._workspace)

    def find_project(self, marker: str) -> str | None:
        """Look through all projects of the workspace that the token can see."""
        with in_our_words():
            for project in self._client.projects(self._workspace):
                if marker in markers_in(project.html_notes):
                    return project.gid
        return None

    def earlier_projects(self) -> tuple[Named, ...]:
        """Look through all projects of the workspace; a colleague's are theirs."""
        with in_our_words():
            found = self._client.projects(self._workspace)
        return tuple(
            Named(project.gid, project.name)
            for project in found
            if not project.archived
            and project.owner in (None, self._user)
            and any(mark.startswith(OURS) for mark in markers_in(project.html_notes))
        )

    def create_project(self, marker: str) -> str:
        """Try without a team first: most workspaces take it, and it is the more private."""
        notes = richtext.body(richtext.escape(f"{PROJECT_NOTES}\n\n{marker}"))
        with in_our_words():
            try:
                project = self._client.create_project(
                    workspace=self._workspace, name=PROJECT_NAME, html_notes=notes
                )
            except errors.BadRequest as error:
                if "team" not in str(error).lower():
                    raise
                project = self._client.create_project(
                    workspace=self._workspace,
                    name=PROJECT_NAME,
                    html_notes=notes,
                    team=self._team or only_team(self._client, self._workspace),
                )
        return project.gid

    def open_sections(self, project: str) -> tuple[tuple[str, str], ...]:
        """Ask Asana for the project and its sections in one round trip."""
        wanted: list[Call[Project | tuple[Section, ...]]] = [
            calls.get_project(project),
            calls.get_sections(project),
        ]
        with in_our_words():
            answers = self._client.batch(wanted)
        for answer in answers:
            if isinstance(answer, errors.Gone | errors.Forbidden):
                raise stops.project_out_of_reach(answer)
        found, sections = map(batches.found, answers)
        if not isinstance(found, Project) or not isinstance(sections, tuple):
            raise TypeError("a batch answers in order")
        if found.archived:
            raise stops.project_archived()
        return tuple((section.gid, section.name) for section in sections)

    def sections(self, project: str) -> tuple[tuple[str, str], ...]:
        """Ask Asana for the sections, in order."""
        with in_our_words():
            found = self._client.sections(project)
        return tuple((section.gid, section.name) for section in found)

    def born_section(self, project: str) -> str | None:
        """Compare when the project and its sections were made."""
        with in_our_words():
            return born_with(self._client.project(project), self._client.sections(project))

    def create_section(self, project: str, key: str, after: str | None) -> str:
        """Make one section."""
        with in_our_words():
            return self._client.create_section(project, SECTION_NAMES[key], after=after).gid

    def adopt_section(self, gid: str, key: str) -> None:
        """Rename one section."""
        with in_our_words():
            self._client.rename_section(gid, SECTION_NAMES[key])

    def section_name(self, key: str) -> str:
        """Return our English name for a section."""
        return SECTION_NAMES[key]

    def news(self, project: str, token: str | None) -> News:
        """Read the event stream to its end; 412 means that it begins anew."""
        heard: list[Event] = []
        while True:
            with in_our_words():
                try:
                    page = self._client.events(project, token)
                except errors.SyncTokenExpired as expired:
                    return News(expired.sync, whole=True)
                except (errors.Gone, errors.Forbidden) as error:
                    raise stops.project_out_of_reach(error) from error
            heard += page.events
            token = page.sync
            if not page.has_more:
                return news_of(heard, token)

    def tasks(self, layout: Layout) -> tuple[RemoteTask, ...]:
        """Read the whole project, a hundred tasks a page.

        A list may be older than the things in it: what says itself that it is elsewhere is
        left out, because it may as well be in the trash.
        """
        with in_our_words():
            found = self._client.tasks(layout.project)
        listed = (remote_task(task, layout) for task in found)
        return tuple(task for task in listed if task.absent is None)

    def reread(self, layout: Layout, gids: Sequence[str]) -> tuple[RemoteTask, ...]:
        """Read tasks by gid; 404, or 403 while the project still answers, means deleted."""
        return self.look(layout, gids, ())[0]

    def steps(self, goals: Sequence[str]) -> tuple[tuple[RemoteStep, ...] | None, ...]:
        """Read the subtasks of tasks, ten tasks a round trip."""
        return tuple(map(remote_steps, self._read([calls.get_subtasks(gid) for gid in goals])))

    def look(
        self, layout: Layout, gids: Sequence[str], goals: Sequence[str]
    ) -> tuple[tuple[RemoteTask, ...], tuple[tuple[RemoteStep, ...] | None, ...]]:
        """Read single tasks and lists of subtasks, ten of both a round trip."""
        wanted: list[Call[Task | tuple[Task, ...]]] = [calls.get_task(gid) for gid in gids]
        wanted += [calls.get_subtasks(gid) for gid in goals]
        answers = self._read(wanted)
        tasks = [
            remote_task(answer, layout)
            if isinstance(answer, Task)
            else absent(gid, Absent.DELETED)
            for gid, answer in zip(gids, answers[: len(gids)], strict=True)
        ]
        lists = [one if isinstance(one, tuple) else None for one in answers[len(gids) :]]
        return tuple(tasks), tuple(map(remote_steps, lists))

    def reread_steps(self, gids: Sequence[str]) -> tuple[RemoteStep | None, ...]:
        """Read subtasks by gid."""
        answers = self._read([calls.get_task(gid) for gid in gids])
        return tuple(None if task is None else remote_step(task) for task in answers)

    def create_goals(
        self, layout: Layout, goals: Sequence[NewGoal]
    ) -> list[RemoteTask | ServiceError]:
        """Make tasks, each placed at once."""

        def send(some: Sequence[NewGoal], *, external: bool) -> list[Task | ServiceError]:
            bodies = [goal_json(goal, layout, external=external) for goal in some]
            return write_filed(self._write, [(calls.create_task, body) for body in bodies])

        answers = self._made(goals, send, lambda task, _: layout.project in task.memberships)
        return [either(answer, lambda task: remote_task(task, layout)) for answer in answers]

    def create_steps(self, steps: Sequence[NewStep]) -> list[RemoteStep | ServiceError]:
        """Make subtasks."""

        def send(some: Sequence[NewStep], *, external: bool) -> list[Task | ServiceError]:
            return self._write(
                [
                    calls.create_subtask(step.parent, step_json(step, external=external))
                    for step in some
                ]
            )

        answers = self._made(steps, send, lambda task, step: task.parent == step.parent)
        return [either(answer, remote_step) for answer in answers]

    def edit(
        self, layout: Layout, edits: Sequence[TaskEdit]
    ) -> list[RemoteTask | ServiceError]:
        """Write tasks, only what changes of each."""
        wanted = [(partial(calls.update_task, edit.gid), edit_json(edit)) for edit in edits]
        answers = write_filed(self._write, wanted)
        return [either(answer, lambda task: remote_task(task, layout)) for answer in answers]

    def edit_steps(self, edits: Sequence[StepWrite]) -> list[RemoteStep | ServiceError]:
        """Write subtasks, only what changes of each."""
        answers = self._write([calls.update_task(edit.gid, step_edit(edit)) for edit in edits])
        return [either(answer, remote_step) for answer in answers]

    def move(self, moves: Sequence[tuple[str, str]]) -> list[ServiceError | None]:
        """Move tasks to the top of their sections."""
        return self._write([calls.add_to_section(section, gid) for gid, section in moves])

    def place_step(self, gid: str, parent: str, after: str | None) -> None:
        """Move one subtask."""
        for answer in self._write([calls.place_step(gid, parent, after)]):
            if answer is not None:
                raise answer

    def delete(self, gids: Sequence[str]) -> list[ServiceError | None]:
        """Put tasks into the trash, from where the person can take them back for 30 days."""
        return self._write([calls.delete_task(gid) for gid in gids])

    def create_review(
        self, layout: Layout, *, title: str, html_notes: str, due_on: date, marker: str
    ) -> str:
        """Make a review task in its section, assigned to the person."""
        body: dict[str, object] = {
            "name": title,
            "html_notes": html_notes,
            "due_on": due_on.isoformat(),
            "assignee": "me",
            "memberships": [{"project": layout.project, "section": layout.sections[REVIEWS]}],
        }
        with in_our_words():
            if not self._external:
                return self._client.create_task(body).gid
            with suppress(errors.BadRequest):
                return self._client.create_task({**body, "external": {"gid": marker}}).gid
            # Another task may have the mark: this very review, unless it is out of sight.
            if (made := self._marked(marker)) and layout.project in made.memberships:
                return made.gid
            return self._client.create_task(body).gid

    def subtask_names(self, task: str) -> tuple[Named, ...] | None:
        """Ask Asana for the names alone."""
        (found,) = self._read([calls.get_subtask_names(task)])
        return None if found is None else tuple(Named(one.gid, one.name) for one in found)

    def create_decisions(
        self, decisions: Sequence[NewDecision]
    ) -> list[RemoteStep | ServiceError]:
        """Make subtasks of reviews."""
        json = [decision_json(one, external=self._external) for one in decisions]
        parents = [one.review for one in decisions]
        answers = self._write(list(map(calls.create_subtask, parents, json)))
        return [either(answer, remote_step) for answer in answers]

    def files(self, task: str) -> tuple[Named, ...]:
        """Ask Asana for the task's files."""
        with in_our_words(), refusable():
            found = self._client.attachments(task)
        return tuple(Named(file.gid, file.name) for file in found)

    def read_file(self, gid: str, *, most: int) -> bytes:
        """Fetch a file by an address that Asana has given just now."""
        with in_our_words(), refusable():
            return self._client.download(self._client.attachment(gid), most=most)

    def attach(self, task: str, *, name: str, content: bytes, media_type: str) -> str:
        """Upload a file."""
        with in_our_words(), refusable():
            return self._client.attach(task, name=name, content=content, media_type=media_type)

    def _read(self, wanted: Sequence[Call[T]]) -> list[T | None]:
        return batches.read(self._client, wanted)

    def _write(self, wanted: Sequence[Call[T]]) -> list[T | ServiceError]:
        return batches.write(self._client, wanted)

    def _made(
        self,
        new: Sequence[New],
        send: Callable[..., list[Task | ServiceError]],
        fits: Callable[[Task, New], bool],
    ) -> list[Task | ServiceError]:
        in_notes = partial(send, external=False)
        if not self._external:
            return in_notes(new)
        return make_marked(new, partial(send, external=True), in_notes, self._marked, fits)

    def _marked(self, marker: str) -> Task | None:
        """The task that has this mark in `external.gid`, if it is anywhere in sight."""
        with in_our_words(), suppress(errors.Gone, errors.Forbidden):
            return self._client.task(f"external:{marker}")
        return None
