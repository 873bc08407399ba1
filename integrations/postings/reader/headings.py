"""The words of headings: what a section is about, in five languages.

Written as `words.plain` has them: small letters, no accents, an apostrophe is a space.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from integrations.postings.reader.words import Vocabulary


class Topic(Enum):
    """What the lines under a heading are about."""

    REQUIRED = "what the person must bring"
    WISHED = "what the person should bring"
    DUTIES = "what the person will do"
    OFFER = "what the person gets"
    COMPANY = "who is asking"
    APPLY = "how to apply"
    ASIDE = "equal opportunity, the law, and what is not asked"
    FACTS = "place, pay and dates"


# One of these, and what is wished for beside it is the smaller part.
MUST: Final[Vocabulary] = {
    "en": "(?<!not )required, must haves?, minimum, (?<!not )essential",
    "de": "erforderlich(?:e|es)?, zwingend(?:e|es)?, muss",
    "fr": "requis(?:e|es)?, exigee?s?, obligatoires?, indispensables?",
    "es": "requeridos?, imprescindibles?, obligatorios?, excluyentes?",
    "pt": "obrigatorios?, imprescindive(?:l|is), exigidos?",
}

# A heading is about a topic when a phrase of the topic stands anywhere in it.
PHRASES: Final[dict[Topic, Vocabulary]] = {
    Topic.REQUIRED: {
        "en": """
            requirements?, required, qualifications?, must haves?, minimum, prerequisites?,
            eligibility, criteria, person specification, competenc(?:y|e|ies|es),
            what (?:else )?you(?: ll| will| should| d)?(?: need to)? (?:bring|need|have|offer),
            you(?: ll| will)? (?:bring|need), you(?: ll| will| should)? (?:have|be)$,
            bring to the (?:table|team|role), need to succeed, what it takes, takes to succeed,
            about you, who you are, who are you, who you re, who you ll be,
            (?:what|who) (?:we are|we re|are we) (?:looking for|seeking|after),
            what we (?:look for|seek|need|want|expect|d like), looking for$,
            looking for (?:in|some|someone|somebody|people|a person|
            candidates|individuals|colleagues), who we re after, we (?:expect|require)$,
            we (?:expect|require) (?:from )?you, who$, with$, (?:has|have) the following,
            following (?:skills|qualifications|requirements|experience), expect from you,
            expectations? of you, you should (?:have|be|apply if),
            your (?:profile|background|experience|skills|skillset|
            strengths|qualities|talents?|expertise), (?:candidate|ideal|desired) profile,
            (?:ideal|successful|right|our|the) candidate,
            skills (?:and|&)?(?: relevant)? ?experience, experience (?:and|&)? ?skills,
            knowledge skills, skills required,
            (?:technical|key|core|hard|soft|essential|language|people|interpersonal) skills?,
            skills and (?:knowledge|abilities|qualifications|attributes), skill ?sets?,
            knowledge and experience, experience and (?:knowledge|education|qualifications|
            background), education (?:and )?experience,
            education and (?:training|qualifications),
            (?:work|professional|relevant|previous|prior) experience,
            personal (?:qualities|attributes|characteristics|traits|skills), character traits,
            licen[sc](?:e|es|ure)(?: and)? certifications?, is this you, sounds? like you,
            could this be you, could be you, does this describe you, describes you,
            are you (?:the|our|a|an), you might be, you may be, you re a, you could be,
            you are a, you are an, (?:good|great|right|perfect|strong) (?:fit|match),
            fit if you, fit for this, thrive, succeed, to be successful, successful in this,
            be considered, apply if you, love this (?:job|role) if,
            this (?:job|role) is for you, for you if, you are the right, if you$,
            who we (?:want|need|hope), need to know, superpowers?, what makes you, makes a great
            """,
        "de": """
            anforderung(?:en)?, (?:anforderungs|bewerber|qualifikations|kandidaten|
            wunsch)profil, voraussetzung(?:en)?, qualifikation(?:en)?,
            einstellungsvoraussetzungen, must haves?, kompetenzen, kompetenzprofil,
            (?:dein|ihr|euer|das) profil, mitbringst, mitbringen, bringst du, bringen sie,
            du mit, sie mit(?: bringen)?, auszeichnet, zeichnet (?:dich|sie), dich aus,
            das (?:suchen|wunschen|erwarten|brauchen) wir,
            (?:wir|uns) (?:uns )?(?:von dir |von ihnen )?wunschen, wunschen wir,
            wir (?:suchen|erwarten|brauchen|setzen voraus)$, wen wir suchen,
            (?:von dir|von ihnen|wir) erwarten, du konnen, ausmacht, gepack, wen suchen wir,
            jemanden (?:der|die|mit), menschen (?:die|mit), eine person (?:die|mit),
            wonach wir suchen, was wir (?:suchen|erwarten|brauchen),
            (?:dein|ihr) (?:hintergrund|background|know how|wissen|konnen|talent),
            (?:deine|ihre) (?:erfahrung(?:en)?|skills|starken|
            fahigkeiten|kenntnisse|talente|qualitaten), das bist du, wer du bist, so bist du,
            wer sie sind, uber dich, uber sie, du (?:bist|hast|kannst)$,
            sie (?:sind|haben|verfugen)$, uberzeugst du,
            (?:du|sie) uns (?:uberzeugst|uberzeugen), uberzeugen sie, punktest du, punkten sie,
            passt (?:du )?zu uns, passen (?:sie )?zu uns, (?:solltest|brauchst|musst) du,
            du (?:solltest|brauchst|musst), sie (?:sollten|brauchen|mussen), sollten sie,
            wenn du$, wenn sie$, begeisterst du, begeistern sie, erfullst du, erfullen sie,
            (?:fachliche|personliche) (?:kompetenz(?:en)?|eignung|
            anforderungen|starken|fahigkeiten), sprachkenntnisse""",
        "fr": """
            profil (?:recherche|souhaite|attendu|ideal|du candidat|requis),
            (?:votre|ton) profil, prerequis, pre requis, exigences?, qualifications?,
            competences? (?:requises?|attendues?|cles?|recherchees?|
            techniques?|necessaires?|professionnelles?|souhaitees?),
            (?:vos|tes) (?:competences|qualites|atouts|talents),
            qualites (?:requises?|personnelles|humaines|attendues|recherchees),
            ce que (?:nous|l on) (?:recherchons|cherchons|attendons|attend),
            nous (?:recherchons|cherchons|attendons)$,
            (?:une personne|quelqu un|des personnes) (?:qui|avec|ayant|capable),
            qui (?:etes vous|es tu), a propos de (?:vous|toi), (?:vous|tu) (?:etes|es|avez|as)$,
            savoir etre, savoir faire, savoirs? faire,
            (?:si )?(?:vous vous reconnaissez|tu te reconnais),
            (?:vous|tu) (?:apportez|apportes), formation et experience,
            experiences? (?:requises?|attendues?|professionnelles?),
            formation (?:requise|souhaitee), conditions? d acces, il (?:vous|te) faut,
            ce que vous (?:apportez|apporterez), candidate? ideale?, faite? pour,
            description du profil, si vous$, si tu$, ce qu on (?:recherche|cherche), c est vous
            """,
        "es": """
            requisitos?, requerimientos?, requerid[oa]s?, cualificaciones, candidat[oa] ideal,
            tus? (?:experiencia|habilidades),
            perfil (?:buscado|requerido|deseado|ideal|del candidato|del puesto|profesional),
            (?:tu|su) perfil, el perfil, (?:que|lo que|a quien|quien) (?:estamos )?(?:buscamos|
            buscando|esperamos|necesitamos|pedimos), buscamos$, buscamos en ti,
            (?:a )?(?:una persona|alguien) (?:con|que),
            que (?:necesitas|debes tener|tienes que tener|se requiere|aportas),
            lo que (?:necesitas|aportas|traes),
            competencias (?:requeridas|necesarias|clave|tecnicas),
            habilidades (?:requeridas|necesarias|clave|blandas|tecnicas),
            conocimientos (?:requeridos|necesarios|tecnicos), sobre ti, quien eres, como eres,
            eres tu, tu eres, imprescindibles?, necesitamos que, formacion y experiencia,
            experiencia (?:requerida|necesaria|previa), formacion (?:requerida|necesaria),
            encajas si, se requiere, te pedimos, si$, eres$, tienes$""",
        "pt": """
            requisitos?, requerimentos?, exigencias, qualificacoes, pre requisitos?,
            (?:o )?perfil (?:procurado|desejado|pretendido|do candidato|da vaga|ideal),
            (?:teu|seu) perfil, (?:o que|quem) (?:nos )?(?:procuramos|buscamos|esperamos|
            precisamos|pedimos), procuramos$, (?:alguem|uma pessoa) (?:com|que), buscamos$,
            esperamos de (?:si|ti|voce),
            (?:o que )?(?:voce )?precisa(?:s)? (?:ter|de ter|saber),
            o que (?:voce|tu)? ?(?:traz|trazes|precisa), o que e preciso,
            competencias (?:requeridas|necessarias|tecnicas|valorizadas),
            habilidades (?:necessarias|tecnicas|requeridas),
            conhecimentos (?:necessarios|tecnicos|requeridos), sobre (?:ti|si|voce),
            quem (?:es|e voce), e (?:voce|contigo), formacao e experiencia,
            experiencia (?:necessaria|exigida), formacao (?:academica|exigida|necessaria),
            obrigatorios?, precisamos que voce, se voce$, se$, voce (?:tem|e)$, imprescindivel
            """,
    },
    Topic.WISHED: {
        "en": """
            nice to haves?, good to haves?, great to haves?, preferred, preferably, desired,
            desirable, bonus (?:points?|skills?|if|experience|qualifications?), be a bonus,
            a bonus, extra (?:points|credit), (?:brownie|plus) points, plus(?:es)? if,
            (?:a|big|huge|real) plus, (?:great|nice|cool|awesome|good|better|amazing) if,
            (?:it )?(?:would|will|d) be (?:great|nice|good|cool|lovely|
            awesome|ideal)(?: if you)?(?: also)?(?: know| have| can)?, ideally, even better,
            optional, stand out, set(?:s)? you apart, give you an edge, advantageous,
            an? (?:added )?advantage, an asset, not (?:required|essential|mandatory),
            wish ?list, icing on the cake, could haves?, also (?:have|know|bring)$,
            we d love (?:to see|if|you to)""",
        "de": """
            von vorteil, vorteilhaft, wunschenswert, idealerweise, im idealfall, nice to haves?,
            plus ?punkt(?:e|en)?, bonus ?punkt(?:e|en)?, kein muss,
            (?:toll|schon|super|gut|klasse|ideal) (?:ware|wenn),
            (?:ware|waren) (?:toll|schon|super|gut|ideal), gerne auch, gern gesehen, optional
            """,
        "fr": """
            serait un plus, sont un plus, les? plus, les? petits? plus, un plus,
            atouts? (?:supplementaires?|apprecies?), un atout,
            (?:souhaitees?|souhaites?|appreciees?|apprecies?|facultati[fv]e?s?)$, idealement,
            bonus""",
        "es": """
            se valorara(?:n)?, se valora(?:n)?, valoramos, valorable(?:s)?,
            valorara(?:n)? (?:positivamente)?, deseables?, deseados?, opcional(?:es)?,
            sera un plus, un plus, puntos extra, ideal(?:mente)? si, destacar, hara destacar,
            sumara(?:n)?, nice to have, bonus, no (?:imprescindible|excluyente)""",
        "pt": """
            valorizamos, valoriza se, sera valorizad[oa], valorizad[oa]s, desejave(?:l|is),
            desejad[oa]s, diferencia(?:l|is), sera um plus, (?:um|e um) plus, mais valias?,
            opciona(?:l|is), pontos extra, nice to have, factor preferencial,
            fatores preferenciais, preferencia(?:l|is), bonus, destacar""",
    },
    Topic.DUTIES: {
        "en": """
            responsibilit(?:y|ies), responsible for, accountabilit(?:y|ies), duties, tasks,
            what (?:else )?you(?: ll| will| would| d)?(?: be)? (?:do|
            doing|own|work(?:ing)? on|achieve|tackle|build|deliver|lead|
            be responsible for|learn), you(?: ll| will)? be doing, how you(?: ll| will)?,
            ^(?:about )?(?:your|the|this|our) (?:new )?(?:role|job|
            position|opportunity|mission|task|work),
            your (?:impact|day|challenge|contribution|first), day to day, a day in,
            a typical (?:day|week), day in the life,
            (?:job|position|role) (?:description|purpose|summary|overview|scope),
            essential functions, key functions, job functions,
            (?:key|main) (?:activities|objectives|deliverables), the challenge,
            areas of responsibility, (?:in|within|during) your first, you(?: ll| will)$""",
        "de": """
            [a-z]{0,20}aufgaben(?:gebiet|bereich|feld|profil|spektrum)?e?, tatigkeit(?:en)?,
            tatigkeitsfeld, verantwortung, verantwortlichkeit(?:en)?, verantwortungsbereich,
            (?:deine|ihre) rolle, die rolle, (?:dein|ihr|der) job, die stelle,
            erwartet (?:dich|sie), (?:dich|sie) (?:bei uns )?erwartet,
            (?:deine|ihre) (?:mission|herausforderung(?:en)?|position), das machst du,
            was du (?:machst|tust|bewegst|bewirkst|tun wirst),
            (?:dein|ihr) (?:alltag|arbeitsalltag|einsatz|beitrag|tag), stellenbeschreibung,
            hauptaufgaben""",
        "fr": """
            missions?, responsabilites?, taches, activites,
            (?:votre|ton|le|du) (?:role|poste|quotidien|job),
            description (?:du poste|de l offre),
            ce que (?:vous|tu) (?:ferez|feras|allez faire|vas faire),
            (?:vos|tes) (?:objectifs|defis|fonctions),
            (?:vous|tu) (?:serez|seras) (?:charge|responsable|amene)e?, au quotidien""",
        "es": """
            funciones, responsabilidad(?:es)?, tareas,
            (?:tu|su|el) (?:mision|rol|dia a dia|puesto|trabajo),
            que (?:haras|vas a hacer|hara|harias), lo que haras,
            descripcion (?:del puesto|de la oferta|del empleo), tus? retos?, actividades,
            en que consiste, te encargaras""",
        "pt": """
            funcoes, responsabilidades?, tarefas, atribuicoes,
            (?:a tua|a sua|tua|sua|nossa) (?:missao|funcao|rotina),
            (?:o teu|o seu) (?:papel|dia a dia|trabalho),
            o que (?:voce |tu )?(?:vai|vais|ira|iras) fazer,
            descricao (?:da vaga|da funcao|do cargo), atividades, desafios?,
            principais entregas, seu dia a dia""",
    },
    Topic.OFFER: {
        "en": """
            benefits?, perks?, what we (?:ll )?(?:offer|provide|give)(?: you)?, we offer,
            our offer, (?:what )?you(?: ll| will| can)?(?: also)? (?:get|receive|enjoy|gain),
            what s in it for you, in it for you, in store for you,
            why (?:join|us|work|choose|you ll|you will|you should|this|be part|we),
            why (?!you)[a-z ]{2,30}, reasons to, (?:what )?you can expect(?: from us)?,
            expect from us, compensation, remuneration, salary, pay (?:range|transparency|and),
            total rewards, rewards, life at, working (?:at|with|for|here), work life balance,
            our culture, career (?:growth|development|path),
            (?:growth|learning|development) (?:opportunities|and development), how we support,
            what you ll love, you ll love (?:about|working), we take care, employee discounts?
            """,
        "de": """
            wir (?:dir |ihnen )?bieten, bieten wir,
            unser(?:e)? (?:angebot|leistungen|benefits|pluspunkte), angebot, benefits, vorteile,
            bekommst du, du bekommst, (?:das|was) (?:bekommen|erhalten) sie, was du bekommst,
            leistungen, vergutung, konditionen, warum (?:wir|du|sie|zu uns|bei uns|bei),
            gute grunde, (?:dich|sich) freuen, freuen (?:sie|darfst), darauf freu(?:st)?,
            spricht fur uns, geboten, wir geben dir, durfen sie erwarten,
            (?:kannst du|konnen sie) (?:von uns )?erwarten,
            darauf (?:kannst du dich|konnen sie sich) freuen, zusatzleistungen, goodies, extras,
            deine perspektive(?:n)?, ihre perspektive(?:n)?""",
        "fr": """
            avantages?, (?:ce que )?(?:nous|on) (?:vous |t )?(?:offrons|proposons|
            offre|propose|apportons), ce que (?:nous|l on) (?:vous |te )?(?:offrons|proposons|
            offre|propose), pourquoi (?:nous|rejoindre|travailler|venir|choisir), remuneration,
            salaire, conditions (?:de travail|d emploi|salariales), benefices,
            les plus du poste, (?:vos|tes) avantages, ce qu on (?:te |vous )?(?:propose|offre),
            qu est ce qu on (?:vous |t )?offre""",
        "es": """
            (?:que |te |lo que )?(?:te )?ofrecemos, se ofrece, beneficios, ventajas,
            condiciones, salario, retribucion, por que (?:nosotros|unirte|trabajar|elegirnos),
            que te espera, lo que te espera, incentivos, prestaciones, que obtendras""",
        "pt": """
            (?:o que )?oferecemos, (?:o que )?(?:te |lhe )?oferecemos, beneficios, vantagens,
            condicoes, remuneracao, salario, regalias, porque? (?:trabalhar|juntar|nos),
            por que (?:trabalhar|se juntar|nos), o que te espera, incentivos,
            (?:nossos|nossas) (?:beneficios|vantagens)""",
    },
    Topic.COMPANY: {
        "en": """
            about us, who (?:we are|we re|are we), what we do,
            (?:our|the|your|your new|about our|about the|about your|
            meet the) (?:company|mission|story|values|team|department|
            vision|organi[sz]ation|client|product|practice|(?:tech(?:nology)? )?stack|manager),
            company (?:description|overview|profile), tech stack, how we work""",
        "de": """
            uber uns, wir uber uns, wer wir sind, das sind wir,
            (?:unser|das|dein|ihr) (?:unternehmen|team|tech stack),
            (?:unsere|die) (?:mission|werte|geschichte|firma|abteilung|vision),
            unternehmensprofil, unternehmensbeschreibung, was wir (?:tun|machen)""",
        "fr": """
            a propos(?: de nous)?, qui sommes nous,
            notre (?:entreprise|equipe|histoire|mission|societe|culture), l entreprise,
            (?:presentation|description) de (?:l entreprise|la societe), la societe, l equipe,
            votre (?:equipe|environnement), contexte, le cabinet""",
        "es": """
            sobre nosotros, quienes somos, nuestra (?:empresa|historia|mision|cultura),
            nuestro equipo, la empresa, el equipo, acerca de nosotros, conocenos, que hacemos
            """,
        "pt": """
            sobre nos, sobre a (?:empresa|equipa|equipe), quem somos, a empresa,
            a nossa (?:empresa|equipa|missao), nossa (?:empresa|historia|equipe|missao|cultura),
            o nosso time, nosso time, o que fazemos""",
    },
    Topic.APPLY: {
        "en": """
            (?:how|ready|want|when) to apply, apply(?: now| today| here)?, your application,
            application, (?:interview|hiring|recruitment|recruiting|selection|
            our) (?:process|procedure), next steps?, what happens next, contact(?: us)?,
            questions, deadline, join us, interested, get in touch, required documents,
            hear from you, what to (?:send|submit)""",
        "de": """
            bewerbung(?:en|sprozess|sunterlagen)?, (?:jetzt |dich )?bewerben, bewirb dich,
            kontakt, ansprechpartner(?:in)?, so geht (?:es|s) weiter, interesse(?: geweckt)?,
            interessiert, haben wir, neugierig""",
        "fr": """
            (?:pour |comment )?(?:postuler|candidater), candidature,
            processus (?:de recrutement|de selection),
            (?:etapes|deroulement) (?:du|de|des) (?:recrutement|processus|entretiens), contact,
            (?:interesse|envie)e?, rejoignez nous""",
        "es": """
            como (?:aplicar|postular|solicitar|inscribirse),
            (?:proceso|fases) de (?:seleccion|la seleccion), contacto, inscribete,
            (?:te )?(?:interesa|animas), solicitud, unete""",
        "pt": """
            como (?:se )?(?:candidatar|candidatares)(?: se)?, candidatura, candidate se,
            processo (?:de recrutamento|seletivo|de selecao|de candidatura), etapas, contacto,
            contato, interessad[oa]s?, junta te""",
    },
    Topic.ASIDE: {
        "en": """
            equal (?:employment )?opportunit(?:y|ies), diversity, inclusion, inclusive, eeoc?,
            privacy, disclaimer, accommodations?, legal, data protection, notice, please note,
            e verify, physical (?:requirements|demands), working conditions, work environment,
            environmental conditions, background checks?, pre ?employment,
            additional information, travel requirements?, security clearance,
            [a-z ]{0,20}won t (?:like|enjoy|love|fit|be a)[a-z ]{0,30},
            (?:is not|isn t|not) (?:be )?(?:for you|a (?:good )?fit)[a-z ]{0,20},
            (?:do not|don t) (?:need|look for|expect)[a-z ]{0,30}""",
        "de": """
            chancengleichheit, gleichstellung, vielfalt, diversitat, diversity,
            datenschutz(?:hinweise?)?, rechtliche(?:r|s)?, hinweise?,
            (?:zusatzliche|weitere) informationen, (?:passt|passen) nicht[a-z ]{0,30},
            nicht (?:erwarten|suchen|brauchen)[a-z ]{0,20}""",
        "fr": """
            egalite(?: des chances)?, diversite, inclusion, mentions legales, confidentialite,
            handicap, rgpd, informations (?:supplementaires|complementaires),
            (?:n est|pas) (?:pas )?pour (?:vous|toi)[a-z ]{0,20}""",
        "es": """
            igualdad(?: de oportunidades)?, diversidad, inclusion, aviso legal, privacidad,
            proteccion de datos, informacion adicional,
            no (?:es para ti|buscamos|pedimos)[a-z ]{0,20}""",
        "pt": """
            igualdade(?: de oportunidades)?, diversidade, inclusao, privacidade,
            protecao de dados, informacoes adicionais,
            nao (?:e para ti|e para voce|procuramos|buscamos|pedimos)[a-z ]{0,20}""",
    },
}
