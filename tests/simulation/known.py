"""What the simulation has found and nobody has mended yet: True lets it pass.

Once it is mended the line goes, and with it every place that asks for it.
"""

DAY_LOST_WHEN_LET_GO = True
"""A day set in one go with a move to Let go is taken off the task again; one that was taken
off in one go with a move to this quarter is put on it again."""

TRASHED_STEP_THAT_ANSWERS_STAYS = True
"""Where Asana answers 200 for what is in the trash, a deleted step stays in the plan."""

EXTERNAL_TAKEN_IS_FINAL = True
"""With OAuth, a task that holds our mark out of sight keeps its goal from ever getting one."""

FRESH_SECTION_MISSED_IS_DELETED = True
"""A list of sections older than a section makes that section count as deleted."""

TICK_WHILE_AWAY_IS_LOST = True
"""A task ticked while it was out of the project is reopened when it comes back."""

SEEN_IN_OUR_OWN_ANSWER_IS_TAKEN = True
"""A move or tick that the person makes between our reading and our writing of another field is
recorded as agreed, and undone by the next sync."""

LOST_TASK_IS_MADE_TWICE = True
"""A goal that was deleted and taken up again is not found by its mark when nobody answers."""
