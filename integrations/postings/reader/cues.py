"""The words by which a line asks for something, in five languages.

Written as `words.plain` has them: small letters, no accents, an apostrophe is a space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from integrations.postings.reader.words import Vocabulary

# What a person has or can: a line that has one of these early on reads as a requirement.
NOUNS: Final[Vocabulary] = {
    "en": """
        experience, experienced, experiences, knowledge, understanding, skills?, skillset,
        abilit(?:y|ies), able, proficien(?:cy|t), fluen(?:cy|t), familiar(?:ity)?, expertise,
        expert, degree, background, command, track record, certificat(?:e|es|ion|ions),
        certified, licen[sc]ed?, qualifications?, qualified, diploma, bachelor s?, bachelors?,
        master s, masters, phd, doctorate, graduate, apprenticeship, passion(?:ate)?, mindset,
        attitude, willing(?:ness)?, aptitude, competen(?:ce|cy|t), literacy, literate, grasp,
        mastery, curiosity, curious, patience, patient(?= and|$), enthusias(?:m|tic),
        motivat(?:ed|ion), self motivated, self starter, comfortable, skilled, reliable,
        reliability, organi[sz]ed, proactive, detail oriented, attention to detail, eye for,
        sense of, interest in, interested in, appreciation (?:of|for), versed, adept, capable,
        confident, confidence (?:in|with), exposure to, work ethic, team ?player, communicator,
        problem solver, thinker, learner, years, desire to, drive to, empathy, empathetic,
        integrity, flexib(?:le|ility), adaptab(?:le|ility), resilien(?:t|ce), humility, speaker,
        proof of, record of, history of, eligib(?:le|ility), right to work,
        authori[sz](?:ed|ation) to work, work permit, clearance, foundation, fundamentals,
        creativity, personality, initiative, ownership, judg(?:e)?ment, acumen, tolerance,
        readiness, commitment to, education, high school, citizen(?:ship)?, english, hands on
        """,
    "de": """
        erfahrung(?:en)?, berufserfahrung, erfahren(?:e|er)?, kenntnisse?n?, fachkenntnisse,
        grundkenntnisse, wissen, fachwissen, know how, fahigkeit(?:en)?, ausbildung,
        berufsausbildung, studium, hochschulstudium, abschluss, hochschulabschluss, promotion,
        fuhrerschein, bereitschaft, verstandnis, umgang, sicher(?:er|e|es)?, kompetenz(?:en)?,
        teamfahigkeit, belastbar(?:keit)?, zuverlassig(?:keit)?, freude, spass, leidenschaft,
        begeisterung, interesse, motivation, engagement, flexibilitat, eigeninitiative,
        selbststandig(?:e|es|er|keit)?, verantwortungsbewusst(?:sein)?, organisationstalent,
        kommunikationsstark(?:e)?, kommunikationsstarke, lernbereitschaft, reisebereitschaft,
        einsatzbereitschaft, jahre, neugier(?:de|ig)?, offenheit, empathie, sorgfalt,
        einfuhlungsvermogen, auffassungsgabe, arbeitsweise, denken, denkweise, auftreten,
        deutsch, englisch, deutschkenntnisse, englischkenntnisse, sprachkenntnisse, talent,
        gespur, beherrschung, versiert, routine, qualifikation, hands on, teamplayer,
        fliessend(?:e|es)?, verhandlungssicher(?:e|es)?, fundiert(?:e|es)?,
        ausgepragt(?:e|er|es)?, affinitat, durchsetzungsvermogen, durchsetzungsstarke,
        mentalitat""",
    "fr": """
        experiences?, connaissances?, familiers?, familiere, maitrise, competences?, capacites?,
        diplomes?, titulaire, formation, bac, aisance, aptitudes?, sens, esprit, rigueur,
        rigoureu(?:x|se), autonom(?:e|ie), curiosite, curieu(?:x|se), motivation, motive,
        passionne, gout pour, interet pour, appetence, permis, anglais, francais, niveau,
        bonne pratique, expertise, habilitation, dynamique, organise, polyvalen(?:t|te|ce),
        disponibilite, ecoute, qualites?, ans d, pedagogie, adaptabilite, patience, dynamisme
        """,
    "es": """
        experiencia, conocimientos?, dominio, manejo, capacidad(?:es)?, habilidad(?:es)?,
        titulacion, titulo, licenciatura, grado, formacion, nivel, carnet, carne, permiso,
        disponibilidad, ingles, castellano, anos de, competencias?, pasion, ganas, actitud,
        proactiv[oa], proactividad, iniciativa, autonomia, orientacion, interes, compromiso,
        responsabilidad, organizacion, persona, saber, curiosidad, facilidad, vocacion,
        estudios, diplomatura, bachillerato, empatia, flexibilidad""",
    "pt": """
        experiencia, conhecimentos?, dominio, capacidades?, habilidades?, formacao,
        licenciatura, graduacao, mestrado, ensino, nivel, carta de conducao, cnh,
        disponibilidade, ingles, portugues, anos de, competencias?, paixao, vontade, atitude,
        proativ[oa], proatividade, iniciativa, autonomia, orientacao, interesse, compromisso,
        sentido de, senso de, organizacao, vivencia, fluencia, curso, bacharelado, curiosidade,
        facilidade, gosto, espirito, empatia, flexibilidade, responsabilidade""",
}

# What a line that asks for something begins with.
OPENINGS: Final[Vocabulary] = {
    "en": """
        [0-9]+[+]?, the, an, must, should, requires?, minimum, at least, strong, solid,
        excellent, proven, demonstrated, demonstrable, deep, extensive, exceptional,
        outstanding, thorough, working knowledge, fluent, native, good command, good, great,
        sound, advanced, ideally, preferably, bonus, you, you re, you ve, how to, previous,
        prior, significant, in depth, high level of, a high, a strong, a good, a solid, a deep,
        a genuine, a proven, genuine, keen, eager, driven, basic, recent, current, valid,
        completed, a, one, two, three, four, five, six, seven, eight, ten""",
    "de": """
        du, sie, mindestens, abgeschlossen(?:e|es|er), erfolgreich, sehr gute, gute, erste,
        mehrjahrige, fundierte, sichere, sicherer, idealerweise, hohe, hohes, hoher,
        ausgepragte, starke, fliessende, einschlagige, nachgewiesene, langjahrige, gutes, gutem,
        ein, eine, zwei, drei, vier, funf""",
    "fr": """
        vous, tu, minimum, au moins, bonne, bonnes, bon, excellente, excellentes, excellent,
        tres bonne, solide, solides, idealement, premiere, forte, capable, parfaite, etre,
        avoir, savoir, de formation, a l aise, un, une, deux, trois, quatre, cinq""",
    "es": """
        minimo, al menos, buen, buena, buenas, buenos, excelente, excelentes, solida, solidos,
        alto, alta, eres, tienes, cuentas, sabes, gusto por, idealmente, persona, ser, tener,
        estar, un, una, dos, tres, cuatro, cinco""",
    "pt": """
        minimo, pelo menos, bom, boa, bons, boas, excelente, excelentes, solida, solidos, otimo,
        otima, voce, idealmente, ser, ter, estar, gosto por, forte, um, uma, dois, duas, tres,
        quatro, cinco""",
}

# What a sentence says of the person it is looking for.
STATEMENTS: Final[Vocabulary] = {
    "en": """
        you (?:also |already |really |genuinely |still )?(?:have|ve|
        bring|hold|possess|speak|know|understand|enjoy|love|thrive|
        care|communicate|write|like|value|think|prefer|feel), you ve,
        you should (?:also )?(?:have|be|know|bring|enjoy|possess),
        you need (?:a|an|at least|experience|to be|to have|to know|strong|solid|some|no),
        you ll need (?:a|an|to have|to be|at least|strong),
        you will need (?:a|an|to have|to be|at least|strong), you must,
        you can (?:write|read|speak|explain|demonstrate|show|code|communicate),
        you are (?:able|comfortable|familiar|fluent|willing|used to|
        not afraid|someone|somebody|at home|good at|great at|at ease),
        you re (?:able|comfortable|familiar|fluent|willing|used to|
        not afraid|someone|somebody|good at|great at|at ease),
        (?:looking for|seeking|searching for|want|need|
        hiring) (?:[a-z0-9+]+ ){1,8}(?:who|that) (?:has|have|is|are|
        loves?|can|enjoys?|thrives?|knows?|brings?|understands?|
        cares?|likes?|takes?|gets?|believes?|wants?),
        (?:looking for|seeking|searching for) (?:someone|somebody|
        people|a person|candidates|individuals|colleagues) (?:who|with|that),
        (?:ideal|successful|right|suitable|perfect|
        strong) (?:candidates?|applicants?|persons?) (?:has|have|is|
        are|must|should|can|brings?|possess(?:es)?|will (?:have|
        possess|bring|be able)|would have), candidates? (?:must|should|will have|need),
        you(?: will| ll) have (?:a|an|at least|strong|solid|
        excellent|good|some|previous|proven|experience|worked|held|led),
        you(?: ll| will) (?:know|bring|need to be|need to have), you stay, you work well,
        you take pride""",
    "de": """
        du (?:hast|bringst|verfugst|sprichst|kennst|beherrschst|
        besitzt|uberzeugst|denkst|interessierst|begeisterst|
        solltest|musst|magst|liebst|behaltst|zeichnest|brauchst),
        (?:hast|bringst|verfugst|sprichst|besitzt|brauchst) du,
        sie (?:haben|bringen|verfugen|sprechen|kennen|beherrschen|
        besitzen|uberzeugen|denken|interessieren|begeistern|sollten|
        mussen|behalten|zeichnen|brauchen|konnen .{0,40} (?:nachweisen|vorweisen)),
        (?:haben|bringen|verfugen|besitzen) sie, bringst du,
        wir (?:suchen|wunschen uns) (?:jemanden|eine person|
        menschen|dich|sie) (?:der|die|mit|wenn),
        (?:du kannst|sie konnen) (?:gut|sicher|sehr gut),
        zu (?:deinen|ihren) starken (?:zahlen|gehoren), (?:deine|ihre) starken (?:sind|liegen)
        """,
    "fr": """
        (?:vous|tu) (?:avez|as|maitrisez|maitrises|disposez|
        disposes|possedez|possedes|justifiez|justifies|parlez|
        parles|connaissez|connais|savez|sais|faites preuve|
        fais preuve|aimez|aimes|appreciez|apprecies|
        etes (?:titulaire|diplome|capable|a l aise|reconnu|dote|
        issu|familier|familiere)|es (?:titulaire|diplome|capable|a l aise)|devez|dois),
        de formation, titulaire d, (?:nous|on) (?:recherchons|cherchons|recherche|
        cherche) (?:une personne|quelqu un|un profil|des personnes), avoir une experience,
        etre titulaire, disposer d""",
    "es": """
        tienes, cuentas con, sabes, hablas, dominas, posees, conoces, te gusta(?:n)?,
        te apasiona(?:n)?, disfrutas, (?:buscamos|necesitamos) (?:a alguien|alguien|una persona|
        a una persona|personas|profesionales) (?:que|con|
        interesad[oa]s?|apasionad[oa]s?|capa(?:z|ces)), (?:la persona|el candidato|la candidata|
        candidato a) (?:ideal )?(?:debera|debe|tendra|tiene|posee),
        (?:tener|contar con|disponer de) (?:experiencia|
        disponibilidad|carne|carnet|conocimientos|titulacion),
        (?:buscamos|necesitamos) un (?:perfil|candidato)""",
    "pt": """
        tens, voce (?:tem|possui|sabe|domina|gosta|conhece|fala), possuis, dominas, falas,
        sabes, gostas, conheces, (?:procuramos|buscamos|precisamos de) (?:alguem|uma pessoa|
        pessoas|profissiona(?:l|is)) (?:que|com|capa(?:z|zes)), (?:o candidato|a candidata|
        a pessoa) (?:ideal )?(?:deve(?:ra)?|tem|possui),
        (?:ter|possuir) (?:disponibilidade|experiencia|conhecimentos?|cnh|formacao|ensino),
        (?:procuramos|buscamos|precisamos de) (?:pessoas?|alguem|
        um perfil) (?:dinamic[oa]s?|motivad[oa]s?|organizad[oa]s?|
        responsave(?:l|is)|proativ[oa]s?)""",
}

# What comes before the words for a person's character, in a sentence: you are organised.
BEING: Final[Vocabulary] = {
    "en": """
        you are, you re, you should be, you ll be, you will be,
        (?:right|ideal|successful) (?:person|candidate|applicant) will be""",
    "de": "du bist, bist du, sie sind",
    "fr": "vous etes, tu es, etes vous, vous serez",
    "es": "eres, es usted, seas",
    "pt": "es um, es uma, voce e, sejas, seja",
}

# What a sentence says must be, or had better be.
DEMANDS: Final[Vocabulary] = {
    "en": """
        must (?:have|be able|hold|possess|speak|know|understand|
        be fluent|be proficient|be willing|be comfortable|
        be familiar|be a|be authori[sz]ed|be eligible|demonstrate),
        (?:is|are|be) (?:also |strictly |absolutely |highly |
        strongly |very |considered |seen as )?(?:required|essential|
        mandatory|necessary|needed|a must(?: have)?|must haves?|
        a prerequisite|a requirement|preferred|desirable|desired|
        a (?:big |huge |strong |definite )?plus|pluses|a bonus|
        an? (?:added )?(?:advantage|asset)|advantageous|beneficial|
        indispensable|nice to have|crucial|critical|helpful|
        very welcome|vital|highly valued|non negotiable),
        (?:at least|minimum(?: of)?) (?:[0-9]+|one|two|three|four|
        five|six|seven|eight|ten) years?, years (?:of )?(?:[a-z]+ ){0,3}experience,
        we (?:require|expect you|need you to have),
        ^(?:required|preferred|desirable|desired|essential|mandatory), we ask (?:for|that),
        (?:would|d) be (?:great|lovely|nice|ideal|good|wonderful|fantastic|helpful) if,
        what matters (?:is|to us)""",
    "de": """
        (?:ist|sind|ware|waren|wird|werden) (?:[a-z]+ ){0,2}(?:erforderlich|notwendig|
        wunschenswert|vorteilhaft|von (?:grossem )?vorteil|zwingend|
        pflicht|ein muss|ein plus|voraussetzung|vorausgesetzt|
        unabdingbar|unerlasslich|gern gesehen|hilfreich|wichtig), setzen wir voraus,
        setzen wir (?:[a-z]+ )?voraus, wird vorausgesetzt, werden vorausgesetzt,
        zwingend erforderlich, (?:erwarten|wunschen) wir, wir erwarten, wir wunschen uns,
        wir setzen, runden (?:[a-z]+ ){0,2}profil ab,
        mindestens (?:[0-9]+|ein|zwei|drei|vier|funf|sechs|sieben|acht|zehn) jahren?,
        voraussetzung(?:en)? (?:hierfur |dafur )?(?:ist|sind),
        (?:vorausgesetzt|erwartet) (?:wird|werden),
        ^(?:wunschenswert|erforderlich|notwendig|von vorteil),
        (?:wichtig|entscheidend|willkommen) (?:ist|sind) (?:uns)?,
        (?:ist|sind) (?:[a-z]+ ){0,2}(?:willkommen|gern gesehen|
        erwunscht|bedingung|gefragt|gefordert|unverzichtbar), wir verlangen, wir legen wert auf,
        (?:ist|sind|ware|waren) (?:[a-z]+ ){0,2}(?:schon|toll|super|ideal)""",
    "fr": """
        (?:est|sont|serait|seraient|sera|seront) (?:[a-z]+ ){0,2}(?:exigee?s?|requise?s?|
        indispensables?|obligatoires?|souhaitee?s?|appreciee?s?|
        necessaires?|imperati(?:f|ve)s?|un plus|un atout|
        un vrai plus|des atouts|demandee?s?|attendue?s?|
        primordiale?s?|valorisee?s?|essentiel(?:le)?s?|bienvenue?s?|souhaitables?),
        nous (?:attendons|exigeons|demandons), constituent? un (?:plus|atout),
        au moins (?:[0-9]+|un|deux|trois|quatre|cinq|dix) ans d experience,
        experience (?:[a-z]+ ){0,3}(?:exigee|requise|souhaitee|indispensable),
        ^(?:exigee?s?|souhaitee?s?|appreciee?s?), nous (?:apprecions|privilegions),
        est un (?:prerequis|must), priorite (?:aux|a)""",
    "es": """
        (?:es|son|sera|seran|seria|serian) (?:[a-z]+ ){0,2}(?:imprescindibles?|requerid[oa]s?|
        obligatori[oa]s?|necesari[oa]s?|deseables?|valorables?|
        indispensables?|un plus|un requisito|fundamental(?:es)?|esencial(?:es)?|clave),
        se (?:requieren?|requerira|exigen?|exigira|precisa|necesita), se valorar(?:a|an),
        se valoran?, valoramos, valoraremos, imprescindible,
        al menos (?:[0-9]+|un|dos|tres|cuatro|cinco|diez) anos de experiencia,
        ^(?:valorables?|deseables?|requeridos?|obligatorios?), pedimos, exigimos,
        tendran? preferencia, es una ventaja, con ganas de""",
    "pt": """
        (?:e|sao|sera|serao|seria) (?:[a-z]+ ){0,2}(?:imprescindive(?:l|is)|
        requerid[oa]s?|obrigatori[oa]s?|necessari[oa]s?|
        desejave(?:l|is)|indispensave(?:l|is)|um plus|um requisito|
        fundamenta(?:l|is)|essencia(?:l|is)|exigid[oa]s?|
        valorizad[oa]s?|uma mais valia|um diferencial), exige se, requer se, valoriza se,
        exigimos, imprescindivel, constitui(?:ra)? (?:uma )?(?:mais valia|vantagem|
        fator preferencial), (?:pelo menos|no minimo) (?:[0-9]+|um|dois|tres|quatro|
        cinco|dez) anos de experiencia, ^(?:desejave(?:l|is)|obrigatori[oa]s?|necessari[oa]s?),
        pedimos, procura se, tem vantagem, (?:damos|da se|tem) preferencia,
        (?:e|sao|sera) uma vantagem""",
}

# A line that ends with one of these asks for what stands before.
ENDINGS: Final[Vocabulary] = {
    "en": """
        (?<!as )(?<!if )(?<!when )(?<!where )(?<!not )required, preferred, desired, desirable,
        mandatory, essential, a must, must have, nice to have,
        a (?:big |huge |strong |definite )?plus, an? (?:added )?(?:advantage|asset), a bonus,
        advantageous, beneficial, (?<!as )(?<!if )(?<!when )(?<!where )necessary, prerequisite
        """,
    "de": """
        erforderlich, wunschenswert, von vorteil, vorteilhaft, notwendig, vorausgesetzt,
        zwingend, ein plus, ein muss""",
    "fr": """
        exigee?s?, requise?s?, indispensables?, obligatoires?, souhaitee?s?, appreciee?s?,
        un plus, un atout, souhaitables?, imperati(?:f|ve)""",
    "es": """
        imprescindibles?, valorables?, deseables?, obligatori[oa]s?, excluyente, un plus,
        valorad[oa]""",
    "pt": """
        obrigatori[oa]s?, desejave(?:l|is), imprescindive(?:l|is), indispensave(?:l|is),
        um diferencial, diferencial, um plus, uma mais valia""",
}

# What makes one line nice to have among others that are must-haves.
NICE: Final[Vocabulary] = {
    "en": """
        (?:is|are|be|as|considered) (?:also |highly |strongly |
        very |always )?(?:preferred|desirable|desired|a (?:big |
        huge |strong |definite |real )?plus|pluses|a bonus|
        an? (?:added |strong )?(?:advantage|asset)|advantageous|
        beneficial|nice to have|helpful|welcome|optional|great|ideal), nice to haves?,
        good to have, not (?:required|essential|mandatory|a must), preferred$, desired$,
        desirable$, a (?:big |huge |strong |definite |real )?plus$, a bonus$,
        an? (?:added )?(?:advantage|asset)$, advantageous$,
        ^(?:ideally|preferably|preferred|bonus|optional|optionally|desirable|desired|plus),
        even better if, d be (?:great|nice|a plus), highly preferred, strongly preferred,
        bonus points, beneficial$, extra points,
        (?:would|d) be (?:great|lovely|nice|ideal|good|wonderful|fantastic|helpful) if""",
    "de": """
        von (?:grossem )?vorteil, vorteilhaft, wunschenswert, ^idealerweise, ^im idealfall,
        ^optimalerweise, ^gerne?, ^bestenfalls, ein plus, nice to have, gern gesehen, kein muss,
        pluspunkte?, optional, ^von vorteil, ^wunschenswert, hilfreich, willkommen, erwunscht,
        (?:nicht|keine) (?:zwingend(?:e)? )?bedingung, nicht zwingend,
        (?:ware|waren) (?:[a-z]+ ){0,2}(?:schon|toll|super|ideal)""",
    "fr": """
        un (?:vrai |reel |gros )?plus, un atout, des atouts, appreciee?s?, souhaitee?s?,
        souhaitables?, ^idealement, bienvenue?s?, valorisee?s?, facultati(?:f|ve), nice to have,
        nous apprecions""",
    "es": """
        se valorar(?:a|an), se valoran?, valorables?, deseables?, un plus, ^idealmente,
        valoramos, valoraremos, valorad[oa]s?,
        no (?:es )?(?:imprescindible|excluyente|obligatorio), opcional, nice to have,
        tendran? preferencia, es una ventaja""",
    "pt": """
        desejave(?:l|is), um plus, diferencia(?:l|is), mais valia, valoriza se, valorizamos,
        valorizad[oa]s?, ^idealmente, ^preferencialmente, preferencia(?:l|is), opciona(?:l|is),
        nao (?:e )?(?:obrigatori[oa]|imprescindivel), ^de preferencia, tem vantagem,
        (?:damos|da se|tem) preferencia, (?:e|sao|sera) uma vantagem""",
}
