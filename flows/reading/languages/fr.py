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

YES_NO = YesNoWords()

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords()

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords()

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords(
    phrases={
        "back": "retour, revenir, reviens, revenez, revenir en arrière, retour en arrière, retourner en arrière, "
        "en arrière, reculer, remonter, précédent, précédente, avant, question précédente, la question précédente, "
        "étape précédente, la précédente, question d'avant, la question d'avant, celle d'avant, page précédente, "
        "retour à la question précédente, retour svp, attends reviens, revenons en arrière, revenons, retourne",
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
        "arrêtez tout, quitter, terminer, terminer la conversation, fin, fin de la conversation, fini, c'est fini, "
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
            r"(?:ce n est |c est |il n est |rien n est |(?:ca|cela) n a )?(?:pas"
            r"|rien)?(?: encore)? ?(?:ete )?(?:defini|decide"
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
            r"(?:je )?(?:n |ne )?(?:ai|en ai) pas (?:de |le |la |d |l )?(?:chiffre|montant|info|information|date"
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
            r"(?:pas|ne pas|jamais|aucun|plus)(?: (?:a|vous|le|la|les|l|en|y|vous le|vous la))*"
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
    "d'abord",
    tongues={"anglais": "en", "francais": "fr", "neerlandais": "nl", "flamand": "nl"},
    speaking="en, parler, parler en, passer en, passe en, passez en, continuer en, continuons en, passer à l', "
    "changer pour l'",
    tongue_phrases={
        "en": "version anglaise, parlez-vous anglais, vous parlez anglais, je ne parle pas français, anglais svp",
        "fr": "version française, parlez-vous français, parlez français, vous parlez français, français svp, "
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
    into="en, par, pour, à, c'est, ce sera, ce serait, est, devient, c'est plutôt, c'est en fait, vers",
    slots={
        "budget": "budget, montant, enveloppe, somme, prix, fourchette",
        "timing": "date, délai, échéance, calendrier, planning, démarrage, date de début, date de démarrage, "
        "timing, début",
        "email": "adresse e-mail, adresse mail, adresse email, e-mail, email, mail, courriel, "
        "adresse électronique, adresse",
        "phone": "numéro de téléphone, téléphone, numéro de portable, numéro de tel, numéro, tel, portable, "
        "mobile, gsm",
        "name": "nom et prénom, nom, prénom, nom de famille",
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
    r"|acceptez|offrez|est|sont|sera|seront|a|ont|y a) (?:on|je|vous|il|elle|ils|elles|t il|t on|t elle)\b|on peut"
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
    unfinished=r"(?:.{0,80} )?(?:et|ou|a|au|de|d|entre|environ|autour de|jusqu a|au moins|peut etre|le|la|les|un|une|est|pour|avant"
    r"|apres|vers|des|en|pas)|(?:.{0,60} )?entre (?:\w+ ){0,1}\w+",
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
        r"|revendez|revendues|partagez|spam|spams|securise|hebergees?)\b",
        "robot": r"\b(?:robot|bot|chatbot|machine|humain|vraie personne|ia|intelligence artificielle|automatique)\b",
    },
)

LEXICON = Lexicon("fr", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
