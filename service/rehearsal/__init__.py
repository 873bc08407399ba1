"""A plan lived through on a stand-in of Asana, under a clock that jumps from event to event.

stage     the application, in memory; its clock and its Asana are stood in for
hands     what a person does on the board, by the names that they see there
person    what she does on which day: at her pace (pace.py), by a file (gestures.py)
play      the days, one after another, and the work that is due in each
story     what is remembered of them: quarters, weeks, and what they come to; data.py, as JSON
"""

from service.rehearsal.data import as_dict
from service.rehearsal.gestures import Script, read_gestures
from service.rehearsal.pace import Pace
from service.rehearsal.play import rehearse
from service.rehearsal.stage import move_in
from service.rehearsal.story import Story

__all__ = [
    "Pace",
    "Script",
    "Story",
    "as_dict",
    "move_in",
    "read_gestures",
    "rehearse",
]
