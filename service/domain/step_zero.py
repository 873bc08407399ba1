"""Step 0 of the method, in one wording for every place that asks it.

The answer is the person's own: nothing that asks may store it.
"""

from __future__ import annotations

QUESTION = "Is the job mentally and emotionally safe?"

WHY = (
    "This comes before any plan: a job that harms you is not there to be made the best of. "
    "The answer is yours, and it is kept nowhere."
)

IF_NOT = (
    "Then put this tool away for now. Do not optimise this job: leave it, at the pace that is "
    "safe for you, and do not do it alone. People you trust can help you with that, and so can "
    "a doctor or a counsellor, a union or a staff representative, an advice line for workers, "
    "or somebody who knows the law of work where you live. If you feel in danger, or think of "
    "harming yourself, call your local emergency number or a crisis line now. The plan can "
    "wait; it will be here when you want it."
)
