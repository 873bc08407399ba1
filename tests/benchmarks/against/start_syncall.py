"""Start syncall 1.8.8 against the stand-in; run by the Python of its own environment.

What is changed of it: the address of Asana, no log for a syslog that is not there, and what
keeps it from working at all. It sends `completed_at` with a new task, which is read-only by
Asana's specification, and which the stand-in refuses. And from the second sync on it takes
names out of a set that was made frozen, and ends with an AttributeError: one line puts another
set there.
"""

from __future__ import annotations

import os

import asana
from syncall.asana.asana_task import AsanaTask
from syncall.scripts import tw_asana_sync

asana.Client.DEFAULT_OPTIONS["base_url"] = os.environ["ASANA_URL"]
tw_asana_sync.app_log_to_syslog = lambda: None
AsanaTask._key_names = set(AsanaTask._key_names)
as_it_is = AsanaTask.to_raw_task


def writable(task: AsanaTask) -> dict[str, object]:
    return {name: value for name, value in as_it_is(task).items() if name != "completed_at"}


AsanaTask.to_raw_task = writable
tw_asana_sync.main()
