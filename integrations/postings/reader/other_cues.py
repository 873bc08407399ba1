"""The words by which a line speaks of something else than what is asked, in five languages.

Written as `words.plain` has them: small letters, no accents, an apostrophe is a space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from integrations.postings.reader.words import Vocabulary

# What is said of the offer, of applying or by law: never a requirement in a sentence.
DENIALS: Final[Vocabulary] = {
    "en": """
        we (?:ll |will |also |do )?(?:offer|provide|give|pay|cover|
        believe|welcome|encourage|celebrate|support|are proud|
        are committed|embrace|do not|don t),
        you(?: ll| will| can)? (?:get|receive|enjoy|join|earn|
        benefit from|be part)(?! ownership),
        you (?:will|ll) have (?:the|access|your|plenty|every|time|
        real|full|an? (?:real|opportunity|chance|say|impact|voice|budget|direct|lot)),
        you have until, you have (?:the|an|every) (?:opportunity|chance|freedom|
        option|possibility), have the (?:opportunity|chance), opportunity to, chance to,
        equal (?:employment )?opportunit(?:y|ies), equal opportunities, regardless of,
        without regard, qualified applicants, reasonable accommodations?, ^to apply,
        (?:please|you can|and|then|now) apply,
        apply (?:now|today|here|by|via|online|even|anyway|through|with), send (?:us|your|in),
        submit (?:your|an?), your (?:application|cv|resume), cover letter,
        (?:an?|the|first|final|video|phone|telephone) interview,
        don t (?:have to|need|meet|tick|worry), do not (?:have to|need|meet|discriminate),
        (?:meet|tick|check|have) (?:all|every|each), not sure, benefits (?:package|include),
        (?:our|full|great|generous|comprehensive|of) benefits, click, hear from you, in touch,
        we (?:have|ve|re (?:a|an|proud|building)|are (?:a|an)), our team (?:has|is),
        you love what you do, you know (?:someone|somebody|anyone),
        you have (?:any )?(?:questions|a disability), not apply, look(?:ing)? forward,
        nobody (?:has|is), no one (?:has|is), it s ok(?:ay)?, most of (?:these|this|the),
        some of (?:these|this|the), if you (?:feel|think|have questions|need|require|
        are interested|know), you (?:are|re) (?:one of|in good|not alone|part|encouraged|
        welcome|eligible|entitled|interested), by law, background check,
        you(?: will| ll)? be (?:[a-z]+ing|part|responsible|given|based|in charge),
        you (?:are|re) (?:responsible|in charge|joining|supported|surrounded),
        by (?:applying|submitting)""",
    "de": """
        (?:wir|unternehmen) (?:bieten|zahlen|fordern|freuen|
        unterstutzen|geben|legen|stehen|begrussen), bieten wir, unabhangig von,
        (?:deine|ihre) (?:bewerbung|unterlagen), bewerbungen?, lebenslauf, bewirb, bewerben,
        freuen (?:uns|sie)?, freu dich, kannst du dich,
        (?:moglichkeit|chance|gelegenheit) (?:zu|auf), schwerbehindert(?:e|er|en)?,
        vorstellungsgesprach, du hast (?:die|fragen|noch|interesse),
        sie haben (?:die|fragen|noch|interesse), (?:nicht alle|nicht jede|nicht jeden),
        gleicher eignung, haben sie (?:fragen|interesse), hast du (?:fragen|interesse|lust),
        (?:du bist|sie sind|bist du|sind sie) (?:[a-z]+ ){0,2}(?:verantwortlich|zustandig|teil),
        (?:du hast|sie haben) [0-9]+ tage""",
    "fr": """
        nous (?:vous )?(?:offrons|proposons|garantissons|sommes|accueillons|encourageons|avons),
        (?:votre|ta|une?) candidature, postule[rz]?, sans distinction, egalite des chances, cv,
        lettre de motivation, entretien, vous (?:beneficierez|beneficiez|rejoignez|rejoindrez|
        integrez|integrerez|aurez), possibilite de, l opportunite de, a competences egales,
        vous avez (?:des questions|la possibilite|envie),
        (?:vous etes|tu es|vous serez) (?:[a-z]+ )?(?:responsable|
        charge|chargee|garant|garante|rattache|rattachee|en charge), (?:vous avez|tu as) pour
        """,
    "es": """
        (?:te )?ofrecemos, curriculum, cv, candidatura, inscrib(?:irte|ete),
        igualdad de oportunidades, independientemente, sin distincion, posibilidad de,
        oportunidad de, tendras, somos una?, entrevista, envia(?:r|nos)?,
        tienes (?:preguntas|dudas|la posibilidad), (?:eres|seras) (?:[a-z]+ )?responsable de,
        tienes la oportunidad""",
    "pt": """
        oferecemos, curriculo, cv, candidaturas?, candidate se, igualdade de oportunidades,
        independentemente, sem distincao, possibilidade de, oportunidade de, teras, voce tera,
        somos uma?, entrevista, envi[ea](?:r)?, bem vind[oa]s?, tens (?:duvidas|perguntas),
        (?:es|seras|voce e|voce sera) (?:[a-z]+ )?responsavel por, tens a oportunidade""",
}

# How a line begins that is about the company, where nothing else tells.
SELVES: Final[Vocabulary] = {
    "en": "we, our, at, the company, the team, us, together",
    "de": "wir, unser, unsere, bei uns, als, das unternehmen",
    "fr": "nous, notre, nos, chez, l entreprise, la societe",
    "es": "nosotros, nuestra, nuestro, somos, la empresa, en",
    "pt": "nos, nossa, nosso, a nossa, o nosso, somos, a empresa, na",
}

# What a line that tells of a duty begins with.
DOING: Final[Vocabulary] = {
    "en": """
        manag(?:e|es|ing), lead(?:s|ing)?, develop(?:s|ing)?, design(?:s|ing)?, build(?:s|ing)?,
        work(?:s|ing)?, support(?:s|ing)?, provid(?:e|es|ing), maintain(?:s|ing)?,
        ensur(?:e|es|ing), creat(?:e|es|ing), perform(?:s|ing)?, assist(?:s|ing)?,
        coordinat(?:e|es|ing), prepar(?:e|es|ing), help(?:s|ing)?, collaborat(?:e|es|ing),
        driv(?:e|es|ing), own(?:s|ing)?, tak(?:e|es|ing), plan(?:s|ning)?, conduct(?:s|ing)?,
        monitor(?:s|ing)?, review(?:s|ing)?, analy[sz](?:e|es|ing), writ(?:e|es|ing),
        deliver(?:s|ing)?, implement(?:s|ing)?, participat(?:e|es|ing), contribut(?:e|es|ing),
        defin(?:e|es|ing), train(?:s|ing)?, handl(?:e|es|ing), answer(?:s|ing)?, run(?:s|ning)?,
        organi[sz](?:e|es|ing), identif(?:y|ies|ying), improv(?:e|es|ing), oversee(?:s|ing)?,
        report(?:s|ing)?, serv(?:e|es|ing), act(?:s|ing)?, shar(?:e|es|ing), teach(?:es|ing)?,
        mentor(?:s|ing)?, advis(?:e|es|ing), optimi[sz](?:e|es|ing), research(?:es|ing)?,
        communicat(?:e|es|ing), evaluat(?:e|es|ing), join, guid(?:e|es|ing), keep(?:s|ing)?""",
    "de": """
        (?![a-z]{0,20}(?:erfahrung|bildung))[a-z]{3,20}ung, mitarbeit, mithilfe, aufbau, pflege,
        du (?:bist teil|ubernimmst|entwickelst|arbeitest|
        unterstutzt|planst|betreust|gestaltest|fuhrst|leitest|koordinierst|berats?t),
        sie (?:ubernehmen|entwickeln|arbeiten|unterstutzen|planen|
        betreuen|gestalten|fuhren|leiten|koordinieren|beraten)""",
    "fr": """
        accompagner, animer, analyser, assurer, concevoir, conseiller, contribuer, coordonner,
        creer, developper, encadrer, garantir, gerer, mettre en, organiser, participer, piloter,
        preparer, realiser, rediger, suivre, superviser, accueillir""",
    "es": """
        analizar, apoyar, asegurar, atender, colaborar, coordinar, crear, desarrollar, dirigir,
        disenar, elaborar, formar, garantizar, gestionar, implementar, liderar, mantener,
        mejorar, organizar, participar, planificar, preparar, realizar, supervisar""",
    "pt": """
        acompanhar, analisar, apoiar, assegurar, atender, colaborar, coordenar, criar,
        desenvolver, elaborar, garantir, gerir, gerenciar, implementar, liderar, manter,
        melhorar, organizar, participar, planejar, planear, preparar, realizar, supervisionar
        """,
}

# How a line begins that says what would be the case.
IF: Final[Vocabulary] = {"en": "if", "de": "wenn, falls", "fr": "si", "es": "si", "pt": "se"}

# What a line names that is given, not asked.
GIVEN: Final[Vocabulary] = {
    "en": """
        salary, bonus(?:es)?, insurance, pension, 401k, 401, holidays?, vacation, paid, pto,
        stock options, equity, budget, gym, lunch(?:es)?, snacks, coffee, parental leave,
        sick leave, discounts?, flexible (?:hours|working|work|schedule|time|hybrid),
        flexibility to, home office, remote work, perks?, allowance, stipend, reimbursement,
        laptop, macbook, wellness, free, company car, team events, career growth, competitive
        """,
    "de": """
        gehalt, vergutung, bonus, urlaub(?:stage)?, tage, altersvorsorge, zuschuss, jobrad,
        firmenwagen, jobticket, deutschlandticket, homeoffice, home office, mobiles arbeiten,
        weiterbildung(?:en)?, kostenlos(?:e|en)?, obst, kaffee, gleitzeit,
        flexible arbeitszeiten, tarif(?:lich)?, betriebliche, sonderzahlung(?:en)?,
        weihnachtsgeld, rabatte, firmenevents, laptop""",
    "fr": """
        salaire, remuneration, prime(?:s)?, mutuelle, tickets? restaurants?, conges, rtt,
        teletravail, interessement, participation, cdi, cdd, titres restaurants?,
        prise en charge""",
    "es": """
        salario, sueldo, retribucion, bonus, vacaciones, seguro, horario, teletrabajo, contrato,
        ticket, formacion continua, descuentos?, jornada intensiva""",
    "pt": """
        salario, remuneracao, bonus, ferias, seguro, plano de saude, vale, horario,
        teletrabalho, contrato, subsidio, formacao continua, auxilio, descontos?, home office
        """,
}

# What a line among requirements says of the job instead.
TERMS: Final[Vocabulary] = {
    "en": """
        (?:position|role|job|contract|work) (?:is|will be) (?:a |
        an |fully |currently |not )?(?:remote|hybrid|based|located|
        full time|part time|on ?site|in office|temporary|permanent|
        open|exempt|non exempt|eligible|seasonal|fixed term),
        (?:salary|pay|compensation)(?: range)? (?:is|of|from), reports to, ^will work""",
    "de": """
        (?:stelle|position|vertrag) ist (?:[a-z]+ )?(?:befristet|
        unbefristet|in vollzeit|in teilzeit|zunachst|ab sofort|teilzeitgeeignet)""",
    "fr": "(?:poste|contrat) (?:est )?(?:base|situe|a pourvoir|ouvert|en cdi|en cdd)",
    "es": """
        (?:puesto|contrato|trabajo) (?:es|
        sera) (?:[a-z]+ )?(?:remoto|presencial|hibrido|indefinido|temporal)""",
    "pt": """
        (?:vaga|contrato|trabalho) (?:e|sera) (?:[a-z]+ )?(?:remot[oa]|presencial|hibrid[oa]|
        efetivo|temporari[oa])""",
}
