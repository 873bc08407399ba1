"""The API, version 1: every route of it asks for the key."""

from fastapi import APIRouter

from service.web.api import (
    coverage,
    goals,
    history,
    plan,
    postings,
    progress,
    reconnect,
    reviews,
    sorting,
    status,
    syncs,
)

router = APIRouter(prefix="/api/v1")
for part in (
    status,
    plan,
    postings,
    sorting,
    goals,
    coverage,
    syncs,
    reviews,
    reconnect,
    progress,
    history,
):
    router.include_router(part.router)
