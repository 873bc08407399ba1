"""The words that tell character from skill, in five languages.

Written as `words.plain` has them: small letters, no accents, an apostrophe is a space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from integrations.postings.reader.words import Vocabulary

# Character and attitude, rather than skill.
ATTRIBUTES: Final[Vocabulary] = {
    "en": """
        curiosity, curious, passion(?:ate)?, enthusias(?:m|tic), motivat(?:ed|ion),
        self motivated, self starter, self driven, driven, patience, patient(?= and|$), calm,
        reliab(?:le|ility), punctual, dependable, honest(?:y)?, integrity, humility, humble,
        empath(?:y|ic|etic), kind(?:ness)?, friendly, flexib(?:le|ility), adaptab(?:le|ility),
        resilien(?:t|ce), proactive, initiative, ownership, accountab(?:le|ility),
        sense of (?:responsibility|humou?r|urgency|purpose), team ?(?:player|spirit|oriented),
        attitude, mindset, work ethic, willing(?:ness)?, eager(?:ness)?, open minded(?:ness)?,
        creativ(?:e|ity), personality, energ(?:y|etic), attention to detail, detail oriented,
        conscientious, organi[sz]ed, unflappable, judg(?:e)?ment, under pressure, deadlines,
        trustworthy, courage, autonomous, independent(?:ly)?, positive, can do, hands on,
        discreet, discretion, tolerance for, humou?r, thrive, love of, desire to learn,
        eager to learn, growth mindset, dedication, committed, outgoing""",
    "de": """
        neugier(?:de|ig)?, leidenschaft(?:lich)?, begeisterung, motivation, motiviert(?:e|er)?,
        zuverlassig(?:e|er|keit)?, verlasslichkeit, teamfahigkeit, organisiert,
        strukturiert(?:e|es)?, teamgeist, teamplayer, belastbar(?:keit)?, flexibilitat,
        flexibel, eigeninitiative, selbststandig(?:e|es|er|keit)?,
        verantwortungsbewusst(?:sein|e|er)?, engagement, engagiert(?:e|er)?, bereitschaft,
        einsatzbereitschaft, lernbereitschaft, reisebereitschaft, offenheit, offen, empathie,
        einfuhlungsvermogen, sorgfalt, sorgfaltige?, gewissenhaft(?:e|igkeit)?, freude, spass,
        kreativitat, ausdauer, durchsetzungsvermogen, hands on mentalitat, auftreten,
        arbeitsweise, punktlich(?:keit)?, geduld, freundlich(?:e|es|keit)?, humor, mut,
        analytisches denken, im team, uberblick, kuhlen kopf, unter druck, denkweise,
        dienstleistungsorientierung, kundenorientierung, eigenverantwortlich(?:e|es)?,
        herzlichkeit""",
    "fr": """
        curiosite, curieu(?:x|se), passion, passionnee?, motivation, motivee?, rigueur,
        rigoureu(?:x|se), autonom(?:e|ie), patience, patiente?, dynami(?:que|sme),
        esprit d (?:equipe|initiative|analyse),
        sens (?:de l|du|des|de la) (?:accueil|service|relationnel|
        ecoute|responsabilites?|organisation|contact|detail|equipe|initiative|relation client),
        force de proposition, ecoute, bienveillan(?:t|te|ce), adaptabilite, fiab(?:le|ilite),
        ponctuel(?:le)?, ponctualite, enthousias(?:me|te), polyvalen(?:t|te|ce), discretion,
        disponibilite, implication, investie?, organisee?, sous pression, travail en equipe,
        humour, empathie, creativi?te, creati(?:f|ve)""",
    "es": """
        curiosidad, curios[oa], pasion, motivacion, ganas de, proactiv[oa], proactividad,
        iniciativa, autonomia, empatia, compromiso, comprometid[oa], responsabilidad,
        responsable, trabajo en equipo, actitud, flexibilidad, creatividad, paciencia,
        dinamic[oa], entusiasmo, honestidad, puntualidad, adaptabilidad, resiliencia, vocacion,
        organizad[oa], resolutiv[oa], empatic[oa], bajo presion, humor, amable, disponibilidad
        """,
    "pt": """
        curiosidade, curios[oa], paixao, motivacao, motivad[oa], vontade de, proativ[oa],
        proatividade, proactiv[oa], iniciativa, autonomia, empatia, compromisso,
        responsabilidade, trabalho em equip[ae], espirito de (?:equipa|equipe|iniciativa),
        atitude, flexibilidade, criatividade, paciencia, dinamic[oa], dinamismo, entusiasmo,
        honestidade, pontualidade, resiliencia, atencao aos detalhes, organizad[oa], gosto por,
        empatic[oa], sob pressao, humor, disponibilidade""",
}

# Something learnt: a line that names one of these is about a skill, whatever else it names.
SKILLS: Final[Vocabulary] = {
    "en": """
        experience, knowledge, degree, years, bachelor s?, certificat(?:e|ion), licen[sc]e,
        proficien(?:cy|t), fluen(?:t|cy), expertise, skills, understanding, familiar(?:ity)?,
        command, ability, able""",
    "de": """
        erfahrung(?:en)?, berufserfahrung, kenntnisse, ausbildung, studium, jahre, abschluss,
        fuhrerschein, deutsch, englisch, umgang""",
    "fr": """
        experience, connaissances?, diplome, bac, maitrise, maitrisez, permis, anglais,
        formation, ans""",
    "es": """
        experiencia, conocimientos?, grado, titulacion, formacion, anos, nivel, dominio, carnet,
        capacidad""",
    "pt": """
        experiencia, conhecimentos?, licenciatura, graduacao, formacao, anos, nivel, dominio,
        carta, curso, ingles, capacidade""",
}
