"""Words that likeness reads: those that say little, and those that must be the same.

They are written as `folded` makes them: small letters without accents.
"""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """The text in small letters, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


LITTLE = words_of(
    # English
    """
    a able ability about across all also an and any are as asset at background be been both
    bring bringing by can candidate capability capable capacity command common competence
    competency deep demonstrable demonstrated desirable desired essential established etc
    ever every evidence evident excellent exceptional expected experience experienced
    experiences expert expertise extensive familiar familiarity first for from further general
    good great had hands has have having high highly ideally in including into is it its keen
    knowledge large least level like minimum must nice of on or other others our outstanding
    own particular passion passionate personal plus possess possessing practical preferably
    preferred previous prior professional proficiency proficient profound proven rapidly
    record related relevant required requires requirement several similar skill skilled skills
    solid some sound strong such talent than that the their them these they this thorough
    through to track tracked under understanding up use used using various very we well
    were which while who will willing willingness with within work worked working would year
    years you your yourself e.g i.e on-the-job equivalent
    """
    # German
    """
    aber als am an auch auf aus ausgepragt ausgepragte ausgepragter ausgezeichnete bei beim
    berufserfahrung bereits bis bist bringen bringst das dein deine dem den der des die du durch
    ein eine einem einen einer eines erfahrung erfahrungen erste fahigkeit fundiert fundierte
    fundierter fur gut gute guter gutes hast hervorragende hohe hohes idealerweise ihr ihre im
    in ist jahr jahre jahren kannst kenntnis kenntnisse kenntnissen mehrere mehrjahrige
    mehrjahriger mindestens mit mitbringen nachgewiesen nachgewiesene nach oder praktische sehr
    sicher sichere sicherer sie sind solide starke stark tiefe uber um umfassende und
    verfugst verfugen verstandnis vom von vorteil wissen wunschenswert zu zum zur zwingend
    """
    # French
    """
    acquise ainsi annee annees ans apprecie appreciee atout au aux avec avez avoir bon bonne
    bonnes bons capacite ce ces competence competences connaissance connaissances dans de des
    du elle en est et etes etre excellente excellentes excellents experience exigee exigence
    forte fort fortes idealement il la le les leur maitrise minimum ou par plusieurs pour
    premiere prouvee requis requise savoir serait ses solide solides souhaite souhaitee sur
    tres un une vos votre vous
    """
    # Spanish and Portuguese
    """
    a al alguna algumas alta alto amplia amplo ampla ano anos ao aos bom boa boas bons buen
    buena buenas buenos capacidad capacidade como com comprovada con conhecimento conhecimentos
    conocimiento conocimientos da das de del demonstrada demostrada desejavel deseable do
    dominio dos e el em en es essencial excelente excelentes experiencia experiencias forte
    fuerte habilidad habilidades habilidade imprescindivel imprescindible la las lo los mais
    mas menos minimo muy muito na nas no nos o os ou o para pelo por preferentemente
    preferencialmente que requerido se ser solida solidas solido solidos su sus
    sua suas tener ter um uma un una y valorable
    """
)
"""Words without which a line still asks for the same."""

SAME = {
    other: word
    for word, others in {
        "verbal": "oral spoken mundlich mundliche mundlicher",
        "teamwork": "teamworking teamarbeit",
        "driver": "driving",
        "license": "licence licences licenses",
        "labor": "labour",
        "behavior": "behaviour",
        "center": "centre",
    }.items()
    for other in others.split()
}
"""Words that say the same, or are written in two ways."""

NEGATIONS = words_of(
    "no not non without never nor neither nicht kein keine keinen keiner keinem ohne nie"
    " niemals pas sans jamais sin nunca nao sem cannot dont doesnt isnt wont arent"
)

NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
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
        start=2,
    )
    for word in words.split()
}
"""Written-out numbers; "one" is left out: in most of the languages it is an article."""

_LANGUAGES = {
    "arabic": "arabisch arabe arabo",
    "chinese": "chinesisch chinois chino chines mandarin mandarim",
    "czech": "tschechisch tcheque checo tcheco",
    "danish": "danisch danois danes dinamarques",
    "dutch": "niederlandisch neerlandais holandes neerlandes",
    "english": "englisch anglais ingles",
    "finnish": "finnisch finnois finlandes",
    "french": "franzosisch francais frances",
    "german": "deutsch allemand aleman alemao",
    "greek": "griechisch grec griego grego",
    "hebrew": "hebraisch hebreu hebreo hebraico",
    "hindi": "",
    "hungarian": "ungarisch hongrois hungaro",
    "italian": "italienisch italien italiano",
    "japanese": "japanisch japonais japones",
    "korean": "koreanisch coreen coreano",
    "norwegian": "norwegisch norvegien noruego noruegues",
    "polish": "polnisch polonais polaco polones",
    "portuguese": "portugiesisch portugais portugues",
    "romanian": "rumanisch roumain rumano romeno",
    "russian": "russisch russe ruso russo",
    "spanish": "spanisch espagnol espanol espanhol castellano",
    "swedish": "schwedisch suedois sueco",
    "turkish": "turkisch turc turco",
    "ukrainian": "ukrainisch ukrainien ucraniano",
}
LANGUAGES = {
    name: language
    for language, others in _LANGUAGES.items()
    for name in (language, *others.split())
}
"""What a language is called, and which one it is; so are compounds like Englischkenntnisse."""

TOOLS = words_of(
    """
    .net access airflow angular ansible asana aws azure bash bigquery c c# c++ canva cobol
    confluence css dart dbt docker elixir erlang excel express figma flask flutter fortran gcp
    git github gitlab go golang graphql hadoop haskell helm html hubspot illustrator indesign
    java javascript jenkins jira julia kafka kotlin kubernetes laravel latex linux looker lua
    matlab mongodb mysql nestjs next.js nextjs nosql node node.js nodejs notion numpy oracle
    outlook pandas perl photoshop php postgres postgresql powerpoint powershell pytest python
    pytorch qlik r rails react redis redux ruby rust salesforce sap sas scala scss servicenow
    sketch snowflake spark splunk spring spss sql stata svelte svn swift tableau tensorflow
    terraform trello typescript unix vba vue vue.js windows word wordpress xml yaml zendesk
    """
)
"""Tools that people often write small; others are known by how they are written."""

DEGREES = {
    name: degree
    for degree, names in {
        "bachelor": "bachelor bachelors bsc b.sc licence licenciatura grado undergraduate",
        "master": "master masters msc m.sc mba maestria mestrado",
        "doctor": "phd ph.d doctorate doctoral promotion doctorat doctorado doutorado",
    }.items()
    for name in names.split()
}
