from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_plans import words

from service.domain.likeness import MOST_WORDS, alike, fits, grouped
from service.domain.likeness_words import LITTLE, TOOLS

SOME = """
Proven strong 5+ years five Java JavaScript C++ not fluent German English team teams managing
management stakeholder across SQL data-driven Erfahrung mit
"""
lines = st.lists(st.sampled_from(SOME.split()) | words, max_size=7).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Proven stakeholder management", "Strong stakeholder management across several teams"),
        ("Excellent communication skills", "Strong communication skills"),
        ("Strong written and verbal communication", "Verbal and written communication skills"),
        ("Experience managing stakeholders", "Proven stakeholder management"),
        ("Knowledge of SQL", "Strong SQL skills"),
        ("5+ years of product management", "At least five years of product management"),
        ("Fluent in English", "English fluency"),
        ("Well organised", "Well-organized"),
        ("Bachelor's degree in Computer Science", "Bachelor’s degree in computer science"),  # noqa: RUF001
        ("5 years of experience", "5+ years' experience"),
        ("Clear comunication with clients", "Clear communication with clients"),
        ("Sehr gute Kommunikationsfähigkeiten", "Ausgeprägte Kommunikationsfähigkeit"),
        ("Mindestens 5 Jahre im Projektmanagement", "5 Jahre Erfahrung im Projektmanagement"),
        ("Sehr gute Englischkenntnisse", "Gute Englischkenntnisse"),
        ("Teamfähigkeit", "Du bist teamfähig"),
        ("Driver's license", "Driving licence required"),
        ("Excellent oral communication", "Strong verbal communication skills"),
        ("5 ans d'expérience dans l'analyse", "5 années d’expérience en analyse"),  # noqa: RUF001
        ("Expérience en gestion de projet", "Solide expérience en gestion de projets"),
        ("Experiencia en gestión de proyectos", "Amplia experiencia en gestión de proyectos"),
        ("Experiência em gestão de projetos", "Sólida experiência em gestão de projetos"),
    ],
)
def test_lines_that_ask_for_nearly_the_same_are_alike(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # numbers
        ("3+ years of Python", "5+ years of Python"),
        ("three years in sales", "five years in sales"),
        ("At least 3 years in sales", "Experience in sales"),
        ("Vue 2 projects", "Vue 3 projects"),
        # languages, and how well
        ("Fluent in German", "Fluent in French"),
        ("Sehr gute Deutschkenntnisse", "Sehr gute Englischkenntnisse"),
        ("Inglés avanzado", "Francés avanzado"),
        ("Fluent Portuguese", "Basic Portuguese"),
        ("English C1", "English B2"),
        # negations
        ("Travel required", "No travel required"),
        ("Willing to travel", "Not willing to travel"),
        ("You work well alone", "You don't work well alone"),
        ("Erfahrung in der Webentwicklung", "Keine Erfahrung in der Webentwicklung"),
        ("You can't work alone", "You can work alone"),
        ("Permis de conduire", "Sans permis de conduire"),
        ("Com carta de condução", "Sem carta de condução"),
        # tools
        ("Experience with Java", "Experience with JavaScript"),
        ("C++ experience", "C experience"),
        ("C# experience", "C++ experience"),
        ("Experience with SQL", "Experience with NoSQL"),
        ("Angular experience", "AngularJS experience"),
        ("React frontend development", "React Native frontend development"),
        ("building backend services with python", "building backend services with java"),
        ("building services with python", "building services with python and java"),
        ("ability to code in r", "ability to code in c"),
        (
            "Pipedrive and Salesforce administration of sales",
            "Salesforce administration of sales",
        ),
        ("Experience with AWS", "Experience with GCP"),
        # degrees, and other words that only look alike
        ("Bachelor's degree in Physics", "Master's degree in Physics"),
        ("Quantitative research methods", "Qualitative research methods"),
        ("Paid internship experience", "Unpaid internship experience"),
        ("Product management", "Production management"),
        ("Internal stakeholder management", "External stakeholder management"),
        ("Gestion de projet", "Gestion de produit"),
        ("Communication skills", "Client communication skills"),
        ("Managing people", "Managing budgets"),
    ],
)
def test_lines_that_differ_in_what_counts_are_never_alike(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


@settings(max_examples=60)
@given(lines, lines)
def test_likeness_goes_both_ways_and_every_line_is_like_itself(one, other):
    assert alike(one, other) == alike(other, one)
    assert alike(one, one)


@settings(max_examples=40)
@given(lines, st.sampled_from(sorted(TOOLS)), st.sampled_from(sorted(TOOLS)))
def test_no_line_is_like_the_same_one_with_another_tool(line, tool, other):
    if tool != other:
        assert not alike(f"{line} {tool.upper()}", f"{line} {other.upper()}")


@settings(max_examples=40)
@given(lines, st.integers(2, 30), st.integers(2, 30))
def test_no_line_is_like_the_same_one_with_another_number_of_years(line, years, others):
    if years != others:
        assert not alike(f"{years} years {line}", f"{others} years {line}")


@settings(max_examples=40)
@given(st.lists(lines, unique=True, max_size=8))
def test_grouping_loses_nothing_and_puts_only_like_lines_together(wanted):
    groups = list(grouped(wanted))

    assert sorted(line for group in groups for line in group) == sorted(wanted)
    assert [group[0] for group in groups] == [
        line for line in wanted if line in {group[0] for group in groups}
    ]
    for group in groups:
        assert all(alike(one, other) for one in group for other in group)


def test_a_whole_paragraph_is_compared_by_its_wording_only():
    paragraph = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert len(paragraph.split()) > MOST_WORDS

    assert alike(paragraph, paragraph.upper())
    assert not alike(paragraph, f"Proven {paragraph}")
    assert not fits("worda", paragraph)


@pytest.mark.parametrize(
    ("name", "line", "is_about"),
    [
        ("Stakeholder management", "Proven stakeholder management across several teams", True),
        ("Python", "5+ years of experience with Python", True),
        ("Portuguese", "Fluent in Portuguese", True),
        ("Curiosity", "curiosity", True),
        ("Java", "Experience with JavaScript", False),
        ("Java", "Java and JavaScript", False),
        ("Spanish", "Fluent in Portuguese", False),
        ("Python", "No experience in Python", False),
        ("5 years of Python", "3 years of Python", False),
        ("Data", "Data storytelling for senior audiences", False),
        ("Strong", "Strong nerves", False),
    ],
)
def test_a_goals_name_fits_a_line_that_is_about_it(name, line, is_about):
    assert fits(name, line) is is_about


def test_the_lists_are_written_as_words_are_read():
    assert all(word == word.casefold() for word in LITTLE | TOOLS)
