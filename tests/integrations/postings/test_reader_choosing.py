"""Which lines read as requirements, told by headings, neighbours and words."""

from __future__ import annotations

import pytest

from integrations.postings.models import Body, Line, Shape
from integrations.postings.reader import read

ASKING = """
What you'll bring|What you will need|Who you are|About you|Must-haves|Minimum Qualifications
Skills & Experience|Knowledge, Skills and Abilities|Education/Experience|What we're looking for
You might be a good fit if you|Your background|You:|Basic Requirements|The ideal candidate
Dein Profil|Das bringst du mit|Was Sie auszeichnet|Anforderungen|Ihre Qualifikationen
Du hast:|Voraussetzungen|Damit überzeugst du uns|Was wir uns wünschen|Kenntnisse|Wen wir suchen
Profil recherché|Votre profil|Compétences requises|Qui êtes-vous ?|Le profil|Prérequis
Vous êtes :|Ce que nous recherchons|Savoir-être|Formation et expérience|À propos de vous
Requisitos|Tu perfil|¿Qué buscamos?|Lo que necesitas|Formación y experiencia|Imprescindible
Perfil buscado|Competencias|¿Quién eres?|Requisitos mínimos
Requisitos e qualificações|O que procuramos|O teu perfil|Perfil|O que esperamos de ti
Pré-requisitos|Quem és|Habilidades e competências
"""
WISHING = """
Nice to have|Preferred Qualifications|Bonus points|It would be great if you also know|Pluses
What will make you stand out|Desirable|Von Vorteil|Idealerweise|Das wäre toll|Pluspunkte
Les plus|Ce serait un plus|Compétences appréciées|Se valorará|Deseable|Puntos extra|Diferenciais
Valorizamos|Será um plus
"""
TELLING = """
Responsibilities|What you'll do|The role|Your mission|Benefits|What we offer|Why join us|Perks
About us|Who we are|Our values|How to apply|Interview process|Equal opportunity|Compensation
Deine Aufgaben|Das erwartet dich|Wir bieten|Deine Vorteile|Über uns|Jetzt bewerben
Darauf kannst du dich freuen|Zusätzliche Informationen
Vos missions|Le poste|Ce que nous offrons|Avantages|Qui sommes-nous ?|Pour postuler
Funciones|¿Qué harás?|Qué ofrecemos|Beneficios|Quiénes somos|Cómo aplicar
Responsabilidades e atribuições|O que vais fazer|Oferecemos|Benefícios|Quem somos
Como se candidatar|Informações adicionais
"""


def headings(written: str) -> list[str]:
    return [heading for line in written.split("\n") for heading in line.split("|") if heading]


def lines(text: str, shape: Shape = Shape.MARKDOWN) -> list[Line]:
    return [line for line in read(Body(text, shape)) if line.chosen]


def chosen(text: str) -> list[str]:
    return [line.text for line in lines(text)]


@pytest.mark.parametrize("heading", headings(ASKING))
def test_what_stands_under_a_heading_that_asks_is_a_must_have(heading):
    (line,) = lines(f"# Diver\n\n## {heading}\n\n- Knots")

    assert (line.text, line.nice_to_have, line.heading) == (
        "Knots",
        False,
        heading.rstrip(": "),
    )


@pytest.mark.parametrize("heading", headings(WISHING))
def test_what_stands_under_a_heading_that_wishes_is_nice_to_have(heading):
    (line,) = lines(f"# Diver\n\n## {heading}\n\n- Knots")

    assert (line.text, line.nice_to_have) == ("Knots", True)


@pytest.mark.parametrize("heading", headings(TELLING))
def test_what_stands_under_any_other_heading_is_left_to_the_rest(heading):
    assert lines(f"# Diver\n\n## {heading}\n\n- Knots") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "You have five years of experience.",
        "You are curious and calm.",
        "A boat licence is required.",
        "The ideal candidate has worked at sea.",
        "We are looking for someone who can swim.",
        "Du bringst Erfahrung auf See mit.",
        "Sie verfügen über einen Bootsführerschein.",
        "Englisch ist zwingend erforderlich.",
        "Vous maîtrisez la voile.",
        "Le permis bateau est exigé.",
        "Es imprescindible saber nadar.",
        "Tienes experiencia en el mar.",
        "É necessário saber nadar.",
        "Procuramos alguém com experiência no mar.",
        "The right person will be confident on the phone.",
        "You'll be organised, friendly and good with numbers.",
        "Zu Ihren Stärken zählen Genauigkeit und Geduld.",
        "Ein Führerschein der Klasse B wird vorausgesetzt.",
        "De nature curieuse, vous aimez apprendre.",
        "Debes tener carnet de conducir.",
        "Valoriza-se experiência na área.",
    ],
)
def test_a_sentence_that_asks_is_chosen_without_any_heading(sentence):
    assert chosen(f"We sail around the world. {sentence} We leave in May.") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "You will have the opportunity to see whales.",
        "We have ten years of experience.",
        "All qualified applicants will receive consideration regardless of age.",
        "Are you ready?",
        "You will be working with experienced engineers.",
        "You are responsible for the knowledge base.",
        "The successful candidate will be responsible for the budget.",
        "Sie sind Teil eines Teams mit Erfahrung.",
        "Vous avez pour mission de développer l'expérience client.",
        "Eres responsable de la formación.",
        "Don't worry if you don't meet every requirement.",
        "You'll get 30 days of holiday.",
        "Wir bieten Ihnen die Möglichkeit, Erfahrung zu sammeln.",
        "Wir freuen uns auf Ihre Bewerbung.",
        "Nous vous offrons une formation.",
        "Envía tu currículum si tienes experiencia.",
        "Oferecemos formação a quem tem experiência.",
    ],
)
def test_a_sentence_that_offers_or_tells_how_to_apply_is_not_chosen(sentence):
    assert chosen(f"We sail around the world. {sentence}") == []


