"""The API, version 1: every route of it asks for the key."""

from fastapi import APIRouter

from service.web.api import goals, history, plan, progress, reviews, sorting, status, syncs

router = APIRouter(prefix="/api/v1")
for part in (status, plan, goals, sorting, syncs, reviews, progress, history):
    router.include_router(part.router)
