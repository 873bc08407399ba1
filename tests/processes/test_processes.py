"""Real processes, one mishap; `make chaos` has many more, and those that take longer."""

from __future__ import annotations

from support.processes import answer_to

from processes.judge import judge


def test_a_worker_that_was_killed_is_followed_by_another_once_its_lease_is_over(moved_in):
    first = moved_in.worker()
    moved_in.wait_for_work()
    first.kill()
    held_until = moved_in.account().lease_until
    moved_in.worker()

    synced_at = answer_to(lambda: moved_in.account().last_sync_at, bool)

    assert synced_at >= held_until
    moved_in.wait_until_done()
    assert moved_in.end() == [True]
    assert judge(moved_in) == []
