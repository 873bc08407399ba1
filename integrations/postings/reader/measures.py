"""The words for years, degrees and languages, in five languages.

Written as `words.plain` has them: small letters, no accents, an apostrophe is a space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from integrations.postings.reader.words import Vocabulary

NUMBERS: Final[dict[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "one ein eine einem un une uno una um uma",
            "two zwei deux dos dois duas",
            "three drei trois tres",
            "four vier quatre cuatro quatro",
            "five funf cinq cinco",
            "six sechs seis",
            "seven sieben sept siete sete",
            "eight acht huit ocho oito",
            "nine neun neuf nueve nove",
            "ten zehn dix diez dez",
        ),
        start=1,
    )
    for word in words.split()
}

YEARS: Final[Vocabulary] = {
    "en": "years?, yrs?",
    "de": "jahr, jahre, jahren",
    "fr": "ans?, annees?",
    "es": "anos?",
    "pt": "anos?",
}

# What follows years that are not those of experience.
OTHER_YEARS: Final[Vocabulary] = {
    "en": "old, of age, degree, college, university, contract, program(?:me)?, course, diploma",
    "de": "alt, ausbildung, studium, vertrag, befristet",
    "fr": "revolus, d age, d etudes, apres le bac",
    "es": "de edad, de carrera, de contrato",
    "pt": "de idade, de curso, de contrato",
}

# The least degree comes first; any degree comes last, for where none of the others is named.
DEGREES: Final[dict[str, Vocabulary]] = {
    "secondary": {
        "en": "high school, secondary school, ged, a levels",
        "de": """
            abitur, fachabitur, mittlere reife, hochschulreife, fachhochschulreife,
            schulabschluss""",
        "fr": "baccalaureat, niveau bac(?! ?[+])",
        "es": "bachillerato, graduado escolar",
        "pt": "ensino medio, ensino secundario, 12 o ano",
    },
    "vocational": {
        "en": """
            apprenticeship, vocational training, vocational qualification, trade school,
            associate s degree""",
        "de": "ausbildung, berufsausbildung, lehre als, meisterbrief, techniker",
        "fr": "bac ?[+]? ?2, bts, dut, cap, bep",
        "es": "formacion profesional, ciclo formativo, grado (?:superior|medio), fp",
        "pt": """
            curso tecnico, ensino tecnico, curso profissional, formacao profissional,
            nivel tecnico""",
    },
    "bachelor": {
        "en": """
            bachelor, bachelors, bachelor s, bsc, b sc, b a, b s, (?:bs|ba) (?:in|degree|or|ms),
            undergraduate degree""",
        "de": "bachelor, bachelorabschluss, bachelorstudium, fachhochschulabschluss",
        "fr": "bac ?[+]? ?3, licence (?:en|de|professionnelle), bachelor",
        "es": """
            grado en, grado universitario, titulo de grado, licenciatura, diplomatura,
            ingenieria (?:en|tecnica)""",
        "pt": "licenciatura, bacharelado, (?<!pos )graduacao, graduado em",
    },
    "master": {
        "en": """
            (?<!scrum )master(?! data)(?! plan)(?! file)(?: s)?, masters, msc, m sc, m a, m s,
            (?:ms|ma) (?:in|degree), mba""",
        "de": "masterabschluss, masterstudium, magister",
        "fr": """
            bac ?[+]? ?5, diplome d ingenieur, ecole d ingenieurs?, ecole de commerce, mastere
            """,
        "es": "maestria, posgrado, postgrado",
        "pt": "mestrado, pos graduacao",
    },
    "doctorate": {
        "en": "phd, ph d, doctorate, doctoral degree",
        "de": """
            promoviert(?:e|er)?, doktorgrad, doktortitel,
            (?:abgeschlossene|erfolgreiche) promotion""",
        "fr": "doctorat, these de doctorat",
        "es": "doctorado",
        "pt": "doutoramento, doutorado",
    },
    "degree": {
        "en": """
            (?<!high )(?<!some )(?<!certain )(?<!large )degree, university education,
            higher education""",
        "de": """
            studium, hochschulstudium, hochschulabschluss, universitatsabschluss, diplom,
            studienabschluss""",
        "fr": "diplome (?:universitaire|superieur), formation superieure, etudes superieures",
        "es": """
            titulacion (?:universitaria|superior), titulo universitario,
            estudios (?:universitarios|superiores), carrera universitaria""",
        "pt": "ensino superior, curso superior, formacao superior, formacao universitaria",
    },
}

# By their English names; what they are called in the five languages.
LANGUAGES: Final[dict[str, str]] = {
    "Arabic": "arabic, arabisch, arabe, arabo",
    "Basque": "basque, baskisch, euskera, vasco",
    "Catalan": "catalan, katalanisch, catala, catalao",
    "Chinese": "chinese, mandarin, chinesisch, chinois, chino, mandarin, chines, mandarim",
    "Czech": "czech, tschechisch, tcheque, checo, tcheco",
    "Danish": "danish, danisch, danois, danes, dinamarques",
    "Dutch": "dutch, niederlandisch, neerlandais, neerlandes, holandes",
    "English": "english, englisch(?:e|en|er)?, englischkenntnissen?, anglais, ingles",
    "Finnish": "finnish, finnisch, finnois, finlandes",
    "French": "french, franzosisch(?:e|en|er)?, franzosischkenntnissen?, francais, frances",
    "Galician": "galician, galicisch, galicien, gallego, galego",
    "German": "german, deutsch(?:e|en|er)?, deutschkenntnissen?, allemand, aleman, alemao",
    "Greek": "greek, griechisch, grec, griego, grego",
    "Hindi": "hindi",
    "Hungarian": "hungarian, ungarisch, hongrois, hungaro",
    "Italian": "italian, italienisch(?:e|en|er)?, italienischkenntnissen?, italien, italiano",
    "Japanese": "japanese, japanisch, japonais, japones",
    "Korean": "korean, koreanisch, coreen, coreano",
    "Norwegian": "norwegian, norwegisch, norvegien, noruego, noruegues",
    "Polish": "polish, polnisch, polonais, polaco, polones",
    "Portuguese": "portuguese, portugiesisch, portugais, portugues",
    "Romanian": "romanian, rumanisch, roumain, rumano, romeno",
    "Russian": "russian, russisch, russe, ruso, russo",
    "Spanish": """spanish, spanisch(?:e|en|er)?, spanischkenntnissen?, espagnol, espanol,
        castellano, espanhol""",
    "Swedish": "swedish, schwedisch, suedois, sueco",
    "Turkish": "turkish, turkisch, turc, turco",
    "Ukrainian": "ukrainian, ukrainisch, ukrainien, ucraniano",
}

# By these a line speaks of a language, and not of a country.
SPOKEN: Final[Vocabulary] = {
    "en": """
        fluent(?:ly)?, fluency, native, level, proficien(?:t|cy), language, languages, written,
        spoken, speak(?:s|er|ing)?, writing, read, reading, command, bilingual, mother tongue,
        skills, conversational, basic, intermediate, advanced, business, knowledge of, good,
        very good, excellent, strong, professional, some, working, perfect, verbal, in english
        """,
    "de": """
        fliessend(?:e|en|es)?, verhandlungssicher(?:e|es)?, niveau, kenntnisse, sprache,
        sprachen, sprachkenntnisse, wort und schrift, muttersprach(?:e|lich|ler|niveau),
        sprichst, sprechen, gute(?:s|n)?, sehr gut, sicher(?:e|es)?, grundkenntnisse,
        zweisprachig, [a-z]{4,12}kenntnissen?""",
    "fr": """
        courant(?:e)?, niveau, langue, langues, lu, parle, ecrit, parlez, maitrise, maitrisez,
        bilingue, maternelle, bon, bonne, operationnel, professionnel, notions, fluide,
        couramment""",
    "es": """
        fluido, fluidez, nivel, idioma, idiomas, hablas, hablado, escrito, dominio, bilingue,
        nativ[oa], materna, alto, medio, avanzado, buen, basico, conversacion, fluida""",
    "pt": """
        fluente, fluencia, nivel, idioma, idiomas, lingua, linguas, falas, falado, escrito,
        dominio, bilingue, nativ[oa], materna, avancado, intermediario, intermedio, bom, basico,
        leitura, falante""",
}

NATIVE: Final[Vocabulary] = {
    "en": "native, mother tongue, bilingual",
    "de": "muttersprach(?:e|lich|ler|niveau)",
    "fr": "maternelle, bilingue",
    "es": "nativ[oa], materna",
    "pt": "nativ[oa], materna",
}

# A country's own things stand before or behind its name: the German market, le droit francais.
OF_A_COUNTRY: Final[Vocabulary] = {
    "en": """
        markets?, law, labou?r, tax, gaap, accounting, compan(?:y|ies), customers?, clients?,
        teams?, offices?, regulations?, legislation, government, healthcare, public, economy,
        culture, retail, citizens?""",
    "de": """
        markt(?:es)?, recht(?:s)?, arbeitsrecht, steuerrecht, unternehmen, kunden, mittelstand,
        gesellschaft, staatsangehorigkeit""",
}
A_COUNTRY_S: Final[Vocabulary] = {
    "fr": """
        marche, droit, entreprise, equipe, societe, legislation, reglementation, fiscalite,
        clients?""",
    "es": "mercado, derecho, empresa, equipo, legislacion, normativa, fiscalidad, clientes?",
    "pt": "mercado, direito, empresa, equipa, equipe, legislacao, normas, clientes?",
}
