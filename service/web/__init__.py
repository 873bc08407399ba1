"""The doors over HTTP: the API, the trigger for other programs, and the health of the service.

A request passes `guard` (host, size, headers, nothing unhandled), then `keyed` (the API key,
strict JSON), then one use case. Every refusal is a `Problem`; `errors` says which.

Modules with endpoints have no `from __future__ import annotations`: FastAPI reads the
annotations when it sees them.
"""
