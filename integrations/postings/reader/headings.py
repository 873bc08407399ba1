"""The words of headings: what a section is about, in five languages.

Written as `words.plain` has them: small letters, no accents, an apostrophe is a space.
"""

from __future__ import annotations

from enum import Enum
from typing import Final


class Topic(Enum):
    """What the lines under a heading are about."""

    REQUIRED = "what the person must bring"
    WISHED = "what the person should bring"
    DUTIES = "what the person will do"
    OFFER = "what the person gets"
    COMPANY = "who is asking"
    APPLY = "how to apply"
    EQUAL = "equal opportunity, and the law"
    FACTS = "place, pay and dates"


Vocabulary = dict[str, str]

# A heading is about a topic when a phrase of the topic stands anywhere in it.
PHRASES: Final[dict[Topic, Vocabulary]] = {
    Topic.REQUIRED: {
        "en": """requirements?, required, qualifications?, must haves?, minimum, prerequisites?,
            eligibility, criteria, person specification, competenc(?:y|e|ies|es),
            what (?:else )?you(?: ll| will)?(?: need to)? (?:bring|need|have|offer),
            you(?: ll| will)? (?:bring|need), you(?: ll| will| should)? (?:have|be)$,
            bring to the (?:table|team|role), need to succeed, what it takes, takes to succeed,
            about you, who you are, who are you, who you re, who you ll be,
            looking for, we look for, we seek, we re seeking, we are seeking, we need, we want,
            we expect, we d like, (?:has|have) the following, following (?:skills|qualifications|requirements|experience), expect from you, expectations? of you, you should (?:have|be|apply if),
            your (?:profile|background|experience|skills|skillset|strengths|qualities|talents?|expertise),
            (?:candidate|ideal|desired) profile, (?:ideal|successful|right|our|the) candidate,
            skills (?:and|&)?(?: relevant)? ?experience, experience (?:and|&)? ?skills, knowledge skills,
            skills required, (?:technical|key|core|hard|soft|essential|language|people|interpersonal)
            skills, skills and (?:knowledge|abilities|qualifications|attributes), skill ?sets?,
            knowledge and experience, experience and (?:knowledge|education|qualifications|background),
            education (?:and )?experience, education and (?:training|qualifications),
            (?:work|professional|relevant|previous|prior) experience,
            personal (?:qualities|attributes|characteristics|traits|skills), character traits,
            licen[sc](?:e|es|ure)(?: and)? certifications?,
            is this you, sounds? like you, could this be you, could be you, does this describe you,
            describes you, are you (?:the|our|a|an), you might be, you may be, you re a, you could be,
            you are a, you are an, (?:good|great|right|perfect|strong) (?:fit|match), fit if you,
            fit for this, thrive, succeed, to be successful, successful in this, be considered,
            apply if you, love this (?:job|role) if, this (?:job|role) is for you, for you if,
            you are the right, what makes you, makes a great""",
        "de": """anforderung(?:en)?, (?:anforderungs|bewerber|qualifikations|kandidaten|wunsch)profil, voraussetzung(?:en)?, qualifikation(?:en)?,
            einstellungsvoraussetzungen, must haves?, kompetenzen, kompetenzprofil,
            (?:dein|ihr|euer|das) profil, mitbringst, mitbringen, bringst du,
            bringen sie, du mit, sie mit(?: bringen)?, auszeichnet, zeichnet (?:dich|sie), dich aus,
            das (?:suchen|wunschen|erwarten|brauchen) wir, (?:wir|uns) (?:uns )?(?:von dir |von ihnen )?wunschen,
            wunschen wir, wir (?:suchen|erwarten|brauchen|setzen voraus), wen wir suchen,
            wonach wir suchen, was wir (?:suchen|erwarten|brauchen),
            (?:dein|ihr) (?:hintergrund|background|know how|wissen|konnen|talent),
            (?:deine|ihre) (?:erfahrung(?:en)?|skills|starken|fahigkeiten|kenntnisse|talente|qualitaten),
            das bist du, wer du bist, so bist du, wer sie sind, uber dich, uber sie,
            du (?:bist|hast|kannst)$, sie (?:sind|haben|verfugen)$, uberzeugst du, uberzeugen sie,
            punktest du, punkten sie, passt (?:du )?zu uns, passen (?:sie )?zu uns,
            (?:solltest|brauchst|musst) du, du (?:solltest|brauchst|musst),
            sie (?:sollten|brauchen|mussen), sollten sie, (?:fachliche|personliche) (?:kompetenz(?:en)?|
            eignung|anforderungen|starken|fahigkeiten), sprachkenntnisse""",
        "fr": """profil (?:recherche|souhaite|attendu|ideal|du candidat|requis), (?:votre|ton) profil,
            prerequis, pre requis, exigences?, qualifications?, competences? (?:requises?|attendues?|
            cles?|recherchees?|techniques?|necessaires?|professionnelles?|souhaitees?), 
            (?:vos|tes) (?:competences|qualites|atouts|talents), qualites (?:requises?|
            personnelles|humaines|attendues|recherchees), ce que (?:nous|l on) (?:recherchons|cherchons|
            attendons|attend), nous (?:recherchons|cherchons|attendons), qui (?:etes vous|es tu),
            a propos de (?:vous|toi), (?:vous|tu) (?:etes|es|avez|as)$, savoir etre, savoir faire,
            savoirs? faire, (?:si )?(?:vous vous reconnaissez|tu te reconnais), (?:vous|tu) (?:apportez|
            apportes), formation et experience, experiences? (?:requises?|attendues?|professionnelles?),
            formation (?:requise|souhaitee), conditions? d acces, il (?:vous|te) faut, 
            ce que vous (?:apportez|apporterez), on (?:recherche|cherche), c est vous""",
        "es": """requisitos?, requerimientos?, requerid[oa]s?, cualificaciones, perfil (?:buscado|requerido|
            deseado|ideal|del candidato|del puesto|profesional), (?:tu|su) perfil, el perfil,
            (?:que|lo que|a quien|quien) (?:estamos )?(?:buscamos|buscando|esperamos|necesitamos|
            pedimos), buscamos, que (?:necesitas|debes tener|tienes que tener|se requiere|aportas),
            lo que (?:necesitas|aportas|traes), competencias (?:requeridas|necesarias|clave|tecnicas), 
            habilidades (?:requeridas|necesarias|clave|blandas|tecnicas), conocimientos (?:requeridos|
            necesarios|tecnicos), sobre ti, quien eres, como eres, eres tu, tu eres, imprescindibles?,
            necesitamos que, formacion y experiencia, experiencia (?:requerida|necesaria|previa),
            formacion (?:requerida|necesaria), encajas si, eres$, tienes$""",
        "pt": """requisitos?, requerimentos?, exigencias, qualificacoes, pre requisitos?,
            (?:o )?perfil (?:procurado|desejado|pretendido|do candidato|da vaga|ideal), (?:teu|seu) perfil,
            (?:o que|quem) (?:nos )?(?:procuramos|buscamos|esperamos|precisamos|pedimos), procuramos,
            buscamos, esperamos de (?:si|ti|voce), (?:o que )?(?:voce )?precisa(?:s)? (?:ter|de ter|saber),
            o que (?:voce|tu)? ?(?:traz|trazes|precisa), o que e preciso, competencias (?:requeridas|
            necessarias|tecnicas|valorizadas), habilidades (?:necessarias|tecnicas|requeridas),
            conhecimentos (?:necessarios|tecnicos|requeridos), sobre (?:ti|si|voce), quem (?:es|e voce),
            e (?:voce|contigo), formacao e experiencia, experiencia (?:necessaria|exigida), 
            formacao (?:academica|exigida|necessaria), obrigatorios?, voce (?:tem|e)$, imprescindivel""",
    },
    Topic.WISHED: {
        "en": """nice to haves?, good to haves?, great to haves?, preferred, preferably, desired, desirable,
            bonus (?:points?|skills?|if|experience|qualifications?), be a bonus, a bonus, extra (?:points|credit),
            (?:brownie|plus) points, plus(?:es)? if, (?:a|big|huge|real) plus, (?:great|nice|cool|awesome|
            good|better|amazing) if, (?:would|will|d) be (?:great|nice|good|cool|lovely|awesome|ideal),
            ideally, even better, optional, stand out, set(?:s)? you apart, give you an edge, advantageous,
            an? (?:added )?advantage, an asset, not (?:required|essential|mandatory), wish ?list,
            icing on the cake, could haves?, also (?:have|know|bring)$, we d love (?:to see|if|you to)""",
        "de": """von vorteil, vorteilhaft, wunschenswert, idealerweise, im idealfall, nice to haves?,
            plus ?punkt(?:e|en)?, bonus ?punkt(?:e|en)?, kein muss, (?:toll|schon|super|gut|klasse|ideal)
            (?:ware|wenn), (?:ware|waren) (?:toll|schon|super|gut|ideal), zusatzlich(?:e)?, 
            gerne auch, gern gesehen, optional""",
        "fr": """serait un plus, sont un plus, les? plus, les? petits? plus, un plus, atouts? (?:supplementaires?|
            apprecies?), un atout, (?:souhaitees?|souhaites?|appreciees?|apprecies?|facultati[fv]e?s?)$,
            idealement, bonus""",
        "es": """se valorara(?:n)?, se valora(?:n)?, valoramos, valorable(?:s)?, valorara(?:n)? (?:positivamente)?,
            deseables?, deseados?, opcional(?:es)?, sera un plus, un plus, puntos extra, ideal(?:mente)? si,
            destacar, sumara(?:n)?, nice to have, bonus, no (?:imprescindible|excluyente)""",
        "pt": """valorizamos, valoriza se, sera valorizad[oa], valorizad[oa]s, desejave(?:l|is),
            desejad[oa]s, diferencia(?:l|is), sera um plus, (?:um|e um) plus, mais valias?, opciona(?:l|is),
            pontos extra, nice to have, factor preferencial, fatores preferenciais, preferencia(?:l|is),
            bonus, destacar""",
    },
    Topic.DUTIES: {
        "en": """responsibilit(?:y|ies), responsible for, accountabilit(?:y|ies), duties, tasks,
            what (?:else )?you(?: ll| will| would)?(?: be)? (?:do|doing|own|work(?:ing)? on|achieve|tackle|
            build|deliver|lead|be responsible for|learn), you(?: ll| will)? be doing, how you(?: ll| will)?,
            ^(?:about )?(?:your|the|this|our) (?:new )?(?:role|job|position|opportunity|mission|task|work),
            your (?:impact|day|challenge|contribution|first), day to day, a day in, a typical (?:day|week),
            day in the life, (?:job|position|role) (?:description|purpose|
            summary|overview|scope), essential functions, key functions, job functions, (?:key|main)
            (?:activities|objectives|deliverables), the challenge, areas of responsibility,
            (?:in|within|during) your first, you(?: ll| will)$""",
        "de": """[a-z]{0,20}aufgaben(?:gebiet|bereich|feld|profil|spektrum)?e?, tatigkeit(?:en)?, tatigkeitsfeld,
            verantwortung, verantwortlichkeit(?:en)?, verantwortungsbereich, (?:deine|ihre) rolle, die rolle,
            (?:dein|ihr|der) job, die stelle, erwartet (?:dich|sie), (?:dich|sie) (?:bei uns )?erwartet,
            (?:deine|ihre) (?:mission|herausforderung(?:en)?|position), das machst du, was du (?:machst|tust|
            bewegst|bewirkst|tun wirst), (?:dein|ihr) (?:alltag|arbeitsalltag|einsatz|beitrag|tag),
            stellenbeschreibung, hauptaufgaben""",
        "fr": """missions?, responsabilites?, taches, activites, (?:votre|ton|le|du) (?:role|poste|quotidien|job),
            description (?:du poste|de l offre), ce que (?:vous|tu) (?:ferez|feras|allez faire|vas faire),
            (?:vos|tes) (?:objectifs|defis|fonctions), (?:vous|tu) (?:serez|seras) (?:charge|responsable|amene)e?,
            au quotidien""",
        "es": """funciones, responsabilidad(?:es)?, tareas, (?:tu|su|el) (?:mision|rol|dia a dia|puesto|trabajo),
            que (?:haras|vas a hacer|hara|harias), lo que haras, descripcion (?:del puesto|de la oferta|
            del empleo), tus? retos?, actividades, en que consiste, te encargaras""",
        "pt": """funcoes, responsabilidades?, tarefas, atribuicoes, (?:a tua|a sua|tua|sua|nossa) (?:missao|funcao|rotina),
            (?:o teu|o seu) (?:papel|dia a dia|trabalho), o que (?:voce |tu )?(?:vai|vais|ira|iras) fazer,
            descricao (?:da vaga|da funcao|do cargo), atividades, desafios?, principais entregas,
            seu dia a dia""",
    },
    Topic.OFFER: {
        "en": """benefits?, perks?, what we (?:ll )?(?:offer|provide|give)(?: you)?, we offer, our offer,
            (?:what )?you(?: ll| will| can)?(?: also)? (?:get|receive|enjoy|gain), what s in it for you, in it for you,
            in store for you, why (?:join|us|work|choose|you ll|you will|you should|this|be part|we),
            reasons to, (?:what )?you can expect(?: from us)?, expect from us, compensation,
            remuneration, salary, pay (?:range|transparency|and), total rewards, rewards, life at,
            working (?:at|with|for|here), work life balance, our culture, career (?:growth|development|path),
            (?:growth|learning|development) (?:opportunities|and development), how we support,
            what you ll love, you ll love (?:about|working), we take care, employee discounts?""",
        "de": """wir (?:dir |ihnen )?bieten, bieten wir, unser(?:e)? (?:angebot|leistungen|benefits|pluspunkte), angebot,
            benefits, vorteile, bekommst du, du bekommst, (?:das|was) (?:bekommen|erhalten) sie, was du bekommst,
            leistungen, vergutung, konditionen, warum (?:wir|du|sie|zu uns|bei uns|bei), gute grunde,
            freuen, spricht fur uns, geboten, wir geben dir, zusatzleistungen, goodies, extras,
            deine perspektive(?:n)?, ihre perspektive(?:n)?""",
        "fr": """avantages?, (?:ce que )?(?:nous|on) (?:vous |t )?(?:offrons|proposons|offre|propose|apportons),
            ce que (?:nous|l on) (?:vous |te )?(?:offrons|proposons|offre|propose), pourquoi (?:nous|rejoindre|
            travailler|venir|choisir), remuneration, salaire, conditions (?:de travail|d emploi|salariales), 
            benefices, les plus du poste, (?:vos|tes) avantages, qu est ce qu on (?:vous |t )?offre""",
        "es": """(?:que |te |lo que )?(?:te )?ofrecemos, se ofrece, beneficios, ventajas, condiciones, salario,
            retribucion, por que (?:nosotros|unirte|trabajar|elegirnos), que te espera, lo que te espera,
            incentivos, prestaciones, que obtendras""",
        "pt": """(?:o que )?oferecemos, (?:o que )?(?:te |lhe )?oferecemos, beneficios, vantagens, condicoes,
            remuneracao, salario, regalias, porque? (?:trabalhar|juntar|nos), por que (?:trabalhar|se juntar|nos),
            o que te espera, incentivos, (?:nossos|nossas) (?:beneficios|vantagens)""",
    },
    Topic.COMPANY: {
        "en": """about us, who (?:we are|we re|are we), what we do, (?:our|the|your|your new|about our|about the|about your|meet the)
            (?:company|mission|story|values|team|department|vision|organi[sz]ation|client|product|practice|
            (?:tech(?:nology)? )?stack|manager), company (?:description|overview|profile), tech stack, how we work""",
        "de": """uber uns, wir uber uns, wer wir sind, das sind wir, (?:unser|das|dein|ihr) (?:unternehmen|team|tech stack),
            (?:unsere|die) (?:mission|werte|geschichte|firma|abteilung|vision), unternehmensprofil,
            unternehmensbeschreibung, was wir (?:tun|machen)""",
        "fr": """a propos(?: de nous)?, qui sommes nous, notre (?:entreprise|equipe|histoire|mission|societe|culture),
            l entreprise, (?:presentation|description) de (?:l entreprise|la societe), la societe, l equipe,
            votre (?:equipe|environnement), contexte, le cabinet""",
        "es": """sobre nosotros, quienes somos, nuestra (?:empresa|historia|mision|cultura), nuestro equipo,
            la empresa, el equipo, acerca de nosotros, conocenos, que hacemos""",
        "pt": """sobre nos, sobre a (?:empresa|equipa|equipe), quem somos, a empresa, a nossa (?:empresa|equipa|missao),
            nossa (?:empresa|historia|equipe|missao|cultura), o nosso time, nosso time, o que fazemos""",
    },
    Topic.APPLY: {
        "en": """(?:how|ready|want|when) to apply, apply(?: now| today| here)?, your application, application,
            (?:interview|hiring|recruitment|recruiting|selection|our) (?:process|procedure), next steps?,
            what happens next, contact(?: us)?, questions, deadline, join us, interested, get in touch,
            required documents, hear from you, what to (?:send|submit)""",
        "de": """bewerbung(?:en|sprozess|sunterlagen)?, (?:jetzt |dich )?bewerben, bewirb dich, kontakt,
            ansprechpartner(?:in)?, so geht (?:es|s) weiter, interesse(?: geweckt)?, interessiert, haben wir,
            neugierig""",
        "fr": """(?:pour |comment )?(?:postuler|candidater), candidature, processus (?:de recrutement|de selection),
            (?:etapes|deroulement) (?:du|de) (?:recrutement|processus), contact, (?:interesse|envie)e?, rejoignez nous""",
        "es": """como (?:aplicar|postular|solicitar|inscribirse), (?:proceso|fases) de (?:seleccion|la seleccion), contacto,
            inscribete, (?:te )?(?:interesa|animas), solicitud, unete""",
        "pt": """como (?:se )?(?:candidatar|candidatares)(?: se)?, candidatura, candidate se,
            processo (?:de recrutamento|seletivo|de selecao|de candidatura), etapas, contacto, contato,
            interessad[oa]s?, junta te""",
    },
    Topic.EQUAL: {
        "en": """equal (?:employment )?opportunit(?:y|ies), diversity, inclusion, inclusive, eeoc?, privacy,
            disclaimer, accommodations?, legal, data protection, notice, please note, e verify,
            physical (?:requirements|demands), working conditions, work environment, environmental conditions,
            background checks?, pre ?employment, travel requirements?, security clearance""",
        "de": """chancengleichheit, gleichstellung, vielfalt, diversitat, diversity, datenschutz(?:hinweise?)?,
            rechtliche(?:r|s)?, hinweise?""",
        "fr": """egalite(?: des chances)?, diversite, inclusion, mentions legales, confidentialite, handicap, rgpd""",
        "es": """igualdad(?: de oportunidades)?, diversidad, inclusion, aviso legal, privacidad, proteccion de datos""",
        "pt": """igualdade(?: de oportunidades)?, diversidade, inclusao, privacidade, protecao de dados""",
    },
}

