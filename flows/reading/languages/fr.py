"""Le français tel qu’on l’écrit."""

from flows.reading.lexicon import (
    ChoiceWords,
    IntentWords,
    Lexicon,
    MoneyWords,
    NumberWords,
    PeopleWords,
    TimeWords,
    YesNoWords,
)

# ---------------------------------------------------------------- numbers

NUMBER = NumberWords(
    units={
        0: "zéro",
        1: "un, une",
        2: "deux",
        3: "trois",
        4: "quatre",
        5: "cinq",
        6: "six",
        7: "sept",
        8: "huit",
        9: "neuf",
        10: "dix",
        11: "onze",
        12: "douze",
        13: "treize",
        14: "quatorze",
        15: "quinze",
        16: "seize",
    },
    tens={
        20: "vingt, vingts",
        30: "trente",
        40: "quarante",
        50: "cinquante",
        60: "soixante",
        70: "septante",
        80: "huitante, octante",
        90: "nonante",
    },
    hundreds="cent, cents",
    scales={
        1e3: "mille, milles, mil, millier, milliers",
        1e6: "million, millions",
        1e9: "milliard, milliards",
    },
    shorts={1e3: "k", 1e6: "m, mio, mios", 1e9: "md, mds, mrd, mrds"},
    alone="cent, mille, million",
    heaps={
        2: "paire",
        3: "quelques, qq, qques, qqs",
        8: "huitaine",
        10: "dizaine",
        12: "douzaine",
        15: "quinzaine",
        20: "vingtaine",
        30: "trentaine",
        40: "quarantaine",
        50: "cinquantaine",
        60: "soixantaine",
        100: "centaine",
        1000: "millier, milliers",
    },
    articles="un, une",
    halves="demi, demie",
    quarters="quart, quarts",
    of="de, d",
    point="virgule",
    join_ten="et",
    between="entre",
    fourscore=True,
    glued=True,
    ordinals={
        1: "premier, première, 1er, 1re, 1ere",
        2: "deuxième, second, seconde, 2e, 2eme",
        3: "troisième, 3e, 3eme",
        4: "quatrième, 4e, 4eme",
        5: "cinquième",
        6: "sixième",
        7: "septième",
        8: "huitième",
        9: "neuvième",
        10: "dixième",
    },
    nothing="zéro, aucun, aucune, personne, que dalle, nada",
    corrections=r"non|pardon|plutot|disons|ou plutot|enfin(?: non)?|euh|je veux dire|oups|rectification|en fait"
    r"|finalement|je corrige|correction",
    denials=r"pas|et non(?: pas)?|mais pas|non pas|plutot qu(?:e |')|au lieu d(?:e |')|et pas|n'est pas|jamais"
    r"|(?<!plus )(?<!moins )que",
    misspelt={"mille": "mile", "vingt": "vint", "huit": "huti"},
    kept="certaine, certaines, certain, milieu, mineure, trentenaire, cinquantenaire, sixieme, domaine, centaure",
)

# ---------------------------------------------------------------- money

