"""Engines that do not share: with other workers, with Asana's limits, with who asked."""

from __future__ import annotations

from simulation.mutants.mutant import mutant

LEASES = "service/store/leases.py"
RELEASES = "service/store/releases.py"

SHARING = (
    mutant(
        "no fence at renewal",
        "Who lost the account renews the lease of who has it now.",
        LEASES,
        (
            "    .where(*_HELD)\n",
            '    .where(_HELD[0], bindparam("held_by") != "")\n',
        ),
    ),
    mutant(
        "no fence at the end of a lease",
        "Who lost the account gives it back, and so takes it from who has it now.",
        RELEASES,
        ("its.lease_owner == lease.owner", 'lease.owner != ""'),
        shown_by="crew",
    ),
    mutant(
        "no check before a write",
        "A worker that lost the account writes on until it next records something.",
        "service/usecases/sync/context.py",
        ("        with self.recording():\n", "        if True:\n"),
        shown_by="overtaken",
    ),
    mutant(
        "a request is lost",
        "What was asked for during a run counts as done by it.",
        RELEASES,
        ('"done": lease.covers,', '"done": found.wanted,'),
        (
            "if found.wanted > lease.covers:\n        return now",
            "if False:\n        return now",
        ),
        shown_by="person",
    ),
    mutant(
        "Retry-After is ignored",
        "What Asana asked to wait for is tried again after a moment.",
        "integrations/asana/transport.py",
        ("return error.seconds if error.seconds <= PATIENCE else None", "return pause"),
        shown_by="429",
    ),
    mutant(
        "the hold is forgotten",
        "The account is due again before the time that Asana asked for.",
        "service/usecases/ending.py",
        ("due_at=until, not_before=until)", "due_at=until)"),
    ),
    mutant(
        "the budget is not kept",
        "As many requests a minute as there is work.",
        "service/store/budget.py",
        ("            if wait <= 0:\n", "            wait = 0.0\n            if wait <= 0:\n"),
    ),
    mutant(
        "work after revocation",
        "A token that Asana has refused is tried again and again.",
        "service/usecases/ending.py",
        ("stop=AccountState(state))", "due_at=now)"),
        shown_by="revoke",
    ),
)
