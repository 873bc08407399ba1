"""The home page: what it is for, this quarter's goals, what comes next, and how it stands."""

from fastapi import Response

from service.domain.names_of_days import WEEKDAYS
from service.domain.plan import Group
from service.store import reviews
from service.usecases.plan_copy import progress_of
from service.usecases.status import status
from service.web.pages.chart import chart
from service.web.pages.goal_cards import shown
from service.web.pages.past_reviews import listed
from service.web.pages.standing import standing
from service.web.pages.visit import Here, page_router

router = page_router()

MOST_NEXT = 4
MOST_REVIEWS = 5


@router.get("/")
def show(here: Here) -> Response:
    """Show how everything stands; Asana is not asked."""
    plan = shown(here)
    found = status(here.app.database, here.account_id, now=here.now)
    with here.app.database.begin() as tx:
        progress = progress_of(tx, here.account_id, here.now)
        stop = standing(tx, found.account)
        past = reviews.latest(tx, here.account_id, MOST_REVIEWS + 1)
    return here.page(
        "home.html",
        plan=plan,
        groups=(Group.IN_ROLE, Group.OUTSIDE),
        state=found,
        standing=stop,
        chart=chart(progress),
        next=plan.later()[:MOST_NEXT],
        reviews=listed(past)[:MOST_REVIEWS],
        now=here.now,
        weekday=WEEKDAYS[plan.plan.settings.review_weekday],
    )
