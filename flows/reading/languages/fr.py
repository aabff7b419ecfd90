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
    least_after=r"(?:ne |n')?(?:suffi\w+|est) pas (?:assez|suffisant)?|minimum|mini|min\b|au moins|au minimum|et plus|ou plus|ou davantage|et au[- ]dela|voire plus|plancher"
    r"|au bas mot|minimum syndical",
    most=r"monter (?:jusqu'?a|a)|aller (?:jusqu'?a|a)|jusqu'?a|jusqu'en|au plus|maximum|maxi|max|(?<!pas )moins d[e'u]|- de|plafon\w*(?: a| de)?|inferieure?s? a"
    r"|limite"
    r"|en[- ]dessous d[e'u]|dans la limite d[e'u]|ne (?:\w+ ){0,2}depass\w+(?: pas)?|sous(?: la barre d[e']| les)?",
    most_after=r"(?:est|c'est|serait|fait|ce serait) (?:bien |beaucoup )?trop(?: cher)?|maximum|maxi|max\b|au plus|au maximum|au grand maximum|grand max\w*|tout au plus|plafond|ou moins"
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
        # "rentre" is the verb, but for a slip right after such words
        "09-01..09-30": r"(?:(?<=\ba )|(?<=\bpour )|(?<=\bapres )|(?<=\bavant )|(?<=\bici ))la rentre\b|(?:la )?rentree(?: scolaire| de septembre| des classes)?",
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
    no_date_yet=r"(?:pas|aucune?) (?:encore )?(?:de |la |eu de |une )?(?:date|calendrier|planning|echeance|delai"
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
    "rentre, rentrer, rentrez, automotive, automatise, premier, premiere, seminaire, semantique, trimestriel, annees",
)

# ---------------------------------------------------------------- yes and no

