"""Plans of every kind, made up by Hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from service.domain.plan import (
    IN_ROLE_ROADS,
    OUTSIDE_ROADS,
    Capacity,
    Goal,
    Group,
    Kind,
    Plan,
    PlanSettings,
    Posting,
    Requirement,
    State,
    Step,
)
from service.domain.quarter import Calendar, Quarter

TODAY = date(2026, 11, 23)

days = st.dates(date(2025, 1, 1), date(2029, 12, 31))
quarters = st.builds(Quarter, st.integers(2025, 2029), st.integers(1, 4))
learned = st.sampled_from([Group.IN_ROLE, Group.OUTSIDE])
capacities = st.builds(Capacity, st.integers(0, 4), st.integers(0, 3))

_printable = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Cn"],
    exclude_characters="\ufeff\u2028\u2029",
)
words = st.text(_printable, min_size=1, max_size=12).filter(str.strip)
texts = st.text(
    _printable | st.sampled_from("\n\t\u2028\u2029\x85\"':#-&*!|>%@`{}[],?"), max_size=40
)
names = st.one_of(
    words, st.sampled_from(["no", "~", "null", "2027-05-03", "1e3", "- a: b", "#"])
)


@st.composite
def unplaced_goals(draw: st.DrawFn) -> Goal:
    """A goal as a person writes it down."""
    return Goal(
        skill=draw(names),
        group=draw(learned),
        pinned=draw(st.none() | st.none() | quarters),
        not_before=draw(st.none() | st.none() | days),
    )


@st.composite
def placed_goals(draw: st.DrawFn, calendar: Calendar, today: date) -> Goal:
    """A goal in any state that it can be in, its place chosen or worked out."""
    goal = Goal(skill=draw(names), group=draw(learned))
    now = calendar.quarter_of(today)
    match draw(st.sampled_from(State)):
        case State.ACTIVE:
            quarter = draw(st.sampled_from([now, now, now.plus(-1)]))
            deadline = draw(st.none() | days)
            undated = deadline is None and draw(st.booleans())
            goal = replace(goal.activated(quarter), deadline=deadline, undated=undated)
        case State.DEFERRED if draw(st.booleans()):
            day = draw(days)
            goal = goal.deferred(calendar.quarter_of(day), until=day)
        case State.DEFERRED:
            goal = goal.deferred(now.plus(draw(st.integers(0, 5))))
            goal = replace(goal, pinned=draw(st.sampled_from([None, None, goal.quarter])))
            goal = replace(goal, undated=not goal.pinned and draw(st.booleans()))
        case State.MASTERED:
            goal = goal.mastered()
        case State.LET_GO:
            goal = goal.let_go(draw(texts))
    return goal


@st.composite
def plans(draw: st.DrawFn, today: date = TODAY) -> Plan:
    """A plan in use: some goals placed, some not, in any year and with any capacity."""
    starts = draw(st.integers(1, 12))
    calendar = Calendar(starts)
    goals = draw(
        st.lists(st.one_of(unplaced_goals(), placed_goals(calendar, today)), max_size=25)
    )
    settings = PlanSettings(
        quarter_starts=starts, capacity=draw(capacities), reconnect=draw(st.integers(0, 24))
    )
    return Plan(goals=tuple(goals), settings=settings)


@st.composite
def full_goals(draw: st.DrawFn, calendar: Calendar) -> Goal:
    """A goal with something in every field."""
    goal = draw(st.one_of(unplaced_goals(), placed_goals(calendar, TODAY)))
    roads = OUTSIDE_ROADS if goal.home is Group.OUTSIDE else IN_ROLE_ROADS
    if goal.pinned and goal.not_before:
        goal = replace(goal, not_before=None)
    return replace(
        goal,
        how=draw(texts),
        evidence=draw(texts),
        notes=draw(texts),
        via=draw(st.none() | st.sampled_from(sorted(roads))),
        answers=tuple(draw(st.lists(words, max_size=3, unique=True))),
        steps=tuple(draw(st.lists(st.builds(Step, names, st.booleans()), max_size=4))),
        deadline=draw(st.none() | days),
        former_names=tuple(draw(st.lists(words, max_size=2, unique=True))),
    )


@st.composite
def full_plans(draw: st.DrawFn) -> Plan:
    """A plan that uses everything a file can hold."""
    starts = draw(st.integers(1, 12))
    requirements = st.builds(Requirement, words, st.sampled_from(Kind), st.booleans())
    lines = st.lists(requirements, max_size=4).map(tuple)
    urls = st.sampled_from(["", "https://example.com/jobs/1?a=b#c"])
    postings = st.builds(Posting, words, lines, urls)
    return Plan(
        goals=tuple(draw(st.lists(full_goals(Calendar(starts)), max_size=6))),
        postings=tuple(draw(st.lists(postings, max_size=3))),
        purpose=draw(texts),
        settings=PlanSettings(
            timezone=draw(st.sampled_from(["UTC", "Europe/Lisbon", "America/St_Johns"])),
            review_weekday=draw(st.integers(0, 6)),
            review_hour=draw(st.integers(4, 22)),
            review_minute=draw(st.integers(0, 59)),
            quarter_starts=starts,
            capacity=Capacity(draw(st.integers(25, 50)), draw(st.integers(25, 50))),
        ),
    )
