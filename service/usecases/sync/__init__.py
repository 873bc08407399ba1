"""The one road to Asana: read, merge, guard, apply and record: `road.run`.

read       what was touched, or everything         looking.py, reading.py, setup.py
check      a large loss asks first                 guard.py
take_in    what the person did, then the calendar  taking.py, domain/reconcile.py
say        what came of decisions, in their notes  saying.py
change_set what Asana lacks of the plan            domain/changeset.py
apply      create, edit, move, delete, reorder     creating.py, editing.py
"""
