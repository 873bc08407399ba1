"""Plans that tests import."""

SMALL = """
momentum: 1
purpose: Lead a product from the first sketch to a million people
settings: {timezone: Europe/Lisbon}
postings:
  - title: Head of Product, Acme
    requirements:
      - Proven stakeholder management
      - {text: Curiosity, kind: attribute}
goals:
  - skill: Stakeholder management
    group: mastered
    evidence: Led the pricing relaunch
    answers: [Proven stakeholder management]
  - skill: Data storytelling
    group: in_role
    how: Own the quarterly metrics deck
    steps: [Shadow the next deck, Present one chapter, Own it]
  - skill: Public speaking
    group: outside
    via: volunteering
    how: Moderate the local meetup
    not_before: 2027-05-03
  - skill: Curiosity
    group: outside
    how: One museum a month
    steps: [{text: Pick a museum, done: true}]
"""

FULL = """
momentum: 1
purpose: Lead a product
settings: {timezone: Europe/Lisbon, review: "Mon 09:00", quarter_starts: January, reconnect: 6,
           capacity: {in_role: 3, outside: 1}}
postings:
  - {title: Head of Product, url: "https://example.com/1", id: posted,
     requirements: [Curiosity, {text: Courage, kind: attribute, nice_to_have: true}]}
goals:
  - {skill: Speaking, group: outside, via: course, how: A course, evidence: A talk, notes: Mine,
     answers: [Courage], steps: [Enrol, {text: Go, done: true, id: step}], quarter: 2027-Q1,
     not_before: 2027-01-04, deadline: 2027-02-01, state: deferred, in: 2027-Q1,
     formerly: [Talking], id: planned}
"""
"""Every key that a plan file may have, in one goal and one posting."""


def many(goals: int, steps: int = 0) -> str:
    """Return a plan of so many goals, with so many steps each."""
    lines = ["momentum: 1", "settings: {capacity: {in_role: 30, outside: 10}}", "goals:"]
    for number in range(goals):
        group = "outside" if number % 4 == 3 else "in_role"
        texts = ", ".join(f"Step {number}-{step}" for step in range(steps))
        lines.append(f"  - {{skill: Skill {number}, group: {group}, steps: [{texts}]}}")
    return "\n".join(lines)
