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
        "certainement, volontiers, avec plaisir, avec grand plaisir, avec joie, d'accord, je suis d'accord, dac, dacc, "
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
        "j'en ai un, j'en ai une, j'en ai, on en utilise un, on en a déjà un, nous en avons déjà un, bien évidemment, "
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
        "plutôt oui, je pense que oui, je crois que oui, je pense, je crois, je crois bien, je pense bien, il me semble",
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
        "nous utilisons, on utilise, j'utilise, on travaille avec, nous travaillons avec, on se sert de, on bosse avec, "
        "on tourne sur, nous sommes sur, nous en avons, on en a, j'en ai, nous avons un, nous avons une, nous avons déjà",
        "on a, nous avons, j'ai, on a un, on a une, on a déjà, j'ai un, j'ai une, j'ai déjà, déjà, actuellement oui, je veux bien, appelez-moi",
        "rappelez-moi, contactez-moi, vous pouvez m'appeler, vous pouvez me contacter, vous pouvez me rappeler, "
        "je souhaite être, j'aimerais être, je voudrais être, j'aimerais bien, ce serait, ça serait",
    ),
    begins_no=(
        "on n'a, on n'utilise, on utilise pas, on utilise rien, on a pas, on a aucun, on n'en, on en a pas, nous n'avons",
        "nous n'utilisons, nous n'en, je n'ai, j'ai pas, j'ai aucun, je n'en, j'en ai pas, je n'utilise, "
        "j'utilise pas, je ne souhaite, je ne veux, je veux pas, je ne tiens pas, je ne désire, pas de, "
        "pas encore, pas pour, aucun, aucune, nous avons aucun, nous avons pas, ne m'appelez, ne me contactez, "
        "je préfère ne pas, je préfère pas, inutile de, pas besoin, je n'ai pas besoin, merci mais non",
    ),
    unless=(
        "excel, tableur, papier, à la main, carnet, prestataire, quelqu'un, agence, problème, souci, question, plus, pas, rien, besoin, aucun",
    ),
    only_alone=(
        "o, si, super, parfait, exactement, grave, jamais, très bien, top, go, allez, plutôt, normalement, vrai, faux, "
        "aucun, aucune, possible, selon, si besoin, exact, nickel, génial, je pense, je crois, je suppose, j'imagine, "
        "j'espère, inutile, clairement, je passe, positif, négatif, partant, partante, je signe, je doute, je valide, "
        "je confirme, inutile, en fonction, oe, wi, intéressé, intéressée, pas besoin, pas encore",
    ),
    courtesy=("merci, merci beaucoup, merci bien, merci d'avance, s'il vous plaît, s'il te plaît, svp, stp",),
    openers=("bah, ben, bon, alors, euh, heu, hum, eh bien, et bien, oh, ah, bonjour, écoutez, franchement, là, moi",),
    but=("mais",),
)

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords()

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords()

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords()

LEXICON = Lexicon("fr", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
