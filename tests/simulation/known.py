"""What the simulation has found and nobody has mended yet: True lets it pass.

Once it is mended the line goes, and with it every place that asks for it.
"""

TRASHED_STEP_THAT_ANSWERS_STAYS = False
"""Where Asana answers 200 for what is in the trash, a deleted step stays in the plan."""

EXTERNAL_TAKEN_IS_FINAL = False
"""With OAuth, a task that holds our mark out of sight keeps its goal from ever getting one."""