# These say what a heading is about only where they are all of it, but for small words.
ALONE: Final[dict[Topic, Vocabulary]] = {
    Topic.REQUIRED: {
        "en": """you, skills, experience, education, knowledge, languages?, abilities, attributes, qualities, profile,
            essentials?, certifications?, certificates, licen[sc]es?, licen[sc]ure, background, expertise, strengths,
            traits, must, training, technical, personal, proficienc(?:y|ies), behaviou?rs, desired experience, credentials""",
        "de": """profil, kenntnisse, erfahrung(?:en)?, ausbildung, studium, fahigkeiten, sprachen, skills, muss, du,
            berufserfahrung, starken, abschluss, eigenschaften, soft skills, hard skills""",
        "fr": """profil, competences?, formations?, experiences?, qualites, langues?, diplomes?, connaissances, savoirs""",
        "es": """perfil, competencias, formacion, experiencia, habilidades, conocimientos, idiomas?, estudios, aptitudes,
            titulacion, educacion, cualidades, capacidades, actitudes""",
        "pt": """perfil, competencias, formacao, experiencia, habilidades, conhecimentos, idiomas?, linguas, escolaridade,
            aptidoes, capacidades, qualidades, atitudes""",
    },
    Topic.WISHED: {
        "en": "plus, pluses, bonus, bonuses, assets?, nice, extras?, optional, preferences?",
        "de": "plus, bonus, wunsche, kann",
        "fr": "plus, atouts",
        "es": "plus, extras?",
        "pt": "plus, extras?",
    },
    Topic.DUTIES: {
        "en": "overview, role, objectives, scope, purpose, functions, mission, summary, job, projects, position",
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
    Topic.EQUAL: {
        "en": "accessibility, note, important, other, additional information, additional, travel, clearance",
        "de": "sonstiges",
        "fr": "autres, divers",
        "es": "otros",
        "pt": "outros",
    },
    Topic.FACTS: {
        "en": """locations?, place(?: of employment| of work)?, office, start(?: date)?, starting date, employment(?: type)?,
            contract(?: type| duration)?, hours(?: of work)?, working hours, job type, type, deadline, closing date,
            department, reports to, reporting to, posted, posted on, date, url, link, reference, ref, job id, id,
            remote, workplace, schedule, work schedule, shift, level, seniority, workload, duration, tags, title,
            job title, job profile, job family(?: group)?, management level, worker type, time type, (?:flexible )?work option, work shift, requisition id, (?:primary|additional) locations?, employee status, created, industry, category, website, phone, email, address, travel, time zone, timezone,
            salary(?: range)?, pay(?: range| rate)?, rate, compensation, application deadline, visa, relocation,
            status, grade, name, legal entity, brand, employer, openings, vacancies, hiring manager""",
        "de": """standort(?:e)?, arbeitsort, einsatzort, dienstort, ort, gehalt, vertragsart, arbeitszeit, beginn,
            eintrittstermin, eintritt, startdatum, start, bewerbungsfrist, umfang, referenz(?:nummer)?, kennziffer,
            befristung, besoldung, vergutung, entgeltgruppe, arbeitgeber, anstellungsart, stellenumfang, pensum""",
        "fr": """lieu(?: de travail)?, localisation, salaire, remuneration, type de contrat, contrat, duree,
            horaires, date de debut, debut, prise de poste, reference, teletravail, rythme, statut, employeur, modalites, informations?,
            temps de travail""",
        "es": """ubicacion, lugar(?: de trabajo)?, localidad, salario, sueldo, tipo de contrato, contrato, jornada,
            horario, fecha de inicio, inicio, incorporacion, referencia, modalidad, duracion, empresa, vacantes""",
        "pt": """local(?: de trabalho)?, localizacao, localidade, salario, tipo de contrato, contrato, horario,
            jornada, data de inicio, inicio, regime, modalidade, referencia, duracao, empresa, carga horaria, vagas, contratacao, regime de contratacao, labels, nivel, alocacao""",
    },
}

# Words that add nothing to what a heading is about.
SMALL: Final[Vocabulary] = {
    "en": """the, your, our, a, an, and, or, of, for, in, to, with, key, main, core, primary, some, other, general, specific,
        this, these, job, position, role, need, needed, if, any, all, additional, professional, relevant""",
    "de": "die, der, das, deine, dein, ihre, ihr, unser, unsere, und, oder, mit, fur, als, im, in, zu, wichtige",
    "fr": "le, la, les, l, de, d, du, des, vos, votre, notre, nos, tes, ton, et, ou, pour, en",
    "es": "el, la, los, las, de, del, tu, tus, su, sus, y, o, para, en, nuestra, nuestro, principales",
    "pt": "o, a, os, as, de, do, da, dos, das, teu, tua, seu, sua, e, ou, para, em, nossa, nosso, principais",
}
