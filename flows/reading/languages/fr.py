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

NUMBER = NumberWords()

# ---------------------------------------------------------------- money

MONEY = MoneyWords()

# ---------------------------------------------------------------- time

TIME = TimeWords()

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
            "informatique, it, logiciel, logiciels, numérique, tech, saas, software, développement, cybersécurité, esn",
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
    no_name=("anonyme, personne, aucun, aucune, rien, test, sans nom, pas de nom, x, inconnu, inconnue, peu importe",),
    company_leads=(
        "nous sommes, c'est, on est, on s'appelle, nous, moi c'est, je suis de, je suis à, je suis à la, chez, "
        "la société, l'entreprise, "
        "société, entreprise, la boîte, une boîte qui s'appelle, l'association, pour, le cabinet, groupe :, oui, "
        "l'agence",
    ),
    sure_company_leads=(
        "je travaille chez, je travaille pour, je travaille à, je travaille à la, je bosse chez, je bosse pour, "
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
        "basé à, basée à, basés à, basées à, basé en, basée en, basée au, située, situé, qui, une pme, "
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

INTENT = IntentWords()

LEXICON = Lexicon("fr", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
