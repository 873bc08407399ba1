"""Engines that undo or overlook what the person did."""

from __future__ import annotations

from simulation.mutants.mutant import mutant

DOMAIN = "service/domain"
SYNC = "service/usecases/sync"

TAKING = (
    mutant(
        "last writer wins",
        "What the person changed is overwritten by what the plan says.",
        f"{DOMAIN}/merge.py",
        ("if theirs in (ours, ancestor):", "if True:"),
    ),
    mutant(
        "ours wins a conflict",
        "Where both sides changed a field, the plan's value stands.",
        f"{DOMAIN}/merge.py",
        (
            "if theirs in (ours, ancestor):",
            "if theirs in (ours, ancestor) or ours != ancestor:",
        ),
    ),
    mutant(
        "the whole task is written",
        "One changed field sends all of them.",
        f"{DOMAIN}/changeset.py",
        (
            '    fields.pop("place", None)\n    want',
            (
                "    if fields:\n        fields = dict(local_fields(goal, plan, base.fields))\n"
                '    fields.pop("place", None)\n    want'
            ),
        ),
        shown_by="person",
    ),
    mutant(
        "no look before the write",
        "A task is written as it was read at the beginning of the sync.",
        f"{SYNC}/editing.py",
        ("        take_in(scene, Remote({task.gid: task for task in shown}))\n", ""),
        shown_by="person",
    ),
    mutant(
        "absent is deleted",
        "What is missing from a list counts as deleted, without a look at the thing itself.",
        f"{SYNC}/reading.py",
        (
            "{task.gid: task for task in board.reread(layout, missing)}",
            (
                "{gid: __import__('service.board.tasks').board.tasks.absent("
                "gid, __import__('service.domain.remote').domain.remote.Absent.DELETED)"
                " for gid in missing}"
            ),
        ),
        shown_by="stale_list",
    ),
    mutant(
        "no tombstone",
        "A goal whose task was deleted stays in the plan, and gets a new task.",
        f"{DOMAIN}/reconcile.py",
        ("gone = goal.let_go(why.value)", "gone = goal"),
    ),
    mutant(
        "the token before the reading",
        "The place in the event stream is stored before what was read is.",
        f"{SYNC}/looking.py",
        (
            "        if not news.whole:\n",
            (
                "        with ctx.recording() as tx:\n"
                "            accounts.set_event_token(tx, ctx.account_id, news.token)\n"
                "        if not news.whole:\n"
            ),
        ),
        shown_by="after",
    ),
    mutant(
        "a move on top of the person's",
        "Between our two writes to a task nobody looks whether the person has moved it.",
        f"{SYNC}/editing.py",
        ("if edit.section and edit.base.gid not in elsewhere]", "if edit.section]"),
        shown_by="crew",
    ),
    mutant(
        "a decision stays open",
        "What was ticked and done is done once more when it is ticked again.",
        f"{DOMAIN}/answers.py",
        ("    return replace(asked, status=Status.DONE)\n", "    return asked\n"),
        shown_by="monday",
    ),
    mutant(
        "an answer is not kept",
        "What became of a decision is not stored beside the plan.",
        f"{SYNC}/taking.py",
        (
            "        decisions.keep(tx, scene.ctx.account_id, asked, scene.ctx.clock())\n",
            "        pass\n",
        ),
        shown_by="monday",
    ),
    mutant(
        "a tick too late",
        "A decision that was answered no is done when it is ticked after all.",
        f"{DOMAIN}/answers.py",
        (
            "return _told(result, replace(asked, declined=False), TOO_LATE)",
            "return _acted(result, asked, today)",
        ),
        shown_by="monday",
    ),
    mutant(
        "a no is forgotten",
        "What the person said no to is asked again in the next review.",
        f"{DOMAIN}/declined.py",
        ("    return grounds(reason) <= known\n", "    return False\n"),
        shown_by="monday",
    ),
    mutant(
        "quiet in the middle",
        "What a turn took in before it died is left as it is by looks that hear nothing.",
        "service/store/leases.py",
        ("type_=Instant()), quiet_until=None)", "type_=Instant()))"),
        shown_by="rest",
    ),
    mutant(
        "quiet although asked",
        "A plan that was changed waits, while looks hear nothing, until the next day.",
        "service/store/queue.py",
        ('if rung else {"quiet_until": None}', "if rung else {}"),
        shown_by="rest",
    ),
    mutant(
        "quiet on a day that was not looked at",
        "A look that ended after midnight leaves what the new day brings until the next one.",
        "service/usecases/turn.py",
        (
            "end_of(outcome.still, scene.plan.settings)",
            "end_of(ctx.clock().date(), scene.plan.settings)",
        ),
        shown_by="midnight",
    ),
    mutant(
        "no question before a large loss",
        "Many goals are let go at once without asking.",
        f"{SYNC}/guard.py",
        ("if vanished >= FEW and", "if False and"),
        shown_by="sweep",
    ),
)