YES_NO = YesNoWords(
    labels=("Oui", "Non"),
    yes=(
        "oui, ouais, ouaip, ui, oiu, ouii, wi, oe, oui oui, mais oui, ben oui, bah oui, mais oui bien sûr, "
        "oui bien sûr, oui volontiers",
        "oui avec plaisir, bien sûr, bien sur que oui, bien entendu, évidemment, absolument, tout à fait, exactement",
        "certainement, volontiers, avec plaisir, avec grand plaisir, avec joie, d'accord, je suis d'accord, dac, "
        "dacc, "
        "daccord, d'acc",
        "ça marche, ça me va, ça me convient, ça me convient parfaitement, ça roule, entendu, c'est entendu, parfait",
        "c'est parfait, nickel, super, génial, top, très bien, très volontiers, pourquoi pas, allez-y, vas-y, allons-y",
        "allez, go, je veux bien, je le veux, j'accepte, j'autorise, je consens, j'approuve, je valide, je confirme",
        "oui merci, ok pour moi, ok ça marche, c'est bon, c'est bon pour moi, bon pour moi, c'est ok, pas de problème",
        "pas de souci, pas de soucis, aucun problème, aucun souci, sans problème, sans souci, y a pas de souci",
        "il n'y a pas de souci, il n'y a pas de problème, y a pas de problème, pas d'objection, aucune objection",
        "je n'ai rien contre, rien contre, je n'y vois pas d'inconvénient, je n'y vois aucun inconvénient, "
        "pas d'inconvénient, aucun inconvénient, ça ne me dérange pas, ça me dérange pas, je ne dis pas non, "
        "je dis pas non, je dirais pas non, je ne dirais pas non, c'est pas de refus, ce n'est pas de refus",
        "sans aucun doute, aucun doute, pas de doute, sans hésiter, sans hésitation, si, mais si, affirmatif, positif",
        "o, yep, oui je suis d'accord, oui j'accepte, je suis partant, je suis partante, partant, partante, carrément",
        "grave, à fond, clairement, et comment, un peu oui, plutôt deux fois qu'une, oui s'il vous plaît, oui allez-y",
        "oui tout à fait, oui absolument, oui pourquoi pas, ça m'intéresse, oui ça m'intéresse, je suis intéressé",
        "je suis intéressée, intéressé, intéressée, c'est le cas, c'est exact, exact, exactement ça, vrai, c'est vrai",
        "c'est ça, oui c'est ça, on en a un, on en a une, on en a, nous en avons, nous en avons un, nous en avons une",
        "j'en ai un, j'en ai une, j'en ai, on en utilise un, on en a déjà un, nous en avons déjà un, "
        "bien évidemment, "
        "yes, ça me dit bien, je signe, faites donc, je vous en prie, avec grand intérêt",
    ),
    no=(
        "non, nan, nn, nope, nop, noon, mais non, ben non, bah non, non non, non merci, merci non, non pas du tout",
        "pas du tout, surtout pas, non désolé, non désolée, certainement pas, absolument pas, bien sûr que non",
        "hors de question, c'est hors de question, pas question, jamais, jamais de la vie, aucunement, nullement",
        "que nenni, je refuse, je décline, je n'accepte pas, je ne préfère pas, je préfère pas, je préfère que non",
        "je préfère ne pas, j'aime autant pas, je préfèrerais pas, j'aimerais autant pas, je ne suis pas d'accord",
        "je suis pas d'accord, pas d'accord, je ne veux pas, je veux pas, je ne souhaite pas, je souhaite pas",
        "non je ne veux pas, pas maintenant, pas encore, pas pour l'instant, pas pour le moment, pas tout de suite",
        "pas aujourd'hui, pas vraiment, pas intéressé, pas intéressée, je ne suis pas intéressé, "
        "je ne suis pas intéressée, je suis pas intéressé, ça ne m'intéresse pas, ça m'intéresse pas, "
        "ça ne me dit rien, ça me dit rien, sans façon, sans façons, sans moi, négatif",
        "très peu pour moi, non mais non, pas besoin, je n'en ai pas besoin, pas la peine, ce n'est pas la peine",
        "c'est pas la peine, inutile, ce n'est pas nécessaire, pas nécessaire, on n'en a pas, on en a pas",
        "nous n'en avons pas, je n'en ai pas, j'en ai pas, on n'en a aucun, nous n'en avons aucun, on n'en utilise pas",
        "aucun, aucune, rien du tout, ce n'est pas le cas, c'est pas le cas, pas chez nous, faux, c'est faux",
        "ça va aller merci, ça ira, ça ira merci, non ça ira, non ça va, laissez tomber, bof non, plus maintenant, "
        "on n'en a plus, je passe",
    ),
    neither=("je ne sais pas, je sais pas, j'sais pas, aucune idée, pas de réponse, je ne comprends pas, pas non",),
    maybe=(
        "peut-être, peut être bien, peut-être bien, ptet, ptetre, p'têt, p'tet ben, peut-être que oui",
        "peut-être que non, peut-être un jour, peut-être plus tard, plus tard peut-être, oui et non, non et oui",
        "on verra, on verra bien, on verra plus tard, nous verrons, je verrai, à voir, c'est à voir, reste à voir",
        "faut voir, il faut voir, éventuellement, éventuellement oui, oui éventuellement, oui peut-être, ça dépend",
        "cela dépend, tout dépend, ça dépend de quoi, ça dépend des jours, c'est possible, possible, possiblement",
        "pas impossible, ce n'est pas impossible, c'est pas impossible, pas forcément, pas nécessairement, mouais, bof",
        "pas sûr, pas sûre, je ne suis pas sûr, je ne suis pas sûre, je suis pas sûr, pas certain, pas certaine",
        "je ne suis pas certain, je ne suis pas certaine, ni oui ni non, j'hésite, on hésite, nous hésitons",
        "je réfléchis, je vais réfléchir, à réfléchir, laissez-moi réfléchir, je dois y réfléchir, on y réfléchit",
        "je ne sais pas encore, je sais pas encore, on ne sait pas encore, selon, c'est selon, 50 50, moitié moitié, "
        "cinquante cinquante, si besoin, si nécessaire, en fonction, à la rigueur, pourquoi pas à voir, "
        "plus ou moins, je ne dis ni oui ni non",
    ),
    leaning_yes=(
        "plutôt oui, je pense que oui, je crois que oui, je pense, je crois, je crois bien, je pense bien, "
        "il me semble",
        "il me semble que oui, sans doute, sûrement, probablement, probablement oui, sûrement oui, j'imagine, "
        "j'imagine que oui, je suppose, je suppose que oui, en principe, en principe oui, a priori oui, a priori",
        "normalement oui, normalement, j'espère, j'espère bien, plutôt, disons oui",
    ),
    leaning_no=(
        "plutôt non, plutôt pas, je pense pas, je ne pense pas, je crois pas, je ne crois pas, je crois que non",
        "je pense que non, probablement pas, sûrement pas, sans doute pas, a priori non, a priori pas, en principe non",
        "j'en doute, normalement non, je doute, pas spécialement, pas trop, pas tellement, pas des masses, bof bof",
    ),
    begins_yes=(
        "nous utilisons, on utilise, j'utilise, on travaille avec, nous travaillons avec, on se sert de, "
        "on bosse avec, "
        "on tourne sur, nous sommes sur, nous en avons, on en a, j'en ai, nous avons un, nous avons une, "
        "nous avons déjà",
        "on a, nous avons, j'ai, on a un, on a une, on a déjà, j'ai un, j'ai une, j'ai déjà, déjà, "
        "actuellement oui, je veux bien, appelez-moi",
        "rappelez-moi, contactez-moi, vous pouvez m'appeler, vous pouvez me contacter, vous pouvez me rappeler, "
        "je souhaite être, j'aimerais être, je voudrais être, j'aimerais bien, ce serait, ça serait",
    ),
    begins_no=(
        "on n'a, on n'utilise, on utilise pas, on utilise rien, on a pas, on a aucun, on n'en, on en a pas, "
        "nous n'avons",
        "nous n'utilisons, nous n'en, je n'ai, j'ai pas, j'ai aucun, je n'en, j'en ai pas, je n'utilise, "
        "j'utilise pas, je ne souhaite, je ne veux, je veux pas, je ne tiens pas, je ne désire, pas de, "
        "pas encore, pas pour, aucun, aucune, nous avons aucun, nous avons pas, ne m'appelez, ne me contactez, "
        "je préfère ne pas, je préfère pas, inutile de, pas besoin, je n'ai pas besoin, merci mais non",
    ),
    unless=(
        "excel, tableur, papier, à la main, carnet, prestataire, quelqu'un, agence, problème, souci, question, "
        "plus, pas, rien, besoin, aucun",
    ),
    only_alone=(
        "o, si, super, parfait, exactement, grave, jamais, très bien, top, go, allez, plutôt, normalement, vrai, "
        "faux, "
        "aucun, aucune, possible, selon, si besoin, exact, nickel, génial, je pense, je crois, je suppose, "
        "j'imagine, "
        "j'espère, inutile, clairement, je passe, positif, négatif, partant, partante, je signe, je doute, "
        "je valide, "
        "je confirme, inutile, en fonction, oe, wi, intéressé, intéressée, pas besoin, pas encore",
    ),
    courtesy=(
        "pour moi, pour nous, de mon côté, de notre côté, merci, merci beaucoup, merci bien, merci d'avance, "
        "s'il vous plaît, s'il te plaît, svp, stp",
    ),
    openers=("bah, ben, bon, alors, euh, heu, hum, eh bien, et bien, oh, ah, bonjour, écoutez, franchement, là, moi",),
    but=("mais",),
)

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords(
    articles=("le, la, les, l, un, une, des, du, de, d, ce, cette",),
    around=(
        "plutôt, surtout, je pense, je dirais, je crois, c'est, ce serait, celle, celui, ceux, celles, option, choix",
        "je prends, je choisis, je veux, je voudrais, on veut, on voudrait, on prend, va pour, disons, pour, bah, "
        "ben, "
        "nous cherchons, on cherche, je cherche, il me faut, j'aimerais, on aimerait, nous voulons, par, via, "
        "sur, dans, "
        "nous sommes dans, on est dans, je travaille dans, je suis dans, mon secteur, secteur, nous sommes, on est, "
        "en, à, au, aux, avec, uniquement, seulement, juste, j'opte, nous, on, moi, alors, euh, bonjour, oui, faire, "
        "créer, refaire, lancer, vendre, formule, offre, projet, plan",
    ),
    after=("svp, s'il vous plaît, stp, merci, surtout, principalement, uniquement, seulement, je pense, plutôt",),
    place=("option, numéro, n, num, no, nr, choix, réponse, la réponse, position, case, bouton",),
    suffixes=("er, ère, eme, ème, ième, e, re, nd, nde",),
    one=("option, choix, réponse, proposition, de la liste, formule",),
    last=("dernier, dernière, tout en bas, la toute dernière, le tout dernier, celui du bas, celle du bas",),
    before_last=("avant-dernier, avant-dernière, avant dernier, l'avant dernière, pénultième",),
    middle=("du milieu, au milieu, milieu, celui du centre, du centre, intermédiaire, médian, médiane",),
    firsts=("premiers, premières",),
    lasts=("derniers, dernières",),
    every=(
        "tous, toutes, tout, tous les deux, toutes les deux, les deux, tous ceux-là, un peu de tout, tout ça, "
        "tout cela, "
        "tous ceux-ci, toutes celles-ci, tous les trois, tous les quatre, toutes les options, toutes ces options, "
        "l'ensemble, la totalité, l'intégralité, tout ce qui est proposé, la liste complète, tous les canaux, "
        "tout à la fois, tout le monde",
    ),
    both=("les deux, tous les deux, toutes les deux, l'un et l'autre, les deux mon capitaine",),
    negations=("pas, sauf, sans, ni, non, aucun, aucune, jamais, hormis, excepté, hors, exclu, exclus, exceptée",),
    excepted=("à part, à l'exception de, à l'exception du, mis à part, plutôt que, au lieu de, en dehors de",),
    none=(
        "aucun, aucune, rien, aucun des trois, aucune des trois, aucun des quatre, aucune des quatre, "
        "aucun des deux, aucune des deux, aucun de ceux-là, aucune de ces réponses, aucun de ces "
        "choix, aucune de ces options, aucune de celles-ci, rien de tout ça, rien de tout cela, rien de ça, "
        "rien du tout",
        "ni l'un ni l'autre, ni l'une ni l'autre, pas un seul, aucune proposition, aucun ne convient, "
        "aucune ne convient, "
        "aucun de ces, aucune réponse, rien de la liste, rien ne correspond, aucun ne correspond, "
        "aucune ne correspond, "
        "aucun d'entre eux, rien dans la liste, pas dans la liste",
    ),
    other=(
        "autre, autres, autre chose, un autre, une autre, quelque chose d'autre, quelqu'un d'autre, "
        "autre chose encore, "
        "divers, autre secteur, autre projet, un autre projet, autre besoin, autre type, pas dans la liste, "
        "complètement autre chose, tout autre chose, c'est autre chose, un truc différent, "
        "quelque chose de différent",
    ),
    joining=("et, puis, plus, ainsi que, ou",),
    but=("mais",),
    to=("à, a, et",),
    above=("plus de, au-delà de, supérieur à, plus que, au-dessus de, au moins, minimum",),
    below=("moins de, jusqu'à, en dessous de, moins que, inférieur à, à peine, maximum, pas plus de, presque",),
    or_more=("et plus, ou plus, et au-delà, minimum, au moins",),
    or_less=("et moins, ou moins, maximum, max",),
    numbers={
        "zéro": 0,
        "un": 1,
        "une": 1,
        "deux": 2,
        "trois": 3,
        "quatre": 4,
        "cinq": 5,
        "six": 6,
        "sept": 7,
        "huit": 8,
        "neuf": 9,
        "dix": 10,
        "onze": 11,
        "douze": 12,
        "treize": 13,
        "quatorze": 14,
        "quinze": 15,
        "seize": 16,
        "vingt": 20,
        "vingts": 20,
        "trente": 30,
        "quarante": 40,
        "cinquante": 50,
        "soixante": 60,
        "septante": 70,
        "huitante": 80,
        "octante": 80,
        "nonante": 90,
        "cent": 100,
        "cents": 100,
        "mille": 1000,
        "milliers": 1000,
        "dizaine": 10,
        "dizaines": 10,
        "douzaine": 12,
        "douzaines": 12,
        "quinzaine": 15,
        "vingtaine": 20,
        "trentaine": 30,
        "quarantaine": 40,
        "cinquantaine": 50,
        "soixantaine": 60,
        "centaine": 100,
        "centaines": 100,
        "millier": 1000,
    },
    counts={
        1: (
            "juste moi, moi seul, moi seule, moi tout seul, moi toute seule, que moi, rien que moi, seulement moi, "
            "uniquement moi, tout seul, toute seule, je suis seul, je suis seule, je suis tout seul, seul, seule, "
            "je suis toute seule, moi-même, il n'y a que moi, y a que moi, solo, en solo, je travaille seul, "
            "je travaille seule, je bosse seul, je bosse seule, indépendant, indépendante, freelance, "
            "auto-entrepreneur, "
            "je suis indépendant, je suis indépendante, je suis freelance, personne d'autre que moi, moi, "
            "moi uniquement, "
            "micro-entreprise, je suis à mon compte, aucun salarié, pas de salarié, sans salarié, zéro salarié",
        ),
        2: (
            "moi et mon associé, moi et mon associée, mon associé et moi, mon associée et moi, ma femme et moi, "
            "mon mari et moi, nous deux, tous les deux, on est deux, un couple, en couple, moi et ma femme, "
            "moi et mon mari, on bosse à deux, on travaille à deux",
        ),
    },
    alike={
        "website": (
            "site, site web, site internet, site vitrine, vitrine, site institutionnel, page web, refonte de site, "
            "landing page, sites web, site wordpress",
        ),
        "online-shop": (
            "boutique en ligne, e-commerce, ecommerce, e commerce, webshop, web shop, e-shop, eshop, site marchand, "
            "site e-commerce, site ecommerce, vente en ligne, vendre en ligne, magasin en ligne, shopify, "
            "prestashop, woocommerce, boutique internet, boutique web, site pour vendre, "
            "site pour vendre en ligne, site avec paiement, vendre sur internet, site de vente, "
            "site de vente en ligne, vendre mes produits en ligne, vendre nos produits en ligne, catalogue en ligne, "
            "vente sur internet, commerce en ligne, boutique shopify",
        ),
        "app": (
            "appli, applis, application, applications, app, application mobile, appli mobile, app mobile, ios, "
            "android, "
            "iphone, smartphone, application iphone",
        ),
        "phone": (
            "téléphone, tél, tel, téléphonique, appel, appels, coup de fil, par tel, au téléphone, phoning, cold call",
        ),
        "email": (
            "e-mail, email, courriel, mail, mails, mél, emails, e-mails, mailing, newsletter, emailing, e-mailing, "
            "adresse mail",
        ),
        "social": (
            "réseaux sociaux, réseau social, réseaux, linkedin, facebook, instagram, insta, twitter, tiktok, "
            "youtube, "
            "fb, médias sociaux, les réseaux",
        ),
        "fairs": (
            "salons, salon, foires, foire, événements, événement, évènements, salons professionnels, expo, "
            "expositions, "
            "congrès, salon professionnel, évènementiel",
        ),
        "search": ("google, moteur de recherche, recherche google, référencement, seo, internet",),
        "word-of-mouth": ("bouche à oreille, recommandation, par un ami, un ami, une connaissance, un collègue",),
        "advertising": ("publicité, pub, annonce, annonces, pubs, google ads, affichage",),
        "health": (
            "santé, hôpital, hôpitaux, médical, médecine, médecin, clinique, pharmacie, infirmier, soins, dentiste, "
            "dentaire, paramédical, ehpad, kiné, cabinet médical, pharma, médico-social",
        ),
        "industry": (
            "industrie, industriel, industrielle, usine, usines, fabrication, manufacture, production, métallurgie, "
            "mécanique, plasturgie, agroalimentaire, fabricant, chimie, aéronautique, automobile, manufacturier",
        ),
        "education": (
            "éducation, école, écoles, enseignement, formation, formations, université, lycée, collège, crèche, "
            "prof, professeur, enseignant, scolaire, centre de formation, organisme de formation, e-learning",
        ),
        "retail": (
            "e-commerce, ecommerce, boutique en ligne, vente en ligne, "
            "commerce, commerces, magasin, magasins, vente au détail, détaillant, grande distribution, distribution, "
            "boutique, boutiques, commerçant, négoce, supermarché, boulangerie, épicerie, retail, "
            "commerce de détail, "
            "fleuriste, prêt-à-porter",
        ),
        "services": (
            "services, service, conseil, consulting, prestations, prestataire, consultant, consultante, "
            "cabinet de conseil, "
            "prestation de services, tertiaire, agence, nettoyage, services à la personne",
        ),
        "basic-plan": (
            "basique, essentiel, essentielle, starter, de base, base, découverte, démarrage, la moins chère, "
            "le moins cher, petite formule, la plus petite, entrée de gamme, minimum, gratuit, gratuite, free",
        ),
        "pro-plan": ("pro, professionnel, professionnelle, business, standard, intermédiaire",),
        "enterprise-plan": (
            "entreprise, enterprise, premium, grand compte, sur mesure, la plus chère, le plus cher, "
            "la plus complète, "
            "le plus complet, haut de gamme, illimité, corporate, grande entreprise, la totale",
        ),
        "billing": ("facturation, facture, factures, devis, facturer, encaissement",),
        "crm": (
            "crm, gestion clients, gestion de la relation client, relation client, suivi commercial, prospection, "
            "suivi des prospects",
        ),
        "accounting": ("comptabilité, compta, comptable, comptables, finance, finances, gestion financière",),
        "hr": ("rh, ressources humaines, recrutement, paie, paye, congés, personnel, recruter",),
        "logistics": ("logistique, stock, stocks, entrepôt, livraison, livraisons, supply chain, expédition",),
        "legal": ("juridique, droit, avocat, avocats, notaire, légal, cabinet d'avocats, huissier, contrats",),
        "real-estate": ("immobilier, immo, agence immobilière, promoteur, location immobilière, syndic",),
        "construction": (
            "btp, bâtiment, construction, travaux, chantier, chantiers, maçonnerie, plomberie, électricien, artisan, "
            "rénovation, maçon, plombier, menuiserie, couvreur, architecte",
        ),
        "banking": ("banque, banques, bancaire, fintech, crédit",),
        "insurance": ("assurance, assurances, assureur, mutuelle, courtage, courtier",),
        "transport": ("transport, transports, transporteur, camion, camions, taxi, fret, routier, vtc",),
        "tourism": (
            "tourisme, touristique, voyage, voyages, hôtel, hôtels, hôtellerie, camping, agence de voyage, gîte",
        ),
        "catering": (
            "restauration, restaurant, restaurants, resto, bar, café, traiteur, brasserie, horeca, food truck, "
            "pizzeria, snack",
        ),
        "farming": ("agriculture, agricole, ferme, agriculteur, élevage, viticulture, maraîcher, vignoble",),
        "it": (
            "informatique, logiciel, logiciels, numérique, tech, saas, software, développement, cybersécurité, esn",
        ),
        "marketing": ("marketing, communication, com, publicitaire, branding, agence de com",),
        "public": (
            "public, secteur public, administration, mairie, collectivité, commune, état, ministère, collectivités",
        ),
        "nonprofit": ("association, associatif, ong, asbl, fondation, à but non lucratif, bénévole",),
        "training": ("formation, coaching, accompagnement, coach",),
        "support": ("support, assistance, sav, service après-vente, service client, dépannage, maintenance",),
        "video-call": ("visio, visioconférence, zoom, teams, meet, google meet, vidéo, appel vidéo",),
        "on-site": ("sur place, en personne, en présentiel, présentiel, en face à face, dans vos locaux, chez nous",),
        "sms": ("sms, texto, textos, whatsapp, message",),
        "morning": ("matin, matinée, en matinée, le matin",),
        "afternoon": ("après-midi, aprem, aprèm, l'après-midi",),
        "evening": ("soir, soirée, en soirée, fin de journée",),
    },
)

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords(
    at=("arobase, arobas, arrobase, arobaze, a commercial, at, chez",),
    dot=("point, pt, dot",),
    dash=("tiret, tiret du six, trait d'union, tiret haut, moins",),
    underscore=("tiret du bas, tiret bas, underscore, souligné, tiret du 8, tiret du huit, sous-tiret",),
    plus=("plus",),
    before_address=(
        "est, c'est, mail, email, e-mail, courriel, adresse, sur, à, a, c, moi, perso, pro, voici, alors, oui, "
        "ok, bonjour, "
        "écrire, écrivez, contacter, joindre, et, ou, mel, électronique, suivante, :",
    ),
    streets=("rue, avenue, av., boulevard, bd, chaussée, chemin, quai, impasse, allée, ruelle",),
    never_local=("suis, est, vu, rendez-vous, travaille, bosse, c'est, toujours, nous, chez",),
    digits={
        "zéro": 0,
        "zero": 0,
        "un": 1,
        "une": 1,
        "deux": 2,
        "trois": 3,
        "quatre": 4,
        "cinq": 5,
        "six": 6,
        "sept": 7,
        "huit": 8,
        "neuf": 9,
        "dix": 10,
        "onze": 11,
        "douze": 12,
        "treize": 13,
        "quatorze": 14,
        "quinze": 15,
        "seize": 16,
        "vingt": 20,
        "vingts": 20,
        "trente": 30,
        "quarante": 40,
        "cinquante": 50,
        "soixante": 60,
        "septante": 70,
        "huitante": 80,
        "octante": 80,
        "nonante": 90,
        "cent": 100,
    },
    times={"double": 2, "triple": 3},
    extension=("poste, ext, extension, interne, poste interne, postes",),
    extension_shown="poste",
    greetings=(
        "bonjour, bonsoir, salut, coucou, hello, hey, oui, alors, bjr, slt, ok, enchanté, enchantée, bon, euh, "
        "voilà, voici, tout à fait, bien sûr, volontiers, d'accord",
    ),
    courtesy=(
        "merci, merci beaucoup, merci bien, merci d'avance, enchanté, enchantée, svp, stp, s'il vous plaît, "
        "s'il te plaît, et vous, "
        "et toi, ravi, ravie, ravi de vous rencontrer, cordialement, bien à vous, bonne journée, au plaisir",
    ),
    titles=("monsieur, madame, mademoiselle, mme, mlle, m., mr, mm.",),
    shortened=("dr, st, ste, jr, sr, pr, prof, me, mgr, mr, mme, mlle, m",),
    titles_alone=("monsieur, madame, mademoiselle, docteur, maître",),
    after_name=("jr, sr, junior, fils, père, ii, iii, iv, phd, md, mba",),
    particles=("de, d, du, des, la, le, l, les, von, van, der, den, ter, di, da, del, dos, al, el, ben, bin, et, y",),
    name_leads=("je suis, c'est, moi c'est, moi, c'est, moi je suis, ici, là c'est, moi",),
    sure_name_leads=(
        "je m'appelle, jm'appelle, j m'appelle, je mappelle, m'appelle, je me nomme, je me prénomme, mon nom est, "
        "mon nom c'est, mon nom complet est, mon prénom est, "
        "mon prénom c'est, appelez-moi, appeler moi, appelle-moi, vous pouvez m'appeler, on m'appelle, "
        "tout le monde m'appelle, "
        "nom et prénom :, nom complet :, nom :, prénom :, mon petit nom c'est, mon blase c'est, signé",
    ),
    name_tails=("à l'appareil, au téléphone, au bout du fil, au micro, ici présent, pour vous servir, ici",),
    given=("mon prénom, prénom, prénoms",),
    family=("mon nom de famille, nom de famille, mon nom, nom",),
    goes_on=(
        "et mon, et ma, et mes, et je, et j', et c'est, mon mail, mon email, mon tel, mon téléphone, mon numéro, "
        "mon adresse, "
        "mais, mais appelez-moi, dg de, dg chez, je, j', nous, on, ma, tel, tél, mail, email, e-mail, téléphone, "
        "portable, "
        "de la société, de l'entreprise, de la boîte, de chez, chez, qui, pour la société, travaillant, âgé, "
        "et la société, la société, "
        "société, entreprise, et notre, notre, et nous, c'est mon, joignable, basé, basée",
    ),
    never_in_a_name=(
        "je, tu, vous, nous, on, ne, pas, mon, ma, mes, votre, vos, veux, préfère, préférerais, peux, voulez, "
        "pourquoi, anonyme, rester, "
        "cette, ça, cela, dire, donner, regarde, question, besoin, nom, prénom, est, suis, ai, avez, mail, "
        "adresse, numéro, "
        "souhaite, secret, confidentiel, plus, tard, rien, personne, avec, pour, dans",
    ),
    no_introduction=(
        "plus, quand, si, sous, dans, en, sur, au, à, chez, le, la, les, un, une, des, du, bientôt, maintenant, "
        "vite, dès, après, avant, svp, vers, ce, cette, "
        "aujourd'hui, demain, lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, matin, "
        "intéressé, intéressée, très, vraiment, trop, assez, urgent, content, contente, prêt, prête, toujours, "
        "encore, juste, aussi, actuellement, nouveau, nouvelle, sûr, sûre, basé, basée, disponible, "
        "consultant, consultante, commercial, commerciale, marketing, indépendant, indépendante, freelance, "
        "étudiant, étudiante, retraité, retraitée, associé, associée, salarié, salariée, chef, cheffe, responsable, "
        "belge, français, française, suisse, canadien, canadienne, européen, européenne, microsoft, google, excel",
    ),
    states=(
        "pressé, pressée, occupé, occupée, fatigué, fatiguée, intéressé, intéressée, perdu, perdue, désolé, désolée, prêt, "
        "prête, là, ici, content, contente, ravi, ravie, curieux, curieuse, comptable, consultant, consultante, développeur, "
        "développeuse, étudiant, étudiante, indépendant, indépendante, salarié, salariée, retraité, retraitée, commercial, "
        "commerciale, assistant, assistante, secrétaire, artisan, avocat, avocate, médecin, infirmier, infirmière, "
        "enseignant, enseignante, responsable, chef de projet, entrepreneur, entrepreneuse, client, cliente, nouveau, nouvelle, "
        "sûr, sûre, pas sûr, en vacances, au travail, en réunion, au bureau, sur mobile",
    ),
    no_name=("anonyme, personne, aucun, aucune, rien, test, sans nom, pas de nom, x, inconnu, inconnue, peu importe",),
    company_leads=(
        "nous sommes, c'est, on est, on s'appelle, nous, moi c'est, je suis de, je suis à, je suis à la, chez, "
        "la société, l'entreprise, "
        "société, entreprise, la boîte, une boîte qui s'appelle, l'association, pour, le cabinet, groupe :, oui, "
        "l'agence",
    ),
    sure_company_leads=(
        "de chez, je travaille chez, je travaille pour, je travaille à, je travaille à la, je bosse chez, je bosse pour, "
        "je bosse à, je suis chez, je suis de chez, "
        "je représente, nous représentons, ça s'appelle, nous travaillons chez, on s'appelle, nous nous appelons, "
        "mon entreprise s'appelle, mon entreprise est, mon entreprise c'est, mon entreprise :, "
        "notre entreprise s'appelle, "
        "notre entreprise est, notre entreprise c'est, l'entreprise s'appelle, l'entreprise c'est, "
        "l'entreprise est, l'entreprise :, "
        "ma société s'appelle, ma société est, ma société c'est, ma société :, ma société, mon entreprise, "
        "ma boîte, notre société, notre entreprise, notre société s'appelle, notre société est, "
        "notre société c'est, la société s'appelle, la société c'est, la société est, la société :, société :, "
        "entreprise :, "
        "ma boîte s'appelle, ma boîte c'est, ma boîte est, la boîte s'appelle, la boîte c'est, "
        "notre boîte s'appelle, "
        "notre association s'appelle, mon association s'appelle, l'association s'appelle, notre structure s'appelle, "
        "la structure s'appelle, le nom est, le nom c'est, le nom de la société est, le nom de ma société est, "
        "le nom de l'entreprise est, nom de la société :, "
        "nom de l'entreprise :, raison sociale :, je dirige, je gère, je suis gérant de, je suis gérante de, "
        "employé chez, employée chez, "
        "salarié chez, salariée chez, dans la société, au nom de, pour le compte de, mon agence s'appelle, "
        "mon cabinet s'appelle, j'ai une boîte qui s'appelle, j'ai une société qui s'appelle, c'est la société",
    ),
    company_tails=(
        "en tant que, comme, basé à, basée à, basés à, basées à, basé en, basée en, basée au, située, situé, qui, une pme, "
        "une startup, une petite, un petit, une grande, une entreprise, une société, une agence, une tpe, "
        "un cabinet, "
        "dans le, spécialisé, spécialisée, nous, on, je, j', où, dont, mais, créée, fondée, leader, fabricant de",
    ),
    called=("qui s'appelle, appelé, appelée, nommé, nommée, du nom de, qui se nomme",),
    places=("à, en, au, aux, dans, près de, sur, rue",),
    determiners=("seul, seule, le, la, l', un, une, aussi, juste, moi-même, le seul, la seule, à la fois",),
    legal_forms=("sa, sas, sarl, sasu, eurl, sprl, srl, scop, snc, sci, scs, asbl, bv, nv, gmbh, ag, & cie, et fils",),
    no_company=(
        "à mon compte, freelance, free-lance, en freelance, indépendant, indépendante, travailleur indépendant, "
        "travailleuse indépendante, "
        "auto-entrepreneur, auto-entrepreneuse, autoentrepreneur, autoentrepreneuse, auto entrepreneur, "
        "micro-entrepreneur, micro-entrepreneuse, "
        "microentrepreneur, entrepreneur individuel, pas de société, pas d'entreprise, pas de boîte, "
        "pas d'employeur, aucune société, "
        "aucune entreprise, aucune, aucun, sans société, sans entreprise, sans emploi, sans employeur, "
        "je n'ai pas de société, je n'ai pas d'entreprise, "
        "je n'ai pas de boîte, j'ai pas de société, j'ai pas d'entreprise, j'ai pas de boîte, je n'en ai pas, "
        "j'en ai pas, on n'a pas de société, nous n'avons pas de société, "
        "je n'ai aucune société, je n'ai aucune entreprise, je n'ai pas encore de société, pas encore de société, "
        "particulier, particulière, un particulier, simple particulier, étudiant, étudiante, "
        "lycéen, lycéenne, retraité, retraitée, à la retraite, au chômage, chômeur, chômeuse, demandeur d'emploi, "
        "demandeuse d'emploi, en recherche d'emploi, entre deux emplois, "
        "entre deux jobs, je ne travaille pas, je travaille pas, sans activité, à titre personnel, à titre privé, "
        "pour moi, c'est pour moi, "
        "personnel, privé, néant, rien, nom propre, en nom propre, je travaille seul, je travaille seule, "
        "pour mon propre compte, à mon propre compte, "
        "en solo, solopreneur, profession libérale, en libéral, je n'ai pas d'employeur, sans profession, "
        "mère au foyer, père au foyer, "
        "en reconversion, société pas encore créée, pas encore créée, la société n'existe pas encore, moi-même, "
        "juste moi, non aucune",
    ),
    no_company_around=(
        "en ce moment, je suis, je, suis, un, une, en, actuellement, seulement, simple, juste, pour l'instant, "
        "pour le moment, encore, donc, alors, non, "
        "oui, c'est, ben, ah, désolé, désolée, moi, comme, et, travaille, bosse, en tant que, tant que, que, "
        "bonjour, toujours, mais, merci, maintenant, dans le, depuis",
    ),
    of=("de, du, de la, d', chez, des, pour, à la, à, au sein de",),
    deciders=(
        "dg, pdg, ceo, directeur général, directrice générale, directeur, directrice, gérant, gérante, patron, "
        "patronne, président, présidente, "
        "fondateur, fondatrice, co-fondateur, co-fondatrice, cofondateur, cofondatrice, propriétaire, dirigeant, "
        "dirigeante, décideur, décideuse, seul décideur, seule décideuse, décisionnaire, "
        "chef d'entreprise, cheffe d'entreprise, le boss, boss, associé unique, associée unique, "
        "responsable des achats, maître d'ouvrage, entrepreneur, entrepreneuse, "
        "indépendant, indépendante, freelance, auto-entrepreneur, à mon compte, mon propre patron, "
        "ma propre patronne, chef, cheffe, artisan, artisane",
    ),
    owners=(
        "gérant, gérante, fondateur, fondatrice, propriétaire, dirigeant, dirigeante, chef d'entreprise, "
        "cheffe d'entreprise, décideur, décideuse, "
        "décisionnaire, indépendant, indépendante, freelance, auto-entrepreneur, entrepreneur, entrepreneuse, "
        "patronne, artisan, seul maître à bord, seul décideur, seule décideuse, associé unique",
    ),
    helpers=(
        "assistant, assistante, stagiaire, secrétaire, alternant, alternante, apprenti, apprentie, employé, "
        "employée, salarié, salariée, "
        "chargé de, chargée de, chef de projet, cheffe de projet, consultant, consultante, commercial, "
        "commerciale, comptable, intermédiaire, technicien, technicienne",
    ),
    above=(
        "patron, patronne, boss, chef, cheffe, manager, manageuse, dg, pdg, ceo, cfo, cto, coo, cmo, daf, dsi, "
        "drh, dga, directeur, directrice, direction, "
        "gérant, gérante, président, présidente, comité, codir, comex, conseil d'administration, conseil, ca, "
        "hiérarchie, supérieur, supérieure, supérieurs, "
        "siège, responsable, management, maire, client, clients, n+1, n+2, n 1, maison mère, maison-mère, "
        "actionnaire, actionnaires, "
        "investisseurs, propriétaire, propriétaires, père, mère, papa, maman, parents, fondateur, fondatrice, "
        "dirigeant, dirigeante, "
        "achats, service achats, services achats, acheteur, acheteuse, bureau, élus, ag, assemblée, employeur, "
        "groupe, rh, comptable, chefs, patrons, tutelle, mairie, dir, directeurs, compta, banquier",
    ),
    partners=(
        "associé, associée, associés, associées, partenaire, partenaires, cofondateur, cofondatrice, "
        "co-fondateur, co-fondatrice, cofondateurs, femme, mari, "
        "épouse, époux, conjoint, conjointe, compagnon, compagne, collègue, collègues, équipe, frère, soeur, "
        "fils, fille, famille, cousin, ami, "
        "copain, copine, coassocié, co-associé, binôme, confrère, autres, moitié, gendre, beau-frère",
    ),
    possessives=(
        "mon, ma, mes, notre, nos, le, la, les, l, un, une, des, du, au, aux, son, sa, leur, ce, cette, tous, "
        "toute, petit, petite, propre, autre",
    ),
    i_am=("je suis, moi, chuis, j'suis, moi je suis, étant, en tant que, je suis moi-même, c'est moi",),
    unsure=(
        "sais pas, sait pas, pas sûr, pas sûre, aucune idée, savoir qui, ignore, pas certain, pas certaine, "
        "ça dépend, cela dépend, tout dépend, pas encore défini, "
        "reste à définir, à définir, à voir, pas encore décidé, j'hésite, sais plus, bonne question",
    ),
    self_said=(
        "je décide, je tranche, je choisis, je signe, je valide, j'arbitre, je dirige, je commande, je pilote, "
        "c'est moi, moi seul, moi seule, moi-même, moi même, "
        "moi tout seul, moi toute seule, tout seul, toute seule, seul décideur, seule décideuse, décide seul, "
        "décide seule, seul à décider, seule à décider, ma décision, mon choix, j'ai le dernier mot, "
        "le dernier mot me revient, la décision me revient, ça dépend de moi, ne dépend que de moi, que de moi, "
        "carte blanche, je fais ce que je veux, "
        "les pleins pouvoirs, tous les pouvoirs, le pouvoir de décision, je suis aux commandes, aux manettes, "
        "bibi, votre serviteur, "
        "personne d'autre, à moi de décider, à moi de choisir, à moi de voir, entre mes mains, mon propre patron, "
        "ma propre patronne, je gère tout, je m'occupe de tout, j'en décide, je suis libre, "
        "je paie, je paye, mon argent, ma boîte, ma société, mon entreprise, je prends la décision, "
        "je prends les décisions, je prends seul, je prendrai la décision, décision m'appartient, me revient, "
        "je fais tout, à mon compte, moi uniquement, "
        "uniquement moi, que moi, juste moi, seulement moi, pas besoin de validation, pas besoin d'accord, "
        "sans validation, en solo, maître à bord, je suis autonome, en autonomie, décisionnaire, "
        "j'ai le budget, je gère le budget, je détiens le budget, c'est mon budget",
    ),
    shared_said=(
        "ensemble, à deux, à trois, à quatre, à plusieurs, à deux têtes, collégial, collégiale, collégialement, "
        "de manière collégiale, collectif, collective, collectivement, "
        "consensus, nous décidons, on décide, on choisit, on tranche, nous choisissons, nous tranchons, "
        "nous deux, nous trois, nous tous, "
        "on est deux, on est trois, on est plusieurs, nous sommes deux, nous sommes trois, nous sommes plusieurs, "
        "on est quatre, nous sommes quatre, et moi, moi et, en équipe, en famille, en couple, "
        "en comité, on vote, nous votons, à l'unanimité, à la majorité, pas seulement moi, pas que moi, "
        "pas uniquement moi, pas tout seul, pas toute seule, pas seul, pas seule, "
        "pas moi seul, pas moi seule, mon mot à dire, voix au chapitre, co-décision, codécision, "
        "décision partagée, conjointement, d'un commun accord, de concert, toute l'équipe, "
        "moi ou, moi puis, moi avec, entre nous, entre associés, les associés, un groupe, tous ensemble, chacun, "
        "en binôme, en interne à plusieurs, plusieurs personnes, plusieurs, l'équipe, je participe à la décision, "
        "50 50",
    ),
    other_said=(
        "quelqu'un d'autre, une autre personne, quelqu'un au-dessus, au-dessus de moi, plus haut, ils décident, "
        "elles décident, il décide, elle décide, "
        "c'est lui, c'est elle, c'est eux, lui seul, elle dispose, il dispose, elle tranche, il tranche, "
        "elle valide, il valide, elle signe, il signe, faire valider, "
        "validation du, validation de, validation par, valider par, accord du, accord de, feu vert du, "
        "feu vert de, signature du, approbation, je propose, je recommande, je conseille, "
        "je ne fais que, je me renseigne pour, je prépare, je transmets, pour quelqu'un, un tiers, "
        "d'autres personnes, des autres, d'autres, pas de mon ressort, ça remonte, passe par, "
        "ça se décide plus haut, dépend de, "
        "je prescris, j'exécute, appel d'offres, les grands chefs, la haut, là-haut",
    ),
    not_alone=(
        "pas seulement moi, pas que moi, pas uniquement moi, pas tout seul, pas toute seule, "
        "pas seul, pas seule, pas moi seul, pas moi seule",
    ),
    nobody_else=(
        "ne dépend que de moi, que de moi, personne d'autre, que moi, pas besoin de validation, "
        "pas besoin d'accord, sans validation",
    ),
    me=("moi, bibi",),
    joints=("de, du, des, d', la, le, l', et, et la, les",),
    denied=(
        "pas moi, je décide pas, je ne décide pas, je ne décide de rien, je décide de rien, je ne tranche pas, "
        "je ne signe pas, je ne choisis pas, "
        "pas ma décision, pas mon choix, dépend pas de moi, ne dépend pas que de moi, pas à moi, pas le décideur, "
        "pas la décideuse, pas décideur, pas décideuse, pas décisionnaire, "
        "pas le patron, pas le chef, pas mon rôle, pas mon ressort, pas de mon ressort, jamais moi, "
        "sûrement pas moi, ce n'est pas moi, aucun pouvoir, pas le pouvoir, pas le dernier mot, pas mon budget, "
        "pas habilité, pas habilitée",
    ),
    with_=("avec",),
    without=("pas, sans, ni, sauf",),
    consult=(
        "en parler à, en parler avec, en parle à, en parle avec, discuter avec, discute avec, consulter, "
        "consulte, demander à, demande à, demander, vérifier avec, voir avec, vois avec, voir ça avec, "
        "avis de, avis du, l'aval de, l'aval du, aval de, l'accord de, accord de, l'accord du, accord du, "
        "soumettre à, convaincre, en discuter avec, en référer à, rendre compte à, faire valider par, "
        "faire valider",
    ),
    decides=(
        "validé, validée, approuvé, approuvée, décide, décident, décidons, décider, décision, décisions, "
        "décideur, décideuse, décisionnaire, tranche, tranchent, valide, valident, valider, validation, signe, "
        "signent, signer, "
        "choisit, dernier mot, dernier mot, accord, feu vert, budget, décidera, tranchera, validera, signera",
    ),
)

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords(
    phrases={
        "back": "retour, revenir, reviens, revenez, revenir en arrière, retour en arrière, retourner en arrière, "
        "en arrière, reculer, remonter, précédent, précédente, avant, question précédente, la question précédente, "
        "étape précédente, la précédente, question d'avant, la question d'avant, celle d'avant, page précédente, "
        "retour à la question précédente, retour svp, attends reviens, revenons en arrière, revenons, retourne",
        "greet": "bonjour, bonsoir, salut, coucou, bonjour à tous, bonjour madame, bonjour monsieur, re bonjour, rebonjour, "
        "bonjour bonjour, bien le bonjour, enchanté, enchantée, salut à vous",
        "skip": "passer, passe, passez, je passe, on passe, passons, sauter, saute, sautez, sautons, suivant, "
        "suivante, "
        "question suivante, la suivante, la question suivante, passer à la suite, passons à la suite, "
        "je passe mon tour, "
        "passer mon tour, joker, ignorer, sans réponse, pas de réponse, je saute, on saute, next, la suite, "
        "passer à autre chose, passons à autre chose, une autre question, autre question, je zappe, on zappe, "
        "zapper, zappe, "
        "pas cette question, je passe celle-là, je passe celle-ci, passe celle-là, continuer sans répondre, "
        "continuons sans, on avance, avançons, j'y reviendrai, j'y reviens plus tard, je répondrai plus tard, "
        "on verra ça plus tard, plus tard, facultatif, je passe à la suivante, pass",
        "why": "pourquoi, pourquoi ça, pourquoi cette question, pourquoi cela, à quoi ça sert, ça sert à quoi, "
        "dans quel but, pour quoi faire, c'est pour quoi faire, pour quelle raison, pourquoi cette demande, "
        "pourquoi demander ça, en quoi ça vous intéresse, qu'est-ce que ça peut vous faire",
        "human": "humain, un humain, un vrai humain, une vraie personne, une personne réelle, conseiller, "
        "conseillère, un "
        "conseiller, une conseillère, un commercial, une commerciale, opérateur, un opérateur, un agent, "
        "un être humain, "
        "service client, le service client, le service commercial, quelqu'un, quelqu'un de réel, vrai humain, "
        "une personne, je veux un humain, un interlocuteur, interlocuteur, support, assistance, vous avez un humain",
        "stop": "stop, stopper, stoppe, stoppez, arrêter, arrête, arrêtez, arrêtons, j'arrête, j'arrête là, "
        "on arrête, "
        "on arrête là, on arrête tout, arrêter là, arrêtons là, arrêtez là, arrête tout, arrêter la conversation, "
        "arrêter cette conversation, tout arrêter, "
        "arrêtez tout, quitter, terminer, terminer la conversation, fin, fin de la conversation, fin de la discussion, fin du chat, fin de l'échange, fini, c'est fini, "
        "annuler, "
        "annule, annulez, annulez tout, annule tout, tout annuler, abandonner, j'abandonne, laisse tomber, "
        "laissez tomber, au revoir, ciao, "
        "adieu, "
        "à plus, bye, bye bye, bonne journée au revoir, à la prochaine, me désabonner, désabonnez-moi, stop merci, "
        "stop stop, "
        "ça suffit, assez, laissez-moi tranquille, foutez-moi la paix, fichez-moi la paix, je m'en vais, "
        "je dois y aller, "
        "je dois filer, je vous laisse, je te laisse, je dois partir, je quitte, "
        "ne m'écrivez plus, ne me contactez plus, plus intéressé, plus intéressée, je ne suis plus intéressé, "
        "je ne suis plus intéressée, ça ne m'intéresse plus, ça m'intéresse plus, "
        "ça ne m'intéresse plus au revoir, je n'ai plus envie, je ne veux plus continuer, je veux plus continuer, "
        "je ne souhaite pas continuer, je ne souhaite plus continuer, on s'arrête là, restons-en là, je m'arrête là, "
        "j'en ai assez, j'en ai marre, mettre fin à la conversation, clore la conversation, fermer la conversation",
        "restart": "recommencer, recommence, recommencez, recommençons, tout recommencer, recommencer au début, "
        "recommencer depuis le début, recommencer du début, recommencer à zéro, repartir de zéro, repartons de zéro, "
        "reprendre au début, reprendre depuis le début, reprenons depuis le début, on recommence, redémarrer, "
        "reprendre du début, on reprend du début, reprenons du début, on reprend depuis le début, on reprend à zéro, "
        "retour au début, revenir au début, du début, depuis le début, remise à zéro",
        "repeat": "répéter, répète, répétez, répéter la question, répétez la question, répète la question, "
        "la question, "
        "pardon, comment, quoi, hein, quelle était la question, quelle est la question, c'était quoi la question, "
        "c'est quoi la question, redire, redites, redis, redire la question, reposer la question, "
        "reposez la question, "
        "plaît-il, vous pouvez répéter, je n'ai pas compris la question, j'ai pas compris la question, c'est à dire",
        "erase": "oubliez-moi, oublie-moi, droit à l'oubli, m'oublier, que vous supprimiez mes données, "
        "supprimez-moi, "
        "effacez-moi, effacez tout sur moi, droit à l'effacement",
        "privacy": "confidentialité, vie privée, mes droits, vos règles de confidentialité, "
        "politique de confidentialité, "
        "que gardez-vous sur moi, que savez-vous de moi, protection des données, rgpd",
        "help": "aide, aidez-moi, aide-moi, à l'aide, au secours, besoin d'aide, j'ai besoin d'aide, de l'aide, "
        "comment ça marche, que puis-je dire, que puis-je faire, quelles sont les commandes, je ne comprends pas, "
        "je comprends pas, je ne comprends rien, j'ai rien compris",
        "language": "changer de langue, autre langue, une autre langue",
        "resume": "reprendre, reprenons, reprends, reprenez, on reprend, on peut reprendre, je reprends, continuer, "
        "continuons, continuez, on continue, je continue, poursuivre, poursuivons, on poursuit, me revoilà, "
        "me revoici, je suis de retour, je suis revenu, je suis revenue, c'est encore moi, avançons en attendant, "
        "avancer en attendant, continuer en attendant, continuons en attendant, on continue en attendant, "
        "on avance en attendant, reprendre avec vous, continuer avec vous, où en étions-nous, on en était où",
        "change": "corriger, rectifier, je me suis trompé, je me suis trompée, j'ai fait une erreur, "
        "je me suis planté, "
        "erreur de ma part, j'ai fait une faute, je me suis gouré, c'est une erreur, ce n'est pas ça, c'est pas ça, "
        "modifier une réponse, changer une réponse, corriger une réponse, j'ai changé d'avis",
        "unknown": "jsp, chais pas, sais pas, aucune idée, pas d'idée, à voir, on verra, à définir, à déterminer, "
        "à préciser, "
        "à discuter, à étudier, à confirmer, pas encore, pas défini, pas décidé, indéterminé, difficile à dire, "
        "dur à dire, "
        "bonne question, mystère, inconnu, je ne sais plus, je sais plus, je ne m'en souviens plus, j'ai oublié, "
        "je ne me rappelle plus, "
        "trop tôt pour le dire, c'est trop tôt, ça dépend, aucune, pas la moindre idée, "
        "je n'en ai pas la moindre idée, "
        "j'en sais rien, je n'en sais rien, je ne sais pas, je sais pas, je l'ignore, j'hésite, no idea, "
        "à voir avec vous, à voir ensemble, dites-moi, conseillez-moi, c'est vous qui me direz, "
        "ce n'est pas décidé, c'est en discussion, en discussion, en réflexion, en cours de réflexion, pas sûr, "
        "pas sûre, "
        "à voir plus tard, je ne peux pas vous dire, je peux pas vous dire, je ne peux pas le dire, "
        "je ne saurais pas dire",
        "refuse": "c'est confidentiel, confidentiel, c'est privé, privé, c'est personnel, personnel, c'est secret, "
        "secret, "
        "ça ne vous regarde pas, ça vous regarde pas, cela ne vous regarde pas, ça ne regarde que moi, no comment, "
        "sans commentaire, "
        "je préfère rester anonyme, je veux rester anonyme, je souhaite rester anonyme, anonyme, rester anonyme, "
        "je refuse, je refuse de répondre, je refuse de le dire, je garde ça pour moi, je le garde pour moi, "
        "je préfère pas, je ne préfère pas, je préfère pas dire, je préfère ne pas dire, je préfère ne pas le dire, "
        "je préfère pas le dire, je préfère ne pas répondre, je préfère pas répondre, je ne veux pas répondre, "
        "je ne veux pas le dire, je veux pas le dire, je veux pas répondre, je ne souhaite pas répondre, "
        "je ne dirai rien, "
        "je ne vous le dirai pas, je vous le dirai pas, c'est sensible, donnée sensible, information confidentielle, "
        "secret défense, "
        "c'est indiscret, question indiscrète, pas envie, pas envie de le dire, j'ai pas envie, "
        "je n'ai pas envie de le dire, "
        "hors de question, mêlez-vous de vos affaires, de quoi je me mêle, occupez-vous de vos affaires, "
        "ce ne sont pas vos affaires, c'est pas vos affaires, jamais de la vie, pas question, "
        "je n'ai pas à vous le dire, pas tout de suite, pas maintenant, pas pour l'instant, non merci, surtout pas",
    },
    pairs={
        "skip": (
            (
                "passer, passe, passez, passons, sauter, saute, sautez, sautons, ignorer, ignore, ignorez, zapper, "
                "zappe, "
                "zappons, je passe, on passe, laisser",
                "ça, cela, cette question, cette étape, cette question-là, cette question-ci, celle-là, celle-ci, "
                "la question, "
                "l'étape, à la suite, à la suivante, à la question suivante, à l'étape suivante, "
                "à la prochaine question, "
                "à la prochaine, à autre chose, cette partie, mon tour, de côté",
            ),
        ),
        "back": (
            (
                "revenir, reviens, revenez, revenons, retourner, retourne, retournez, retournons, remonter, "
                "remonte, retour, "
                "aller",
                "en arrière, à la question précédente, à la question d'avant, à la précédente, à celle d'avant, "
                "à l'étape "
                "précédente, à l'étape d'avant, à la dernière question, sur la question précédente, sur ma réponse, "
                "sur ma réponse précédente, sur la précédente, une question en arrière, d'une question, d'une étape, "
                "un pas en arrière, d'un cran, sur ce que j'ai dit, à ma réponse précédente, à la réponse précédente",
            ),
        ),
        "erase": (
            (
                "supprimer, supprime, supprimez, effacer, efface, effacez, suppression de, détruire, détruisez, "
                "retirez, "
                "enlevez",
                "mes données, toutes mes données, mes données personnelles, mes infos, mes informations, "
                "toutes mes informations, mes informations personnelles, mes réponses, tout, mes coordonnées, "
                "tout ce que vous avez sur moi, mon compte, mes messages",
            ),
        ),
    },
    patterns={
        "back": (r"(?:la |ma )?(?:question|reponse|etape) (?:precedente|d avant)",),
        "why": (
            r"(?:et |mais )?pourquoi (?:est ce que )?(?:vous|tu|voulez|veux|demandez|demande|avez|as|me|il vous|c est"
            r"|cette|ces|ce|cela|ca)(?: \w+){0,9}",
            r"a quoi (?:ca|cela|vous|va|ce|cette)(?: \w+){0,7}",
            r"(?:vous en faites|qu est ce que vous en faites|vous allez en faire) (?:quoi )?(?:\w+ ?){0,4}",
        ),
        "human": (
            r"(?:(?:je |j |on |nous )?(?:\w+ ){0,3})?(?:parler|discuter|echanger|dialoguer|causer|contacter"
            r"|joindre|appeler|etre (?:mis |mise )?en (?:contact|relation|rapport)|entrer en contact|avoir affaire"
            r"|m adresser)"
            r" (?:directement )?(?:a |avec )?(?:un |une |l |le |la |votre |vos |des )?"
            r"(?:vraie? |veritable |etre )?(?:humaine?|humains|personne|gens|conseillere?|commercial|commerciale"
            r"|agent|operateur"
            r"|operatrice|interlocuteur|collegue|collaborateur|responsable|expert|specialiste|vendeur|technicien"
            r"|equipe"
            r"|quelqu un|service (?:client|commercial|clients))"
            r"(?: (?:reel|reelle|humaine?|en vrai|de vrai|de (?:l |votre |chez )?(?:equipe|vous)|en direct"
            r"|de vive voix"
            r"|au telephone|plutot qu (?:un|a un) (?:robot|bot|machine)|en chair et en os|chez vous|svp"
            r"|pas (?:a )?un robot))*",
            r"(?:passe[zr]?|mette[zr]|donne[zr]?|envoye[zr]|trouve[zr]|transfere[zr]?) (?:moi )?(?:en (?:relation"
            r"|contact) avec |"
            r"vers |a )?(?:un |une |quelqu un|votre |l )(?:vraie? |etre )?(?:humaine?|personne|conseillere?"
            r"|commerciale?|agent"
            r"|operateur|collegue|responsable|interlocuteur|expert|equipe)?(?: (?:reelle?|de (?:l |votre )?equipe"
            r"|humaine?))*",
            r"(?:est ce qu il |il )?y a(?: t il)? (?:quelqu un|un humain|une (?:vraie )?personne"
            r"|un conseiller)(?: \w+){0,5}",
            r"(?:je (?:ne )?veux pas|je (?:ne )?veux plus|marre de|assez de|j en ai marre de"
            r"|j en ai assez de) (?:de )?"
            r"(?:parler|discuter|echanger|repondre) (?:a|avec) (?:un|une|votre|ce|cette|des) "
            r"(?:robot|robots|bot|machine|machines|ordinateur|ia)",
            r"(?:je (?:veux|voudrais|souhaite|prefere|demande|cherche|exige)|j aimerais|il me faut|j ai besoin d) ?"
            r"(?:avoir |plutot )?(?:un|une) (?:vraie? |etre )?(?:humaine?|vrai|personne|conseillere?|interlocuteur"
            r"|operateur)"
            r"(?: (?:reelle?|humaine?))*",
            r"(?:quelqu un|un humain|un conseiller|une personne|un commercial) (?:peut|pourrait|peut il|va"
            r"|pourra)(?: \w+){1,6}",
            r"(?:rappelez|rappelle|appelez) moi(?: (?:svp|vite|directement|au plus vite|plutot))*",
        ),
        "stop": (
            r"(?:(?:je |on |il )?(?:\w+ ){0,2})?(?:arreter|terminer|quitter|stopper|cesser|finir|clore|interrompre"
            r"|abandonner)"
            r"(?: (?:ici|la|tout|maintenant|tout de suite|(?:la|cette|notre) (?:conversation|discussion|demande"
            r"|session)"
            r"|le (?:chat|questionnaire|dialogue)|ce (?:chat|questionnaire|dialogue)|l echange|de (?:discuter"
            r"|repondre|parler)))+",
            r"(?:ca|cela|tout ca) (?:ne )?m interesse (?:pas|plus)(?: (?:du tout|finalement|en fait))*",
            r"(?:je (?:ne )?)?(?:suis )?(?:pas|plus) interessee?(?: (?:du tout|finalement|par (?:votre|l|vos) \w+))*",
            r"(?:ne )?(?:m ecrivez|me contactez|me derangez|m envoyez) (?:plus|pas)(?: \w+){0,4}",
            r"(?:merci )?(?:mais )?(?:je )?(?:vais )?(?:m )?en (?:rester la|reste la|restons la)",
            r"(?:je )?(?:ne )?(?:veux|souhaite|desire) (?:pas|plus) (?:continuer|poursuivre"
            r"|aller plus loin)(?: \w+){0,4}",
            r"je (?:dois|vais) (?:y aller|partir|vous laisser|filer|couper)(?: \w+){0,3}",
            r"(?:bonne (?:journee|soiree|continuation)|bonsoir)(?: et)? (?:au revoir|a bientot|adieu)",
            r"(?:au revoir|adieu|ciao)(?: et)?(?: (?:merci|bonne (?:journee|soiree|continuation)|a bientot))*",
        ),
        "erase": (
            r"(?:supprime|efface|retire|enleve)[rz]? (?:tout|toutes?|moi|mes|mon|ce)(?: \w+){0,7}"
            r"(?: (?:donnees|moi|base|fichiers?|infos?|informations|coordonnees))",
        ),
        "unknown": (
            r"(?:euh |bah |ben |franchement |honnetement |la |desolee? |aucune idee )*(?:je |j |on |nous "
            r"|moi )?(?:ne |n en |n )?"
            r"(?:le )?(?:sais|sait|savons|vois|voit|chais|connais) (?:pas|plus|rien|pas (?:trop|encore|bien"
            r"|vraiment|exactement))"
            r"(?: (?:encore|trop|vraiment|exactement|precisement|bien|du tout|pour (?:l instant|le moment)|a ce stade"
            r"|desolee?|moi|quoi (?:dire|repondre|choisir|mettre)|(?:lequel|laquelle|lesquels|qui|quand|combien|ou"
            r"|comment|si|quoi)"
            r"(?: \w+){0,8}|le (?:montant|chiffre|numero|nom)|la date))*",
            r"(?:je n ai |on n a |nous n avons )?(?:pas|aucune?) (?:encore |vraiment |trop )?(?:d |de "
            r"|la moindre )?(?:idee|certitude|visibilite"
            r"|estimation|date|decision)"
            r"(?: (?:precise|fixe|fixee|arretee|definie|encore|pour (?:l instant|le moment)|la dessus|a ce stade"
            r"|du tout|precis|exacte?|(?:de |d |sur )?(?:qui|ce que|lequel|laquelle|quand|comment)(?: \w+){0,5}))*",
            r"(?:c est |ce n est |ca reste |ca |cela |(?:le|la|les) \w+ )?(?:pas |encore )?(?:reste )?(?:a"
            r"|tout a) (?:definir"
            r"|determiner|voir|preciser"
            r"|discuter|etudier|fixer|valider|affiner|chiffrer|decider|evaluer)(?: \w+){0,7}",
            r"(?:(?:ce n est |c est |il n est |(?:ca|cela) n a )?(?:pas|rien)|rien n est)(?: encore)? ?(?:ete )?(?:defini|decide"
            r"|fixe|arrete|determine|etabli"
            r"|chiffre|tranche|clair|valide|budgete|prevu)e?(?: (?:pour|a|encore|de|du"
            r"|officiellement)(?: \w+){0,4})?",
            r"pas encore (?:vraiment )?(?:reflechi|pense|decide|regarde|discute)(?: \w+){0,5}",
            r"je (?:ne )?(?:peux|saurais|pourrais) pas (?:encore )?(?:vous |te |le |l )*(?:dire|repondre"
            r"|preciser)(?: (?:encore|maintenant"
            r"|precisement|pour (?:l instant|le moment)|a ce stade|exactement))*",
            r"(?:on|nous|je) (?:n |ne )?(?:y |l |le |en )?(?:a|avons|ai)(?: pas| rien"
            r"| encore)+ ?(?:encore )?(?:\w+ )?"
            r"(?:reflechi|pense|decide|defini|fixe|arrete|chiffre|discute|tranche|determine|evalue|regarde|estime"
            r"|parle|idee)e?"
            r"(?: \w+){0,6}",
            r"(?:on|nous|je) (?:n |ne )?(?:a|avons|ai) pas encore (?:de |d |le |la |l )(?:date|idee|budget|montant"
            r"|chiffre|calendrier"
            r"|planning|enveloppe|visibilite)(?: \w+){0,6}",
            r"(?:il faut|faut|je dois|on doit|nous devons|il faudrait)(?: que)?(?: j| je| d abord| encore)*"
            r" (?:(?:en |me |m |l |le |y )?(?:demander?|renseigner|verifier?|regarder?|reflechir|reflechisse"
            r"|parler|voir"
            r"|consulter|demande|verifie|regarde|voie|parle|concerter))(?: \w+){0,8}",
            r"(?:c est |il est )?(?:encore )?(?:trop tot|difficile|dur|complique|prematuree?)(?: (?:pour|a"
            r"|de)(?: \w+){1,5})?",
            r"(?:je (?:n |ne )?|j )?(?:ai |en ai )?(?:pas )?(?:le |la )?(?:chiffre|montant|info|information|date"
            r"|reponse|numero)"
            r" (?:en tete|sous la main|exacte?)(?: \w+){0,3}",
            r"(?:je |j )?(?:n |ne )?(?:ai|en ai) pas (?:de |le |la |d |l )?(?:chiffre|montant|info|information|date|adresse(?: (?:mail|e mail|email))?"
            r"|reponse|numero|idee)"
            r"(?: (?:en tete|sous la main|exacte?|precise?|la dessus))*",
            r"(?:vous|tu) (?:me |nous )?(?:conseillez|conseilles|proposez|proposes|suggerez|recommandez) quoi",
            r"(?:ca|cela|tout|c est)(?: va)? (?:depend|dependra|dependre)(?: \w+){0,8}",
            r"j (?:hesite|ai un doute|y reflechis|y pense)(?: \w+){0,6}",
            r"(?:je |on )?(?:y )?(?:reflechis|reflechit|reflechissons) encore",
            r"(?:nous sommes |on est |c est )?(?:encore )?en (?:cours d |cours de |pleine )?(?:discussion"
            r"|reflexion|etude|evaluation)"
            r"(?: \w+){0,6}",
            r"(?:je (?:ne )?)?(?:suis )?pas (?:tres |trop |du tout |encore )?(?:sure?|certaine?)(?: \w+){0,6}",
        ),
        "refuse": (
            r"(?:non |desolee? |merci mais )*(?:je |j |nous |on )(?:ne |n |prefere |preferons |aime "
            r"|aimerais )?(?:prefere |aime )?"
            r"(?:mieux )?(?:le |la |les |y |vous |vous le |l |en )?(?:souhaite|souhaitons|veux|veut|voulons|desire"
            r"|tiens|peux|peut|pouvons"
            r"|communique|communiquons|donne|donnons|donnerai|dis|dirai|partage|partageons|divulgue|diffuse"
            r"|reponds)? ?"
            r"(?:pas|ne pas|jamais|aucun)(?: (?:a|vous|le|la|les|l|en|y|vous le|vous la))*"
            r"(?: (?:communiquer|donner|partager|divulguer|dire|repondre|reveler|preciser|laisser|fournir"
            r"|transmettre|en parler"
            r"|diffuser|parler|etre (?:appelee?|rappelee?|contactee?|derangee?|demarchee?|recontactee?|joint)|ca"
            r"|cela|ce genre"
            r"|mon|ma|mes|notre|nos|cette|ces|d|de|par|sur|a|ici|la dessus|au telephone|publiquement))(?: \w+){0,8}",
            r"(?:c est |ce sont |cela reste |ca reste |information |donnees? )+(?:une? |des |une (?:information"
            r"|donnee|info) |"
            r"des (?:informations|donnees|infos) |strictement |tout a fait |plutot |un peu |assez |trop )*"
            r"(?:confidentiel(?:le|les|s)?|privee?s?|personnel(?:le|les|s)?|secret|secrete|sensibles?|indiscret"
            r"|indiscrete"
            r"|intrusif|intime)(?: \w+){0,5}",
            r"(?:ca|cela|c est|ce n est|ce) ?(?:ne )?(?:vous |te )?(?:regarde|concerne|pas) (?:pas|vos affaires"
            r"|votre affaire|en rien)"
            r"(?: \w+){0,4}",
            r"(?:je |nous )?(?:prefere|preferons|prefererais|prefererions|veux|voudrais|souhaite|tiens a) (?:le "
            r"|la |les |garder "
            r"|rester |conserver )+(?:\w+ ){0,3}(?:anonyme|discret|discrete|anonymat|moi|nous|secret|prive"
            r"|confidentiel)(?: \w+){0,3}",
            r"(?:n |ne )?(?:m appelez|m appelle|me telephonez|me contactez|me rappelez|m ecrivez) pas(?: \w+){0,5}",
            r"(?:pas|aucun|sans) (?:d appels?|de telephone|d appel telephonique|de mail|de nom|d e ?mail"
            r"|de coordonnees"
            r"|de demarchage|d info|d infos)(?: \w+){0,4}",
            r"(?:pas|jamais) (?:envie|besoin) (?:de |d |que )(?:\w+ ?){1,8}",
            r"(?:pourquoi (?:je )?(?:vous )?(?:donnerais|dirais)|vous n avez pas besoin)(?: \w+){0,8}",
            r"(?:la |notre |nous avons une |il y a une )?(?:clause|politique|regle)? ?(?:d "
            r"|de )?(?:confidentialite|secret professionnel)"
            r"(?: \w+){0,4}",
        ),
    },
    polite_before="je veux, je voudrais, je souhaite, je souhaiterais, j'aimerais, j'aimerais bien, je préfère, "
    "je préférerais, "
    "je voudrais bien, je peux, puis-je, est-ce que je peux, est-ce qu'on peut, est-ce que je pourrais, je pourrais, "
    "on peut, peut-on, on pourrait, pourrait-on, pouvez-vous, vous pouvez, peux-tu, tu peux, pourriez-vous, "
    "pourrais-tu, "
    "est-ce que vous pouvez, est-il possible de, c'est possible de, possible de, merci de, veuillez, il faut, "
    "je dois, "
    "s'il vous plaît, s'il te plaît, svp, stp, alors, j'ai envie de, je désire, je tiens à, j'ai besoin de, "
    "bon, euh, ok, non, oui, d'accord, désolé, désolée, pardon, bonjour, attendez, attends, finalement, en fait, "
    "je vais, "
    "comment, oups, mince, zut, allez, bah, ben, eh bien, merci, on, peut-être, plutôt, vous pourriez, tu pourrais, "
    "y a moyen de, mais, et, vas-y, allez-y",
    polite_after="s'il vous plaît, s'il te plaît, svp, stp, merci, merci beaucoup, merci d'avance, maintenant, "
    "tout de suite, là, "
    "si possible, cette fois, alors, merci bien, de suite, hein, quoi, pour l'instant, pour le moment, aussi, "
    "d'abord, pour aujourd'hui, aujourd'hui",
    tongues={"anglais": "en", "francais": "fr", "neerlandais": "nl", "flamand": "nl"},
    speaking="en, parler, parler en, passer en, passe en, passez en, continuer en, continuons en, passer à l', "
    "changer pour l'",
    tongue_phrases={
        "en": "parlons anglais, parlons en anglais, on parle anglais, version anglaise, parlez-vous anglais, vous parlez anglais, je ne parle pas français, anglais svp",
        "fr": "parlons français, parlons en français, on parle français, version française, parlez-vous français, parlez français, vous parlez français, français svp, "
        "je parle français, "
        "je ne parle pas anglais",
    },
    slashes={
        "retour": "back",
        "passer": "skip",
        "pourquoi": "why",
        "humain": "human",
        "changer": "change",
        "modifier": "change",
        "recommencer": "restart",
        "repeter": "repeat",
        "langue": "language",
        "supprimer": "erase",
        "aide": "help",
        "annuler": "stop",
    },
    changing="changer, change, changez, changeons, modifier, modifie, modifiez, corriger, corrige, corrigez, "
    "rectifier, rectifie, "
    "rectifiez, remplacer, remplace, remplacez, mettre à jour, mets à jour, mettez à jour, revoir, revenir sur",
    things="mon, ma, mes, le, la, les, l, notre, nos, ce, cette, de, d, du, des, ma réponse sur, ma réponse à, "
    "ma réponse pour, la réponse sur",
    into="s'écrit, s'écrit plutôt, en, par, pour, à, c'est, ce sera, ce serait, est, devient, c'est plutôt, c'est en fait, vers, m'appelle",
    slots={
        "budget": "budget, montant, enveloppe, somme, prix, fourchette",
        "timing": "date, délai, échéance, calendrier, planning, démarrage, date de début, date de démarrage, "
        "timing, début",
        "email": "adresse e-mail, adresse mail, adresse email, e-mail, email, mail, courriel, "
        "adresse électronique, adresse",
        "phone": "numéro de téléphone, téléphone, numéro de portable, numéro de tel, numéro, tel, portable, "
        "mobile, gsm",
        "name": "nom et prénom, nom, prénom, nom de famille, m'appelle",
        "company": "nom de la société, nom de l'entreprise, nom de ma société, nom de la boîte, société, "
        "entreprise, boîte, "
        "nom de mon entreprise",
        "authority": "décideur, décideuse, décision, personne qui décide",
        "need": "besoin, besoins, projet",
        "address": "adresse postale, adresse",
        "choice": "choix, option, formule, type de projet",
        "number": "nombre",
        "date": "date",
    },
    ours="réponse, réponses, dernière réponse, réponse précédente, ça, cela, quelque chose, une réponse, "
    "ma réponse, coordonnées, "
    "une de mes réponses, informations, mes coordonnées, ce que j'ai dit, une info",
    openers=r"(?:(?:et|mais|au fait|sinon|euh|bonjour|dites|dis|excusez moi|pardon|ok|alors|d abord|avant ca"
    r"|petite question|question)"
    r" )*(?:c est quoi|c est combien|c est cher|c est qui|c est pour|c est ou|c est payant|c est gratuit|combien"
    r"|comment (?!gerer|faire pour|mieux)"
    r"|pourquoi|qui etes|qui est|qui sera|que (?!des|du|de|la|le|les|l|nous|notre|ca)|qu est ce|qu en est|quels?\b"
    r"|quelles?\b"
    r"|quoi\b|quand est|quand (?:allez|pouvez|serez)|ou (?:est|sont|etes|se|puis|en)|est ce (?:que|qu)|(?:y a"
    r"|il y a) (?:quoi|t il|un|une|des|combien)|vous (?:etes|faites|"
    r"avez|proposez|travaillez|pouvez|vendez|offrez|prenez|livrez|acceptez|gardez|stockez|appelez|connaissez|allez"
    r"|gerez|intervenez"
    r"|facturez|utilisez|pensez|garantissez|parlez|conservez|partagez|revendez|comptez|venez|ouvrez|fermez|donnez"
    r"|demandez|savez)"
    r"|tu (?:es|fais|as|peux|connais|sais|proposes|vends)|(?:peut|puis|pouvez|avez|etes|faites|proposez|faut"
    r"|travaillez"
    r"|acceptez|offrez|est|sont|sera|seront|a|ont|y a) (?:on|je|vous|il|elle|ils|elles|t il|t on|t elle)\b"
    r"|ca coute|ca prend|ca veut dire"
    r"|ca marche comment|ca consiste|lequel|laquelle|lesquels|il faut compter|en quoi|en combien|sous combien"
    r"|a quel|a quelle"
    r"|de quel|de quelle|pour quel|dans quel|avec quel|depuis quand|jusqu a quand)",
    asking=r"\b(?:vous|votre|vos|tes|ton|quoi|combien|comment|quand|quels?|quelles?|pourquoi|qui|lequel|laquelle"
    r"|est ce|qu est"
    r"|c est|ca|faut|peut|difference|possible|gratuit|inclus|prix|tarifs?|devis|rgpd|donnees)\b",
    not_asking=r"(?:pourquoi pas|quand (?:vous|tu|ca|on) (?:voulez|veux|peut|pouvez|peux)|quand ca vous arrange"
    r"|comme vous voulez"
    r"|vous (?:avez raison|pouvez (?:m|me|nous|l) (?:appeler|ecrire|joindre|contacter)|etes (?:super|tops?))"
    r"|qui (?:est|sont) (?:le|la|mon|ma)|quelques?|quel(?:le)? que|quelqu)(?: \w+){0,8}",
    amends=r"\b(?:en fait|finalement|enfin|plutot|au final|a la reflexion|reflexion faite|tout compte fait"
    r"|tout bien reflechi"
    r"|correction|rectificatif|rectification|erratum|pardon|je voulais dire|je veux dire|oups|oops|non pas"
    r"|pas \w+ mais|a corriger"
    r"|desole|autant pour moi|au temps pour moi|je rectifie|je corrige|je reviens sur|attendez|attends"
    r"|j ai change d avis)\b",
    mistaken=r"\b(?:trompee?|erreur|mauvaise?|faux|fausse|incorrecte?|pas (?:le bon|la bonne)|le bon|la bonne"
    r"|planteee?|gouree?|faute"
    r"|mal (?:ecrit|note|saisi|tape)|change(?:r|z)?|modifie(?:r|z)?|corrige(?:r|z)?|rectifie(?:r|z)?|remplace(?:r"
    r"|z)?|mettre a jour"
    r"|mettez a jour|oublie[zr]?)\b",
    budgeting=r"\b(?:budget|enveloppe|on a|nous avons|j ai|j'ai|dispose|disposons|depenser|investir|prevu|prevoit"
    r"|prevoyons|alloue|max|maximum|jusqu'a)\b",
    starting=r"\b(?:demarr\w*|commenc\w*|lanc\w*|debut\w*|pret\w*|en ligne|d'ici|avant|pour (?:le|la|fin|debut"
    r"|mi|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)|livr\w*|urgent\w*|asap|au plus vite|des que|echeance)\b",
    begun=r"\b(?:(?:on a|nous avons|j ai|ca a|a) (?:deja )?(?:commence|demarre|debute|lance)|commencee?s? en|deja (?:commence|lance|demarre)e?)\b",
    unfinished=r"(?:.{0,80} )?(?:et|ou|(?<! p )a|au|de|d|entre|jusqu a|le|la|les|un|une|est|pour|avant|vers|des|en)"
    r"|(?:.{0,60} )?entre (?:\w+ ){0,1}\w+",
    common="le, la, les, l, un, une, des, du, de, d, à, au, aux, en, dans, sur, pour, par, avec, et, ou, est, "
    "sont, es, êtes, a, "
    "ai, avez, as, je, j, tu, il, elle, on, nous, vous, ils, elles, ce, c, cette, ces, ça, cela, mon, ma, mes, "
    "votre, vos, "
    "notre, nos, me, m, se, s, te, t, y, que, qu, qui, quoi, quel, quelle, quels, quelles, comment, est-ce, si, "
    "ne, n, pas, "
    "svp, plus, faire, fait, faites, peut, peux, pouvez",
    topics={
        "price": r"\b(?:prix|tarifs?|cout|coute|coutent|couter|cher|chere|combien|payant|gratuit|gratuite|devis"
        r"|facturez|facture"
        r"|abonnement|frais)\b",
        "privacy": r"\b(?:donnees|rgpd|confidentialite|confidentiel|vie privee|conservez|conservees|gardez"
        r"|gardees?|garde|stockez|stockees"
        r"|revendez|revendues|revendre|vendre mon|vendre mes|partager|partagez|spam|spams|securise|hebergees?)\b",
        "robot": r"\b(?:robot|bot|chatbot|machine|humain|vraie personne|ia|intelligence artificielle|automatique)\b",
    },
)

LEXICON = Lexicon("fr", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
