"""How often each reader is tried: a little in every run of the tests, long by `make fuzz`.

`make fuzz` takes the profile of this name; EXAMPLES says how many a test.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile(
    "fuzz",
    max_examples=int(os.environ.get("EXAMPLES", "5000")),
    deadline=None,
    print_blob=True,
)
