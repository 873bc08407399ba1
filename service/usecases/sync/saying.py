"""What is to be said about a decision, put into its own notes: once, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.asana import richtext
from service.domain.changes import Change, What
from service.errors import ServiceError
from service.store import decisions
from service.usecases.ports import ComeBack, StepWrite, Stopped, Unanswered
from service.usecases.sync.editing import BATCH, raise_stopping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from service.domain.decision import Asked
    from service.domain.remote import RemoteStep
    from service.usecases.sync.scene import Scene


def say(scene: Scene) -> None:
    """Write what is to be said above whatever the notes hold.

    Each is read right before. What is there already, or has no place to be, is not written.
    """
    for start in range(0, len(scene.to_say), BATCH):
        chunk = scene.to_say[start : start + BATCH]
        scene.ctx.make_room(2 * len(chunk))
        shown = scene.ctx.board.reread_steps([str(asked.gid) for asked in chunk])
        unsaid = []
        for asked, step in zip(chunk, shown, strict=True):
            if (html := _with_sentence(step, str(asked.says))) is not None:
                unsaid.append((asked, StepWrite(str(asked.gid), html_notes=html)))
        said = [asked for asked in chunk if asked not in [one for one, _ in unsaid]]
        _write(scene, unsaid, said)


def _write(
    scene: Scene, unsaid: Sequence[tuple[Asked, StepWrite]], said: Sequence[Asked]
) -> None:
    scene.ctx.check()
    writes = [write for _, write in unsaid]
    answers = scene.ctx.board.edit_steps(writes) if writes else ()
    with scene.ctx.recording() as tx:
        for asked in said:
            _settle(tx, scene, asked)
        for (asked, _), answer in zip(unsaid, answers, strict=True):
            if isinstance(answer, Unanswered):
                scene.unsettled += 1
            elif not isinstance(answer, Stopped | ComeBack):
                _settle(tx, scene, asked)
                if isinstance(answer, ServiceError):
                    question = asked.decision.question
                    scene.note(tx, Change(What.REFUSED, question, note=str(answer)))
    raise_stopping(answers)


def _settle(tx: Connection, scene: Scene, asked: Asked) -> None:
    ctx = scene.ctx
    decisions.keep(tx, ctx.account_id, replace(asked, says=None), ctx.clock())


def _with_sentence(step: RemoteStep | None, sentence: str) -> str | None:
    """The notes with the sentence on top; None where there is nothing to write."""
    html = richtext.escape(sentence)
    if step is None or html in step.raw_notes:
        return None
    opening = richtext.body().removesuffix("</body>")
    rest = step.raw_notes.removeprefix(opening)
    return f"{opening}{html}\n\n{rest}" if rest != step.raw_notes else None
