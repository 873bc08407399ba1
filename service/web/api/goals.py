"""One goal at a time: add, edit, and what a person decides about it."""

from service.web.keyed import keyed_router

router = keyed_router("goals")