MONEY = MoneyWords(
    currencies={
        "EUR": "euro, euros, eur, eu, balles, boules, e",
        "USD": "dollar, dollars, dollars américains, dollars us",
        "CAD": "dollars canadiens, dollar canadien, piasses, piastres",
        "GBP": "livre, livres, livres sterling",
        "CHF": "franc, francs, francs suisses, fr., fr",
        "XOF": "fcfa, cfa, francs cfa, franc cfa, f cfa",
        "MAD": "dirham, dirhams, dh, dhs",
        "TND": "dinars tunisiens, dt",
        "DZD": "dinars, dinars algériens, da",
        "INR": "roupie, roupies",
        "JPY": "yen, yens",
        "CNY": "yuan, yuans",
        "PLN": "zloty, zlotys",
        "BRL": "reais, réals",
    },
    of=r"d'|de |d |en ",
    periods={
        "month": "mois",
        "year": "an, année",
        "week": "semaine, sem",
        "day": "jour, j",
        "hour": "heure, h",
        "seat": "utilisateur, utilisatrice, siège, poste, licence, personne, tête, salarié, collaborateur, employé, "
        "user",
    },
    per=r"par|chaque|tous les|toutes les|le|la|l'|au|a l'|a la|/",
    adverbs={
        "month": r"mensuel\w*|mensualite\w*|/mois",
        "year": r"annuel\w*|a l'annee",
        "week": r"hebdo\w*",
        "day": r"journalier\w*|tjm",
        "hour": r"horaire|de l'heure",
    },
    counted="mois, jour, jours, semaine, semaines, an, ans, année, années, heure, heures, h, j, minutes, trimestre, "
    "trimestres, semestre, semestres, personne, personnes, pers, salarié, salariés, employé, employés, collaborateurs, "
    "collaborateur, utilisateur, utilisateurs, poste, postes, licence, licences, siège, sièges, site, sites, page, "
    "pages, "
    "lot, lots, session, sessions, fois, bureau, bureaux, magasin, magasins, agence, agences, équipe, équipes, "
    "associés, "
    "clients, client, commerciaux, véhicules, machines, produits, lignes, pour cent, pourcent, pourcents, m2, km, "
    "points, étapes, phases, tranches, versions, langues, pays, leads, prospects, semaine, rue, avenue, "
    "boulevard, chiffres, projets, devis, devs, développeurs, freelances, stagiaires, formations, participants",
    not_amounts=r"n°|numero|num\.?|n'|version|article|rue|le|code postal|cp|lot|phase|etape|horizon|exercice",
    least=r"au moins|minimum|mini|min|a partir d[e'u]|(?<!pas )(?<!non )plus d[e'u]|\+ de|depuis|des|superieure?s? a"
    r"|au[- ]dessus d[e'u]|au[- ]dela d[e'u]|plancher|au bas mot",
    least_after=r"minimum|mini|min\b|au moins|au minimum|et plus|ou plus|ou davantage|et au[- ]dela|voire plus|plancher"
    r"|au bas mot|minimum syndical",
    most=r"jusqu'?a|jusqu'en|au plus|maximum|maxi|max|(?<!pas )moins d[e'u]|- de|plafon\w*(?: a| de)?|inferieure?s? a"
    r"|limite"
    r"|en[- ]dessous d[e'u]|dans la limite d[e'u]|ne (?:\w+ ){0,2}depass\w+(?: pas)?|sous(?: la barre d[e']| les)?",
    most_after=r"maximum|maxi|max\b|au plus|au maximum|au grand maximum|grand max\w*|tout au plus|plafond|ou moins"
    r"|et pas (?:un \w+ de )?plus|pas (?:un \w+ de )?plus|a tout casser|dernier carat|et c'est tout",
    no_more=r"pas (?:aller |monter )?au[- ]dess?us d[e'u]|pas (?:\w+ ){0,3}depass\w+|pas plus d[e'u]|pas (?:de "
    r"|au[- ]?)?(?:de)?pass\w+|pas depasser|pas monter au[- ]d\w+ d[e'u]"
    r"|pas au[- ]del\w d[e'u]"
    r"|pas aller au[- ]d\w+ d[e'u]|pas exceder|sans depasser|rien au[- ]d\w+ d[e'u]|non plus d[e'u]|jamais plus d[e'u]"
    r"|pas plus haut qu[e']|pas mettre plus (?:d[e'u]|qu[e'])|pas plus qu[e']",
    no_less=r"pas moins d[e'u]|pas en[- ]dessous d[e'u]|pas inferieure?s? a|pas descendre (?:en[- ]dessous d[e'u]|sous)"
    r"|jamais moins d[e'u]|rien en[- ]dessous d[e'u]",
    rough=r"environ|env|a peu pres|autour|aux alentours|alentours|approximativement|approx\w*|grosso modo|a la louche"
    r"|en gros"
    r"|plus ou moins|dans les|vers les|vers|quelque chose comme|quelque part|de l'ordre|ordre d[e']|je dirais|on dirait"
    r"|on va dire|disons|a vue de nez|dans ces eaux|a priori|genre|presque|pas loin d[e']|pres d[e']|quasi\w*|ca"
    r"|une somme de",
    rough_after=r"environ|a peu pres|plus ou moins|approximativement|approx\w*|grosso modo|a la louche|en gros"
    r"|a vue de nez"
    r"|a quelque chose pres|dans ces eaux[- ]la|on va dire|quoi\b|par la|a la grosse",
    none=r"(?:pas|aucun|aucune|sans|zero|point|ni|plus)(?: vraiment| du tout)?(?: de | d'| )(?:budget|argent|moyens?"
    r"|enveloppe|fonds"
    r"|thunes?|sous|tresorerie|financement)\b"
    r"|(?:pas|plus) (?:un|une|1) (?:centime|euro|sou|rond|kopeck|radis|copeck|balle|penny|franc|cent)\b|pas de sous"
    r"|pas les moyens"
    r"|budget (?:nul|zero|inexistant|de zero|a zero)"
    r"|budget ?[:=] ?(?:zero|0|neant|aucun|rien)|rien (?:du tout|n'est prevu|a depenser|de prevu|n'a ete (?:prevu"
    r"|alloue)|d'alloue|n'est alloue)"
    r"|gratuit\w*$|^gratuit\w*|fauche\w*|n'avons rien|n'a rien (?:prevu|de prevu)|n'ai rien",
    nothing="rien, zéro, nada, que dalle, aucun, néant, gratuit, rien du tout, pas un rond, zero euro, nul, pas un, "
    "on a rien, on n'a rien, j'ai rien, je n'ai rien, rien pour l'instant, rien cette année, rien pour le moment, 0",
    undecided=r"(?:encore )?(?:precis\w*|defini\w*|fixe\w*|arrete\w*|valide\w*|determine\w*|decide\w*|chiffre\w*"
    r"|etabli\w*|alloue\w* encore"
    r"|en tete|particulier|connu\w*|encore|pour l'instant defini|exact\w*|vote\w*|limite|maximum)",
    names=r"budgets?|enveloppe",
    tax=r"ht|ttc|h\.t\.?|hors taxes?|net|brut|hors tva|toutes taxes comprises",
    total=r"au total|en tout|total|globale?(?:ment)?|tout compris|all inclusive|soit|ce qui fait|somme",
    lots=r"lots?|fois|x|tranches?|paiements?|versements?|mensualites?|phases?|sites?",
    figures="chiffres",
    parts={"low": "petits, petit, bas", "mid": "moyens", "high": "gros, beaux"},
    kept="heureux, heures, lives, vivres, france, levres, libres, seuls",
)