@pytest.mark.parametrize(
    "line",
    [
        "Ideally some Greek",
        "Diving experience is a plus",
        "A licence (preferred)",
        "Griechisch ist von Vorteil",
        "Le grec serait un atout",
        "Se valorará el griego",
        "Grego é desejável",
    ],
)
def test_one_line_among_must_haves_may_be_nice_to_have(line):
    must, nice = lines(f"## Requirements\n\n- Knots\n- {line}")

    assert (must.nice_to_have, nice.nice_to_have) == (False, True)


def test_an_aside_does_not_make_a_must_have_nice():
    (line,) = lines("## Requirements\n\n- Two years on boats (racing boats or tugs preferred)")

    assert not line.nice_to_have


def test_a_list_that_reads_like_requirements_is_one_under_any_heading():
    asked = ["Three years at sea", "Knowledge of knots", "Ability to cook", "Whistling"]

    for heading in ("Responsibilities", "Ahoy"):
        assert chosen(f"## {heading}\n\n" + "\n".join(f"- {line}" for line in asked)) == asked


def test_a_duty_is_not_chosen_for_a_word_in_it():
    duties = "- Share your knowledge\n- Arrange the required insurance\n- Wash as needed"

    assert chosen(f"## Responsibilities\n\n{duties}") == []


def test_a_heading_within_a_section_keeps_its_topic():
    text = (
        "## Requirements\n\n### On deck\n\n- Knots\n\n### Below\n\n- Stew\n\n## Pay\n\n- Fair"
    )

    assert chosen(text) == ["Knots", "Stew"]


def test_extras_of_an_offer_are_not_asked_for():
    assert chosen("## Benefits\n\n- Rum\n\n**Bonus points:**\n\n- A parrot") == []


def test_a_heading_of_something_else_ends_what_is_asked_whatever_its_size():
    assert chosen(
        "# Requirements\n\n- Knots\n\n### Benefits\n\n- Rum\n\n### More\n\n- Sun"
    ) == ["Knots"]


def test_a_title_asks_for_nothing():
    assert chosen("# Requirements Engineer\n\nWe write things down.\n\n- Tea\n- Cake") == []


def test_terms_of_the_job_are_not_asked_of_the_person():
    text = "## Requirements\n\n- Knots\n- Location: at sea\n- The position is full-time"

    assert chosen(text) == ["Knots"]


def test_a_closing_paragraph_below_a_list_is_not_part_of_it():
    text = "## Requirements\n\n- Knots\n\nThe boat is red. You must also be able to swim."

    assert chosen(text) == ["Knots", "You must also be able to swim."]


def test_a_section_without_a_list_is_chosen_by_sentence():
    text = "## Requirements\n\nTwo years at sea. A licence for boats. We look forward to you!"

    assert chosen(text) == ["Two years at sea.", "A licence for boats."]


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("Curiosity", True),
        ("Team player with a positive attitude", True),
        ("Zuverlässigkeit und Neugier", True),
        ("Esprit d'équipe", True),
        ("Proactividad y ganas de aprender", True),
        ("Espírito de equipa", True),
        ("Knots", False),
        ("Three years of experience in a creative team", False),
        ("Fließendes Deutsch und Flexibilität", False),
    ],
)
def test_character_is_an_attribute_unless_a_skill_is_named(line, attribute):
    (read_line,) = lines(f"## Requirements\n\n- {line}")

    assert read_line.attribute is attribute


def test_a_label_holds_for_its_paragraph_and_what_asks_goes_on_below_it():
    text = "Experience: two boats.\n\nA third, and a fourth.\n\nPay: fair.\n\nYou must swim."

    assert chosen(text) == [
        "Experience: two boats.",
        "A third, and a fourth.",
        "You must swim.",
    ]


def test_a_list_that_lost_its_bullets_is_a_list_below_a_heading_alone():
    asked = "Three years at sea\n\nKnowledge of knots\n\nAbility to cook"

    assert len(chosen(f"## Responsibilities\n\n{asked}")) == len(asked.split("\n\n"))
    assert chosen("Experienced sailors sail.\n\nSkills help.\n\nExperience grows.") == []


def test_a_labelled_line_below_a_list_is_part_of_what_is_asked():
    text = "## Requirements\n\n- Knots\n\n**Languages:** English, Greek\n\n**Place:** at sea"

    assert chosen(text) == ["Knots", "Languages: English, Greek"]


def test_what_a_heading_says_is_not_asked_is_not_chosen():
    assert chosen("## You won't like it if you...\n\n- fear water\n- need a desk") == []
