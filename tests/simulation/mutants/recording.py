"""Engines that make things twice, or forget that they have made them."""

from __future__ import annotations

from simulation.mutants.mutant import mutant

SYNC = "service/usecases/sync"
CALLED = """    from concurrent.futures import Future
    call = Future()
    try:
        call.set_result(send())
    except ServiceError as error:
        call.set_exception(error)
    with ctx.recording() as tx:
        intents.send("""
EVERY_WRITE = ("pauses = iter(() if request.writes else PAUSES)", "pauses = iter(PAUSES)")

RECORDING = (
    mutant(
        "blind retry",
        "A creation without an answer is sent again at once.",
        "integrations/asana/transport.py",
        EVERY_WRITE,
        (
            "except (NotReached, RateLimited) as error:",
            (
                "except (NotReached, RateLimited, "
                "__import__('integrations.asana.errors').asana.errors.OutcomeUnknown) as error:"
            ),
        ),
        shown_by="timeout_after",
    ),
    mutant(
        "a write waits in place",
        "What Asana told to wait is sent again a moment later, without another look.",
        "integrations/asana/transport.py",
        EVERY_WRITE,
        shown_by="429",
    ),
    mutant(
        "intent after the call",
        "What is about to be made is committed only once it was sent.",
        f"{SYNC}/intent.py",
        (CALLED[CALLED.index("    with") :], CALLED),
        ("answers: Sequence[T | ServiceError] = send()", "answers = call.result()"),
    ),
    mutant(
        "no grace",
        "What is in doubt is sent again as soon as one looks, however late it may come.",
        f"{SYNC}/memory.py",
        ("until=intent.last_sent_at + grace,", "until=intent.last_sent_at,"),
        shown_by="late_effect",
    ),
    mutant(
        "no holding back",
        "What is in doubt is missing, and so it is made again.",
        f"{SYNC}/road.py",
        ("        held=scene.held,\n", ""),
        shown_by="late_effect",
    ),
    mutant(
        "late copies stay",
        "What a late request has made once more is not put away.",
        f"{SYNC}/road.py",
        ("    editing.trash_copies(scene, scene.duplicates)\n", ""),
        shown_by="beyond",
    ),
    mutant(
        "the project is not looked for",
        "After a lost answer the project's mark is not looked for.",
        f"{SYNC}/setup.py",
        ("ctx.board.find_project(marker) if sent else None", "None"),
        shown_by="timeout_after",
    ),
    mutant(
        "a section is not looked for",
        "After a lost answer a section is made once more.",
        f"{SYNC}/setup.py",
        ("if sent is None or not sent.is_open:", "if True:"),
    ),
    mutant(
        "an empty list of sections is believed",
        "A list that is older than the project passes for a project without sections.",
        f"{SYNC}/setup.py",
        (
            "    if not present:\n        raise ComeBack(",
            "    if False:\n        raise ComeBack(",
        ),
        ("return ctx.board.born_section(layout.project)", "return None"),
        shown_by="stale_list",
    ),
    mutant(
        "what was found is not kept",
        "The gid of a task that was found by its mark is not stored.",
        f"{SYNC}/taking.py",
        (
            "if base and base != known.bases.get(key)}",
            "if base and key in known.bases}",
        ),
    ),
    mutant(
        "the person's copy is trashed",
        "Whatever holds our mark a second time is put away, untouched by us or not.",
        "service/domain/reconcile.py",
        ("        and sent.made_late(task.created_at)\n", ""),
        ("        and any(_shows(task, base) for base in (sent.base, *sent.earlier))\n", ""),
        shown_by="gestures",
    ),
    mutant(
        "a review's week is not looked up",
        "Neither the week in the database nor the mark in Asana keeps a second review away.",
        "service/usecases/review.py",
        ("there = self.last is not None and self.last >= self.week", "there = False"),
        ("return settled(ctx, layout, week, tasks) or made(", "return made("),
    ),
    mutant(
        "a review is not looked for",
        "After a lost answer the review's task is made once more.",
        "service/usecases/review.py",
        ("return settled(ctx, layout, week, tasks) or made(", "return made("),
        shown_by="timeout_after",
    ),
)
