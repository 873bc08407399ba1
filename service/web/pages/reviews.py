"""The reviews: those that were made, this week's as it would be, and making it now."""

from contextlib import nullcontext
from typing import Annotated

from fastapi import Path, Response

from service.domain.plan import State
from service.domain.review_snapshot import changes
from service.domain.review_week import IsoWeek
from service.errors import NotFound, ServiceError
from service.store import accounts, decisions, reviews
from service.store.accounts import AccountState
from service.usecases.plan_copy import progress_of
from service.usecases.review import preview
from service.usecases.review_notes import how_to_decide
from service.web.pages.chart import chart
from service.web.pages.goal_cards import shown, task_address
from service.web.pages.past_reviews import Past, listed
from service.web.pages.visit import Here, Visit, page_router
from service.web.tickets import ask

router = page_router()

MOST = 156
"""Three years of Mondays."""

Week = Annotated[str, Path(pattern=r"^[0-9]{4}-W[0-9]{2}$")]
STATES = (
    (State.ACTIVE, "This quarter"),
    (State.DEFERRED, "Later"),
    (State.MASTERED, "Mastered"),
    (State.LET_GO, "Let go"),
)


@router.get("/reviews")
def show(here: Here) -> Response:
    """List the reviews, with the coverage over time."""
    return _show(here)


@router.post("/reviews")
def make(here: Here) -> Response:
    """Ask for this week's review; it comes with a sync, and once a week."""
    with here.app.database.begin() as tx:
        ticket = ask(tx, here.account_id, now=here.now, review=True)
    return here.go(f"/sync/{ticket}")


@router.post("/reviews/preview")
def look_ahead(here: Here) -> Response:
    """Work the review out as it would be now; Asana is read where it is connected."""
    try:
        with here.app.database.begin() as tx:
            account = accounts.get(tx, here.account_id)
        offline = account.state is AccountState.NOT_CONNECTED
        with nullcontext() if offline else here.app.board(account) as board:
            review = preview(here.app.database, here.account_id, board, now=here.now)
    except ServiceError as error:
        here.form.take(error)
        return _show(here)
    how = how_to_decide(review) if review.decisions else ""
    return here.page("review_preview.html", review=review, how_to_decide=how)


@router.get("/reviews/{week}")
def one(here: Here, week: Week) -> Response:
    """Show one review by what it was made from: its figures, its goals and its questions."""
    plan = shown(here)
    with here.app.database.begin() as tx:
        found = listed(reviews.latest(tx, here.account_id, MOST))
        past = next((one for one in found if str(one.week) == week), None)
        asked = decisions.of_reviews(tx, here.account_id, [past.week] if past else ())
    if past is None:
        raise NotFound(
            f"There is no review of {week}.", hint="The reviews page lists those there are."
        )
    gid = past.review.gid
    return here.page(
        "review.html",
        plan=plan,
        past=past,
        day=past.week.day(plan.plan.settings.review_weekday),
        groups=_goals_of(past),
        decisions=asked,
        address=task_address(here.app.settings, gid) if gid else "",
        now=here.now,
    )


def _show(here: Visit) -> Response:
    plan = shown(here)
    with here.app.database.begin() as tx:
        progress = progress_of(tx, here.account_id, here.now)
        found = listed(reviews.latest(tx, here.account_id, MOST))
        account = accounts.get(tx, here.account_id)
    this_week = IsoWeek.of(plan.today)
    return here.page(
        "reviews.html",
        plan=plan,
        chart=chart(progress),
        reviews=found,
        account=account,
        is_made=any(past.week == this_week for past in found),
        is_connected=account.state is AccountState.OK,
        now=here.now,
    )


def _goals_of(past: Past) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The goals as the review found them, each with its steps and what had changed."""
    before = past.before.goals if past.before else past.snapshot.goals
    groups = []
    for state, title in STATES:
        lines = [
            (
                then.skill,
                f"{then.steps_done} of {then.steps} steps" if then.steps else "",
                ", ".join(changes(before.get(goal_id), then)),
            )
            for goal_id, then in past.snapshot.goals.items()
            if then.state == state.value
        ]
        if lines:
            groups.append((title, lines))
    return groups
