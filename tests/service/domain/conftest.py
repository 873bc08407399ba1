"""Hypothesis judges what is true, not how long it took on a busy machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("domain", deadline=None)
settings.load_profile("domain")
