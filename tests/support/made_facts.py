"""What a review is worked out from, made up by Hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from service.domain.plan import Posting, Requirement, Step
from service.domain.review import Facts, summarise
from service.domain.review_past import Past
from service.domain.schedule import daily, place
from support.made_plans import TODAY, plans

lines = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple)
postings = st.builds(lambda texts: Posting("P", tuple(map(Requirement, texts))), lines)
steps = st.lists(st.builds(Step, st.just("step"), st.booleans()), max_size=2).map(tuple)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """What a review right after a sync is worked out from."""
    made = draw(plans())
    goals = tuple(replace(goal, steps=draw(steps), answers=draw(lines)) for goal in made.goals)
    asking = tuple(draw(st.lists(postings, max_size=3)))
    plan, _ = daily(place(replace(made, goals=goals, postings=asking), TODAY), TODAY)
    ids = [goal.id for goal in plan.goals]
    some = st.sets(st.sampled_from(ids)) if ids else st.just(set())
    weeks = draw(st.lists(st.integers(0, 9), min_size=len(ids), max_size=len(ids)))
    moved = {key: TODAY - timedelta(weeks=w) for key, w in zip(ids, weeks, strict=True)}
    before = replace(plan, postings=tuple(draw(st.lists(postings, max_size=3))))
    return Facts(
        TODAY,
        plan,
        previous=draw(st.sampled_from([None, summarise(Facts(TODAY, before)).snapshot])),
        hearts=frozenset(draw(some)),
        gave_hearts=draw(st.booleans()),
        past=Past(moved, dict.fromkeys(draw(some), 3)),
    )
