"""The doors over HTTP: the page, the API, the trigger for other programs, and the health.

A request passes `guard` (host, size, headers, nothing unhandled), then `keyed` (the API key,
strict JSON) or `pages.visit` (a session, a form of ours), then one use case. Every refusal is a
`Problem`; `errors` says which, and `pages.trouble` shows it to people. How to add a page:
`pages/__init__.py`.

Modules with endpoints have no `from __future__ import annotations`: FastAPI reads the
annotations when it sees them.
"""
