"""The single words of headings: what they are about where they stand alone, in five languages.

Written as `words.plain` has them: small letters, no accents, an apostrophe is a space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integrations.postings.reader.headings import Topic

if TYPE_CHECKING:
    from integrations.postings.reader.words import Vocabulary

# These say what a heading is about only where they are all of it, but for small words.
ALONE: Final[dict[Topic, Vocabulary]] = {
    # First, because a job profile is a name, and no profile.
    Topic.FACTS: {
        "en": """
            locations?, place(?: of employment| of work)?, office, start(?: date)?,
            starting date, employment(?: type)?, contract(?: type| duration)?,
            hours(?: of work)?, working hours, job type, type, deadline, closing date,
            department, reports to, reporting to, posted, posted on, date, url, link, reference,
            ref, job id, id, remote, workplace, schedule, work schedule, shift, level,
            seniority, workload, duration, tags, title, job title, job profile,
            job family(?: group)?, management level, worker type, time type,
            (?:flexible )?work option, work shift, requisition id,
            (?:primary|additional) locations?, employee status, created, industry, category,
            website, phone, email, address, travel, time zone, timezone, salary(?: range)?,
            pay(?: range| rate)?, rate, compensation, application deadline, visa, relocation,
            status, grade, name, legal entity, brand, employer, openings, vacancies,
            hiring manager""",
        "de": """
            standort(?:e)?, arbeitsort, einsatzort, dienstort, ort, gehalt, vertragsart,
            arbeitszeit, beginn, eintrittstermin, eintritt, startdatum, start, bewerbungsfrist,
            umfang, referenz(?:nummer)?, kennziffer, befristung, besoldung, vergutung,
            entgeltgruppe, arbeitgeber, anstellungsart, stellenumfang, pensum""",
        "fr": """
            lieu(?: de travail)?, localisation, salaire, remuneration, type de contrat, contrat,
            duree, horaires, date de debut, debut, prise de poste, reference, teletravail,
            rythme, statut, employeur, modalites, informations?, temps de travail""",
        "es": """
            ubicacion, lugar(?: de trabajo)?, localidad, salario, sueldo, tipo de contrato,
            contrato, jornada, horario, fecha de inicio, inicio, incorporacion, referencia,
            modalidad, duracion, empresa, vacantes""",
        "pt": """
            local(?: de trabalho)?, localizacao, localidade, salario, tipo de contrato,
            contrato, horario, jornada, data de inicio, inicio, regime, modalidade, referencia,
            duracao, empresa, carga horaria, vagas, contratacao, regime de contratacao, labels,
            nivel, alocacao""",
    },
    Topic.REQUIRED: {
        "en": """
            you, skills, experience, education, knowledge, languages?, abilities, attributes,
            qualities, profile, essentials?, certifications?, certificates, licen[sc]es?,
            licen[sc]ure, background, expertise, strengths, traits, must, training, technical,
            personal, proficienc(?:y|ies), behaviou?rs, desired experience, credentials""",
        "de": """
            profil, kenntnisse, erfahrung(?:en)?, ausbildung, studium, fahigkeiten, sprachen,
            skills, muss, du, berufserfahrung, starken, abschluss, eigenschaften, soft skills,
            hard skills""",
        "fr": """
            profil, competences?, formations?, niveau d etudes, experiences?, qualites,
            langues?, diplomes?, connaissances, savoirs""",
        "es": """
            perfil, competencias, formacion, experiencia, habilidades, conocimientos, idiomas?,
            estudios, aptitudes, titulacion, educacion, cualidades, capacidades, actitudes""",
        "pt": """
            perfil, competencias, formacao, experiencia, habilidades, conhecimentos, idiomas?,
            linguas, escolaridade, aptidoes, capacidades, qualidades, atitudes""",
    },
    Topic.WISHED: {
        "en": "plus, pluses, bonus, bonuses, assets?, nice, extras?, optional, preferences?",
        "de": "plus, bonus, wunsche, kann",
        "fr": "plus, atouts",
        "es": "plus, extras?",
        "pt": "plus, extras?",
    },
    Topic.DUTIES: {
        "en": """
            overview, role, objectives, scope, purpose, functions, mission, summary, job,
            projects, position""",
        "de": "rolle, job, mission, stelle, position",
        "fr": "role, poste, quotidien",
        "es": "puesto, rol, mision, descripcion",
        "pt": "funcao, missao, descricao, vaga",
    },
    Topic.OFFER: {
        "en": "offer, culture, package, growth, pay, salary",
        "de": "gehalt, entgelt, extras",
        "fr": "offre, salaire",
        "es": "sueldo, oferta",
        "pt": "oferta",
    },
    Topic.COMPANY: {
        "en": "about, company, team, values, introduction, intro, client, stack, technologies",
        "de": "unternehmen, team, firma, einleitung",
        "fr": "entreprise, equipe, presentation",
        "es": "empresa, equipo, presentacion",
        "pt": "empresa, equipa, equipe, apresentacao",
    },
    Topic.ASIDE: {
        "en": "accessibility, note, important, other, travel, clearance",
        "de": "sonstiges",
        "fr": "autres, divers",
        "es": "otros",
        "pt": "outros",
    },
}

# Words that add nothing to what a heading is about.
SMALL: Final[Vocabulary] = {
    "en": """
        the, your, our, a, an, and, or, of, for, in, to, with, key, main, core, primary, some,
        other, general, specific, this, these, job, position, role, need, needed, if, any, all,
        additional, professional, relevant, specialized, specialised""",
    "de": """
        die, der, das, deine, dein, ihre, ihr, unser, unsere, und, dir, ihnen, wir, uns, bei,
        von, oder, mit, fur, als, im, in, zu, wichtige""",
    "fr": "le, la, les, l, de, d, du, des, vos, votre, notre, nos, tes, ton, et, ou, pour, en",
    "es": """
        minimos, minimas, minimo, minima, el, la, los, las, de, del, tu, tus, su, sus, y, o,
        para, en, nuestra, nuestro, principales""",
    "pt": """
        minimos, minimas, minimo, minima, o, a, os, as, de, do, da, dos, das, teu, tua, seu,
        sua, e, ou, para, em, nossa, nosso, principais""",
}

# A line that begins with one of these praises what it asks for, and heads nothing.
PRAISE: Final[Vocabulary] = {
    "en": "excellent, strong, good, great, solid, proven, outstanding, exceptional, advanced",
    "de": "gute, sehr gute, hervorragende, ausgepragte, fundierte, starke, hohe",
    "fr": "bonnes?, excellentes?, tres bonnes?, solides?, fortes?",
    "es": "buen, buenas?, buenos, excelentes?, solid[oa]s?, alt[oa]s?",
    "pt": "bom, boas?, bons, excelentes?, solid[oa]s?, otim[oa]s?",
}
