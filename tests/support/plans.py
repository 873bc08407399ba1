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


def many(goals: int, steps: int = 0) -> str:
    """Return a plan of so many goals, with so many steps each."""
    lines = ["momentum: 1", "settings: {capacity: {in_role: 30, outside: 10}}", "goals:"]
    for number in range(goals):
        group = "outside" if number % 4 == 3 else "in_role"
        texts = ", ".join(f"Step {number}-{step}" for step in range(steps))
        lines.append(f"  - {{skill: Skill {number}, group: {group}, steps: [{texts}]}}")
    return "\n".join(lines)
