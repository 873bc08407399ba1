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
        "no base after a write",
        "What was written is not what both sides agree on afterwards.",
        f"{SYNC}/written.py",
        (
            "    scene.keep(tx, goal, replace(sent, fields=",
            (
                "    if goal.id not in scene.bases or scene.bases[goal.id].lost:\n"
                "        scene.keep(tx, goal, replace(sent, fields="
            ),
        ),
    ),
    mutant(
        "the base is what was sent",
        "Asana is taken to show exactly what it was given.",
        f"{SYNC}/written.py",
        ("fields={**sent.fields, **shown.fields}", "fields=dict(sent.fields)"),
        ("    if not other:", "    if True:"),
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
    ),
    mutant(
        "no look before the write",
        "A task is written as it was read at the beginning of the sync.",
        f"{SYNC}/editing.py",
        ("        take_in(scene, Remote({task.gid: task for task in shown}))\n", ""),
    ),
    mutant(
        "no look before a step is written",
        "A step is written though the person has changed it since it was read.",
        f"{SYNC}/editing.py",
        (
            "if step and (step.text, step.done) == (edit.base.text, edit.base.done)",
            "if step",
        ),
    ),
    mutant(
        "no look before a step is removed",
        "A step that the plan dropped is removed though the person has changed it since.",
        f"{SYNC}/editing.py",
        ("if step is None or (step.text, step.done) == (base.text, base.done)", "if True"),
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
    ),
    mutant(
        "an absent step is removed",
        "A step that a list leaves out is gone from the plan.",
        f"{SYNC}/reading.py",
        ("    if not missing:\n        return []", "    if True:\n        return []"),
    ),
    mutant(
        "no tombstone",
        "A goal whose task was deleted stays in the plan, and gets a new task.",
        f"{DOMAIN}/reconcile.py",
        ("gone = goal.let_go(why.value)", "gone = goal"),
    ),
    mutant(
        "a lost task is forgotten",
        "A task that comes back from the trash passes for one that the person added.",
        f"{DOMAIN}/reconcile.py",
        (
            "linked = {base.gid for base in result.bases.values()}",
            "linked = {base.gid for base in result.bases.values() if not base.lost}",
        ),
    ),
    mutant(
        "a chosen day moves",
        "A deadline that the person chose gives way to the quarter's end.",
        f"{DOMAIN}/schedule.py",
        (
            "goals.append(replace(goal, quarter=now, pinned=None))",
            "goals.append(replace(goal, quarter=now, pinned=None, deadline=None))",
        ),
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
    ),
    mutant(
        "parents are not looked at",
        "Only the tasks that events name are read, not those that got or lost a step.",
        f"{SYNC}/reading.py",
        (
            "parents = {task.parent for task in tasks.values()} | news.parents",
            "parents = {task.parent for task in tasks.values()}",
        ),
    ),
    mutant(
        "no question before a large loss",
        "Many goals are let go at once without asking.",
        f"{SYNC}/guard.py",
        ("if vanished >= FEW and", "if False and"),
    ),
)
