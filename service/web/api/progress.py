"""The progress as figures, and as the picture that every review carries."""

from typing import Annotated

from fastapi import Query, Response
from pydantic import BaseModel, Field

from service import pictures
from service.domain.progress import Progress
from service.errors import NotFound
from service.pictures import Theme
from service.usecases.plan_copy import progress_of
from service.web.keyed import AccountId, Momentum, keyed_router

router = keyed_router("reviews")

Shown = Annotated[Theme, Query(description="What the picture will stand on")]


class Point(BaseModel):
    """The coverage on one day."""

    day: str
    share: float = Field(description="From 0 to 1")


class Standings(BaseModel):
    """How many goals of one group are mastered, worked on this quarter, or put off."""

    group: str
    mastered: int
    active: int
    deferred: int


class Figures(BaseModel):
    """What the picture shows."""

    today: str
    answered: int = Field(description="Weights of the requirements that mastered goals answer")
    asked: int = Field(description="Weights of all requirements")
    coverage: list[Point]
    groups: list[Standings]
    in_words: str = Field(description="The picture for those who cannot see it")


@router.get("/progress", summary="The progress so far")
def figures(app: Momentum, account_id: AccountId) -> Figures:
    """Show the coverage over time, and where the goals of each group stand."""
    return Figures.model_validate(_progress(app, account_id).as_dict())


@router.get("/progress.svg", summary="The progress as a drawing", response_class=Response)
def svg(app: Momentum, account_id: AccountId, theme: Shown = Theme.LIGHT) -> Response:
    """Draw it as SVG."""
    return _picture(pictures.svg(_progress(app, account_id), theme), "image/svg+xml")


@router.get("/progress.png", summary="The progress as an image", response_class=Response)
def png(app: Momentum, account_id: AccountId, theme: Shown = Theme.LIGHT) -> Response:
    """Draw it as PNG."""
    return _picture(pictures.png(_progress(app, account_id), theme), "image/png")


def _progress(app: Momentum, account_id: AccountId) -> Progress:
    with app.database.begin() as tx:
        return progress_of(tx, account_id, app.clock())


def _picture(drawn: bytes | None, media_type: str) -> Response:
    if drawn is None:
        raise NotFound(
            "There is no picture: what draws it is not installed.",
            hint="Install Momentum with its extra: pip install 'momentum-asana[pictures]'.",
        )
    return Response(drawn, media_type=media_type)
