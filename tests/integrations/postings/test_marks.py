"""Years, degrees and languages in a line, in five languages."""

from __future__ import annotations

import pytest

from integrations.postings.models import Marks
from integrations.postings.reader import marks


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("5+ years of experience", 5),
        ("2 – 4 years of related experience", 2),  # noqa: RUF001
        ("Minimum of five (5) years", 5),
        ("At least one year at sea", 1),
        ("Mindestens zwei Jahre Berufserfahrung", 2),
        ("3-jährige einschlägige Berufserfahrung", 3),
        ("dreijährige Berufserfahrung", 3),
        ("3 bis 5 Jahre im Vertrieb", 3),
        ("Expérience d'au moins 2 ans", 2),
        ("3 à 5 ans d'expérience", 3),
        ("Experiencia mínima de 3 años", 3),
        ("entre 3 y 5 años de experiencia", 3),
        ("Mínimo de 2 anos de experiência", 2),
        ("dois a três anos", 2),
        ("You are 18 years old", None),
        ("A four-year degree", None),
        ("Mehrjährige Erfahrung", None),
        ("Knots", None),
    ],
)
def test_years_are_the_fewest_that_will_do(line, years):
    assert marks(line).years == years


@pytest.mark.parametrize(
    ("line", "degree"),
    [
        ("Bachelor’s or Master's degree in Nursing", "bachelor"),  # noqa: RUF001
        ("BS/MS in Computer Science", "bachelor"),
        ("Master's or PhD in physics", "master"),
        ("Recent Ph.D.", "doctorate"),
        ("A university degree", "degree"),
        ("High school diploma", "secondary"),
        ("Abgeschlossene Ausbildung oder Studium", "vocational"),
        ("Abgeschlossenes Studium der Informatik", "degree"),
        ("Abitur", "secondary"),
        ("Bac+5 en informatique", "master"),
        ("Bac +2", "vocational"),
        ("Grado en Enfermería", "bachelor"),
        ("Formación profesional de grado superior", "vocational"),
        ("Licenciatura em Gestão", "bachelor"),
        ("Pós-graduação em direito", "master"),
        ("Ensino superior completo", "degree"),
        ("A high degree of autonomy", None),
        ("Scrum Master, MS Office, master data", None),
    ],
)
def test_the_degree_is_the_least_that_will_do(line, degree):
    assert marks(line).degree == degree


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("German and English (C1, spoken and written)", (("German", "C1"), ("English", "C1"))),
        ("Fluent English; French at B2", (("English", None), ("French", "B2"))),
        ("C1 in German and B2 in English", (("German", "C1"), ("English", "B2"))),
        ("English", (("English", None),)),
        ("Deutsch (mind. C1) und etwas Englisch", (("German", "C1"), ("English", None))),
        ("Gute Deutsch- und Englischkenntnisse", (("German", None), ("English", None))),
        ("L'anglais (niveau B1) serait un plus", (("English", "B1"),)),
        ("Castellano nativo e inglés C1", (("Spanish", None), ("English", "C1"))),
        ("Inglês ao nível B1", (("English", "B1"),)),
        ("Some Polish or Romanian", (("Polish", None), ("Romanian", None))),
        ("You polish written texts", ()),
        ("Good knowledge of the German market", ()),
        ("Bonne connaissance du droit français", ()),
    ],
)
def test_languages_come_with_the_level_that_is_said(line, languages):
    assert marks(line).languages == languages


def test_a_line_may_say_all_three():
    line = "A Bachelor in German, three years of teaching and fluent French (C2)"

    assert marks(line) == Marks(3, "bachelor", (("German", None), ("French", "C2")))