# ---------------------------------------------------------------- time

TIME = TimeWords(
    months=(
        "janvier, janv, jan",
        "février, févr, fév, fevr",
        "mars",
        "avril, avr",
        "mai",
        "juin",
        "juillet, juil, juill",
        "août, aout",
        "septembre, sept",
        "octobre, oct",
        "novembre, nov",
        "décembre, déc, dec",
    ),
    doubtful="sept, juil, dec, jan, avr, oct, nov, été",
    cues=r"a|et|ou|en|avant|apres|d'ici|le|de|des|mois de|pour|vers|courant|fin|debut|mi|du|au|entre|depuis|\d|jusqu'en"
    r"|jusqu'a",
    season_cues=r"l'|cet|d'|en|avant|apres|pour|mi|fin|debut|courant|vers|cet\s",
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    units={
        "hour": "heure, heures, h",
        "day": "jour, jours, jr, jrs, j",
        "week": "semaine, semaines, sem, huitaine",
        "fortnight": "quinzaine, quinzaines",
        "month": "mois",
        "quarter": "trimestre, trimestres, trim",
        "half": "semestre, semestres, moitié",
        "year": "an, ans, année, années, année fiscale, exercice",
    },
    parts={
        "early": "début, debuts, tout début, commencement",
        "mid": "mi, milieu, mi-",
        "late": "fin, toute fin, fin de, fins",
    },
    of=r"de l'|de la|du mois de|du mois d'|du|des|de|d'",
    articles="le, la, les, l', cette, ce, cet",
    quarter_letters="t",
    half_letters="s",
    week_letters="s, semaine, sem, semaine n°, semaine numéro",
    last="dernier, dernière",
    this="ce, cet, cette",
    this_after=r"-ci|ci|en cours|courante?|actuelle?",
    next="prochain, prochaine",
    next_after="prochain, prochaine, prochains, prochaines, suivant, suivante, qui vient, qui arrive, à venir, proch, "
    "pro",
    second_next=r"apres le prochain|apres la prochaine",
    second_next_after="d'après, en huit, suivante encore",
    coming=r"(?:dans |d'ici |au cours des |sous |durant |pendant |sur )?(?:les |quelques "
    r"|ces )?(?:tout(?:es)? )?(?:prochain|prochaine|quelque)s",
    coming_after=r"qui viennent|a venir|qui suivent|prochain(?:e)?s|qui arrivent",
    year_next=r"l'an prochain|l'annee prochaine|l'annee suivante|l'annee d'apres|annee prochaine|an prochain"
    r"|l'an qui vient"
    r"|l'annee qui vient|n\+1",
    year_this=r"cette annee|de cette annee|de l'annee en cours|de l'annee|annee en cours",
    year_cues=r"en|pour|courant|avant|d'ici|annee|fin|debut|mi|pas avant|a partir de|apres|des|sur|horizon|l'exercice"
    r"|exercice"
    r"|depuis|entre|et|a|ou|jusqu'en|de|du|d'",
    seasons={
        "03-20..06-20": "printemps",
        "06-21..09-22": "été",
        "09-23..12-20": "automne",
        "12-21..03-19": "hiver",
    },
    feasts={
        "12-25": r"noel",
        "12-31": r"(?:la )?saint[- ]sylvestre|reveillon",
        "01-01": r"(?:le )?jour de l'an|nouvel an|le 1er de l'an|nouvelle annee",
        "easter": r"paques",
        "easter+39": r"l'ascension|ascension",
        "easter+49": r"(?:la )?pentecote",
        "05-01": r"fete du travail",
        "07-14": r"14[- ]juillet|fete nationale",
        "08-15": r"assomption",
        "11-01": r"(?:la )?toussaint",
        "11-11": r"armistice",
        "11-4-5": r"black[- ]friday",
        "02-14": r"saint[- ]valentin",
        "09-01..09-30": r"(?:la )?rentree(?: scolaire| de septembre| des classes)?",
        "07-01..08-31": r"(?:les )?(?:grandes vacances|"
        r"vacances d'ete|vacances scolaires|vacances estivales|conges d'ete|vacances(?! (?:de|d')\b)|vacs"
        r"|periode estivale)",
        "12-20..01-02": r"(?:les )?(?:fetes de fin d'annee|fetes|vacances de noel|conges de noel)",
        "easter-9..easter+14": r"vacances de paques|vacances de printemps",
        "10-20..11-02": r"vacances de la toussaint|vacances d'automne",
    },
    near={
        0: r"aujourd'?hui|ce jour|ce soir|auj\b|cet apres-midi|ce matin|dans la journee",
        1: r"demain(?: matin| soir| apres-midi)?|dmain|2main",
        2: r"apres[- ]demain",
    },
    weekend=r"weekend|week[- ]end|(?:le|ce) we",
    now=r"maintenant|aujourd'hui|tout de suite",
    in_=r"dans|en|a l'horizon de|a horizon|horizon|au bout de",
    within=r"dans les|d'ici(?: a)?|sous|dans moins d[e']|en moins d[e']|dans un delai d[e']|d'ici moins d[e']"
    r"|moins d[e']|au maximum|maximum|max"
    r"|avant|au plus tard dans|endeans|au cours des|durant les|d'ici les|dans maximum|dans max|pas plus d[e']"
    r"|sous un delai d[e']",
    within_the=r"dans|d'ici|sous|courant|avant la fin de|au cours de|durant",
    about=r"environ|a peu pres|grosso modo|plus ou moins|disons|approximativement|genre|peut-etre|bien|encore|les|la"
    r"|le|approx|quelque chose comme|au moins",
    more_than=r"pas avant(?: au moins)?|dans plus d[e']|plus d[e']|au moins|dans au moins|au minimum|minimum"
    r"|pas avant encore|pas d'ici|apres|au-dela d[e']"
    r"|au plus tot dans|dans minimum|dans au minimum|pas avant minimum",
    between_counts=r"-|a|ou|/|et",
    after_count=r"prochaine?s|petite?s?|bonne?s?|gros(?:se)?s?|d'|de|bons|premiere?s|toutes?",
    halves=r"et demie?|et quelques",
    from_now=r"d'ici|a partir d'aujourd'hui|a compter d'aujourd'hui|a partir de maintenant|environ|max\w*|au plus"
    r"|au plus tard",
    lengths=r"sur|pendant|durant|pour|engagement d[e']|duree d[e']|contrat d[e']|depuis|il y a|depuis plus d[e']"
    r"|toutes? les|tous les",
    per=r"par|chaque|a l'|au|l'|/",
    week_of=r"(?:la )?semaine du|(?:la )?semaine d[eu](?: lundi)?|sem(?:aine)? du",
    the_day=r"le|au|du",
    day_suffix=r"er|e",
    fiscal_end=r"(?:fin|cloture) (?:d'|de |de l'|du |de l')?(?:exercice(?: fiscal| comptable)?|annee fiscale"
    r"|exercice)|cloture (?:annuelle|comptable|des comptes)",
    links=r"-|a|au|et|ou|jusqu'a|jusqu'au|jusqu'en|/|voire|eventuellement|peut-etre|peut-etre meme|ou bien"
    r"|et/ou|a la|a mi"
    r"|puis|&|->|→",
    opens=r"de|du|entre|a partir de|depuis|quelque part entre|des",
    fillers=r"(?:le|la|notre|l') ?[a-z]{3,14}(?: [a-z]{3,14})? (?:du|de|des|d'|en)|le|la|les|l'|en|au|du|de|mois de"
    r"|mois d'|debut|l'|a"
    r"|dans|vers|cet|ce|cette|notre|nos|mon|la fin"
    r"|la periode de|tout|la fete de|les fetes de"
    r"|minimum|au moins|environ|vers",
    not_before=r"pas (?:du tout |possible |envisageable |prevu )?avant|pas d'ici|jamais avant|rien avant|au plus tot"
    r"|pas plus tot qu[e']|ni avant"
    r"|pas (?:vraiment |de \w+ )?avant",
    before=r"avant|en amont d[e']|prealablement a|a la veille d[e'u]",
    by=r"d'ici(?: a| la| au)?|au plus tard(?: pour)?|jusqu'a|jusqu'au|jusqu'en|pas plus tard qu[e']|pas apres"
    r"|date limite|deadline|echeance"
    r"|pas au-dela d[e'u]|maximum|max|dernier delai",
    after=r"apres|passe|au-dela d[e'u]|au retour d[e'u]s?|une fois passee?s?|suite a",
    from_=r"a partir d[eu']|a compter d[eu']|des|depuis|au plus tot|commencer a partir d[eu']",
    denials=r"pas|non|et non|mais pas|plutot qu(?:e |')|au lieu d(?:e |')|surtout pas|et pas|sauf|hors|n'est pas|ni",
    latest_after=r"au plus tard|max(?:imum)?|maxi|dernier delai|au maximum|grand max\w*|dead ?line|limite"
    r"|tout au plus|au plus|ou avant|voire avant",
    earliest_after=r"au plus tot|minimum|au minimum|et apres|ou apres|ou plus tard|et au-dela|mini|voire plus|ou plus"
    r"|et plus|au mieux",
    corrections=r"non|pardon|ou plutot|plutot|en fait|finalement|oups|je veux dire|rectification|disons plutot",
    soon=r"asap|a\.s\.a\.p|des que (?:possible|poss|vous (?:pouvez|voulez|etes prets?)|tu peux|on peut"
    r"|c'est possible)|(?:au|le) plus (?:vite|tot|rapidement)(?! dans)"
    r"|le plus tot sera le mieux|aussi (?:vite|tot|rapidement) que possible|im+ediat\w*|tout de suite"
    r"|d[eu]s maintenant|sur le champ|sur-le-champ|sans (?:attendre|delai|tarder)"
    r"|urgent\w*|urgence|urgt|(?:c'est|cest|c) pour hier|pour (?:avant[- ])?hier|^hier|(?:commencer|demarrer|fait"
    r"|livre|termine) hier|illico|maintenant|de suite|le + tot possible|dans les plus brefs delais|plus brefs delais"
    r"|on est (?:tres |hyper )?press[e]+s?|(?:tres|hyper|super|trop) press\w+|c'est press\w+|je suis press\w+"
    r"|je suis presse|a la minute|dare-dare|fissa|au plus press\w+",
    soonish=r"rapidement|rapide|vite|bientot|prochainement|tres prochainement|sous peu|incessamment|au plus court"
    r"|dans l'immediat|a court terme|court terme",
    no_hurry=r"pas (?:\w+ ){0,2}(?:presse\w*|urgent\w*|d'urgence|le feu|de hate)|(?:rien|aucune|nulle|sans) (?:d'|ne "
    r"|n')?(?:urgen\w*|presse\w*|hate)|rien ne presse"
    r"|(?<!dans )(?<!d'ici )un jour(?! ou (?:deux|2))|un de ces (?:jours|quatre|4)|juste (?:un coup d'oeil|curieux"
    r"|curieuse|regarder|me renseigner|par curiosite|pour voir)"
    r"|(?:je|on) (?:me |se )?(?:renseigne|regarde)|jamais|pas (?:de|d') (?:date|echeance|delai|deadline|calendrier"
    r"|planning)|pas d'(?:echeance|urgence)|sans (?:echeance|date|delai)|quand (?:ce sera possible|on aura le temps"
    r"|on pourra|l'occasion|vous (?:voulez|voudrez|pouvez)|j'aurai le temps|bon (?:vous|nous) semble"
    r"|ca se presentera)|a l'occasion|un de ces quatre|(?:on a|nous avons|j'ai) (?:tout )?(?:le|notre|mon) temps"
    r"|n'importe quand|peu importe(?: quand)?|pas (?:tout de suite|maintenant|dans l'immediat|pour (?:tout de suite"
    r"|maintenant))|plus tard|on verra(?: bien)?(?: plus tard)?|aux calendes|a long terme"
    r"|aucun(?:e)? (?:date|echeance|delai|deadline|date limite|calendrier|impatience|contrainte de (?:temps|date))"
    r"|pas a (?:un|quelques) (?:jours?|mois|semaines?) pres|tranquille(?:ment)?|pas de rush|aucun rush"
    r"|veille(?: techno\w*)?",
    no_date_yet=r"pas (?:encore )?(?:de |la |eu de |une )?(?:date|calendrier|planning|echeance|delai"
    r"|deadline)(?: \w+){0,2} (?:precis\w*|fixe\w*|encore|definie?s?|arretee?s?|connue?s?|decidee?s?|en tete"
    r"|pour l'instant|pour le moment)"
    r"|pas encore (?:de |d')(?:date|echeance|calendrier|planning|delai)|date (?:a definir|inconnue|pas encore)"
    r"|a definir|pas encore (?:fixe|defini|decide|arrete)\w*|on verra (?:avec|selon|en fonction)|ca depend\w*"
    r"|reste a (?:definir|fixer)",
    misspelt={
        "juin": "jiun, juinn",
        "sept": "setp, spet",
        "août": "aou, aoutt, aot",
        "avril": "avirl, avrl, avrill, arvil",
        "mois": "mios, moiss, moois",
        "demain": "2main, deamin, demian",
        "noel": "noelle",
        "juillet": "juilet, juiller, jullet",
    },
    mended="demain, printemps, automne, vacances, rentrée, toussaint, pentecôte, maintenant, prochain, prochaine",
    kept="semaines, domaine, domain, demains, ouvrier, janviers, automate, automated, lundis, mercredis, vendredis, "
    "dimanches, autonome, "
    "automotive, automatise, premier, premiere, seminaire, semantique, trimestriel, annees",
)

# ---------------------------------------------------------------- yes and no

YES_NO = YesNoWords()

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords()

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords()

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords()

LEXICON = Lexicon("fr", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
