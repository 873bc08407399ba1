from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_plans import texts

from service.domain.naming import LONGEST_NAME, short_name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Proven stakeholder management across several teams", "Stakeholder management"),
        ("5+ years of experience in product management", "Product management"),
        ("At least 3 years of professional experience with Python", "Python"),
        ("Fluent in Portuguese", "Fluent in Portuguese"),
        ("Strong written and verbal communication", "Written and verbal communication"),
        ("• Experience managing budgets (over 1M)", "Managing budgets"),
        ("Knowledge of SQL preferred", "SQL"),
        ("iOS development is a plus", "iOS development"),
        ("Ability to work independently.", "Work independently"),
        (
            "A very strong understanding of the market",
            "Market",
        ),
        ("Mindestens 5 Jahre Berufserfahrung im Projektmanagement", "Projektmanagement"),
        ("Sehr gute Kenntnisse in der Datenanalyse von Vorteil", "Datenanalyse"),
        ("5 ans d'expérience en gestion de projet", "Gestion de projet"),
        ("Connaissance de Figma souhaitée", "Figma"),
        ("3 años de experiencia en ventas", "Ventas"),
        ("Sólidos conhecimentos de Excel", "Excel"),
        ("Experience", "Experience"),
        ("Excellent", "Excellent"),
        (
            "Leading change initiatives that support technology, process, and the organisation",
            "Leading change initiatives that support technology, process",
        ),
    ],
)
def test_a_name_says_what_and_not_how_much(line, name):
    assert short_name(line) == name


@settings(max_examples=60)
@given(texts.filter(str.strip) | st.text("ab (),;-", min_size=50, max_size=200))
def test_every_line_gets_a_name_that_is_short_and_stays_as_it_is(line):
    name = short_name(line)

    assert len(name) <= LONGEST_NAME
    assert name or not line.strip()
    assert name == " ".join(name.split())
