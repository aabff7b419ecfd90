"""Nederlands, for yes and no, choices, requests, amounts and months: a first part, which shows what a file may leave out."""

from flows.reading.lexicon import (
    ChoiceWords,
    IntentWords,
    Lexicon,
    MoneyWords,
    NumberWords,
    TimeWords,
    YesNoWords,
)

# ---------------------------------------------------------------- numbers

NUMBER = NumberWords(
    units={
        0: "nul",
        1: "een, één",
        2: "twee",
        3: "drie",
        4: "vier",
        5: "vijf",
        6: "zes",
        7: "zeven",
        8: "acht",
        9: "negen",
        10: "tien",
        11: "elf",
        12: "twaalf",
        13: "dertien",
        14: "veertien",
        15: "vijftien",
        16: "zestien",
        17: "zeventien",
        18: "achttien",
        19: "negentien",
    },
    tens={
        20: "twintig",
        30: "dertig",
        40: "veertig",
        50: "vijftig",
        60: "zestig",
        70: "zeventig",
        80: "tachtig",
        90: "negentig",
    },
    hundreds="honderd",
    scales={1e3: "duizend", 1e6: "miljoen", 1e9: "miljard"},
    alone="honderd, duizend, miljoen",
    dozens={12: "dozijn"},
    join_hundred="en",
    join_unit="en",
    between="tussen",
    glued=True,
    ordinals={
        1: "eerste",
        2: "tweede",
        3: "derde",
        4: "vierde",
        5: "vijfde",
        6: "zesde",
        7: "zevende",
        8: "achtste",
        9: "negende",
        10: "tiende",
    },
    denials=r"niet|en niet|maar niet|geen",
)

# ---------------------------------------------------------------- money

MONEY = MoneyWords(
    currencies={"USD": "amerikaanse dollar", "GBP": "pond", "CHF": "zwitserse frank"},
    periods={"month": "maand", "year": "jaar", "seat": "gebruiker, persoon"},
    per=r"per|elke",
    adverbs={"month": r"maandelijks", "year": r"jaarlijks"},
    counted="maanden, jaren, dagen, weken, personen, mensen, gebruikers, medewerkers, werknemers",
    least=r"minstens|ten minste|minimaal|vanaf|meer dan",
    most=r"hoogstens|ten hoogste|maximaal|hooguit|minder dan|tot",
    most_after=r"maximaal|hoogstens",
    no_more=r"niet meer dan|niet hoger dan",
    no_less=r"niet minder dan",
    rough=r"ongeveer|rond|rond de|circa|zowat|om en bij",
    rough_after=r"ongeveer",
    none=r"geen (?:budget|geld)|zonder budget",
    undecided=r"bepaald|vastgelegd|afgesproken",
    names=r"budget",
)

# ---------------------------------------------------------------- time

TIME = TimeWords(
    months=(
        "januari",
        "februari",
        "maart, mrt",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober, okt",
        "november",
        "december",
    ),
    parts={"early": "begin", "mid": "midden, half", "late": "eind, einde"},
    before=r"voor",
    by=r"tegen|uiterlijk",
    after=r"na",
    from_=r"vanaf",
    not_before=r"niet voor|pas in|pas vanaf",
    links=r"tot|tot en met|t/m",  # not "en" and "of", which are other words in French and English
    opens=r"tussen|van",
    fillers=r"in|de|het",
    soon=r"zo snel mogelijk|zsm|onmiddellijk|meteen|dringend",
    no_hurry=r"geen haast|niet dringend|ooit(?: eens)?",
)

# ---------------------------------------------------------------- yes and no

YES_NO = YesNoWords(
    labels=("Ja", "Nee"),
    yes=(
        "ja, jawel, jazeker, ja hoor, ja graag, graag, zeker, zeker weten, natuurlijk, tuurlijk, uiteraard, inderdaad, "
        "absoluut, prima, akkoord, oké, in orde, goed, klopt, doe maar, ga je gang, waarom niet, met plezier, "
        "geen probleem, geen bezwaar, dat is goed, ik ga akkoord, ja natuurlijk, ja zeker",
    ),
    no=(
        "nee, neen, nee hoor, nee bedankt, nee dank je, nee dank u, neen bedankt, liever niet, zeker niet, absoluut niet, "
        "helemaal niet, nooit, niet nu, nu niet, geen interesse, niet geïnteresseerd, ik wil niet, ik ga niet akkoord, "
        "geen sprake van, niet echt",
    ),
    maybe=("misschien, wellicht, mogelijk, eventueel, we zien wel, dat hangt ervan af, het hangt ervan af, ja en nee",),
    only_alone=("goed, graag, klopt",),
    courtesy=("alstublieft, alsjeblieft, aub, bedankt, dank u, dank je",),
    but=("maar",),
)

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords(
    articles=("de, het, een",),
    around=("ik neem, ik kies, ik wil, doe maar, liever, dan, geef mij",),
    after=("alstublieft, alsjeblieft, aub, graag",),
    place=("nummer, nr, optie, keuze, antwoord",),
    suffixes=("e, de, ste",),
    last=("laatste",),
    before_last=("voorlaatste",),
    middle=("middelste",),
    firsts=("eerste",),
    lasts=("laatste",),
    every=("alles, allemaal, alle drie, alle vier",),
    both=("allebei, beide, alle twee",),
    negations=("niet, geen, behalve, zonder, noch",),
    excepted=("behalve, alles behalve, allemaal behalve",),
    none=("geen van beide, geen van alle, geen enkele, geen van deze, geen daarvan",),
    other=("iets anders, andere, anders, een andere",),
    joining=("en",),
    but=("maar",),
    to=("tot",),
    above=("meer dan, boven",),
    below=("minder dan, onder",),
)

# ---------------------------------------------------------------- requests

INTENT = IntentWords(
    phrases={
        "back": "terug, ga terug, vorige, vorige vraag, de vorige vraag, een stap terug, terug naar de vorige vraag",
        "skip": "overslaan, sla over, sla dit over, sla deze vraag over, volgende, volgende vraag, de volgende vraag, verder",
        "why": "waarom, waarom deze vraag, waarom vraagt u dat, waarvoor is dat",
        "human": "een mens, een medewerker, medewerker, een echt persoon, een collega",
        "stop": "stoppen, ik stop, stop ermee, ophouden, tot ziens, dag, annuleren, laat maar, genoeg, beëindigen, ik ben weg",
        "restart": "opnieuw, opnieuw beginnen, begin opnieuw, herbeginnen, van vooraf aan",
        "repeat": "herhalen, de vraag herhalen, herhaal, herhaal de vraag, wat was de vraag, nog eens, wablief",
        "erase": "vergeet mij",
        "help": "hulp, help mij, ik begrijp het niet, hoe werkt dit",
        "change": "ik heb me vergist, dat was fout, mijn antwoord wijzigen",
        "unknown": "ik weet het niet, weet ik niet, geen idee, nog niet beslist, nog niet bepaald, nog te bepalen, moeilijk te zeggen",
        "refuse": "dat is vertrouwelijk, vertrouwelijk, dat zeg ik liever niet, dat gaat u niet aan, dat is privé",
    },
    pairs={
        "human": (
            (
                "praten met, spreken met, ik wil praten met, ik wil spreken met, contact met",
                "een mens, iemand, een medewerker, een collega, een echt persoon, iemand van het team",
            ),
        ),
        "erase": (("verwijder, wis, verwijderen, wissen", "mijn gegevens, al mijn gegevens, mijn data, alles"),),
    },
    polite_before="ik wil, ik wil graag, ik zou graag, kan ik, kunt u, mag ik, kunnen we, sorry, wacht, oké",
    polite_after="alstublieft, alsjeblieft, aub, graag, bedankt, dank u, dank je, nu",
    tongues={"nederlands": "nl", "engels": "en", "frans": "fr"},
    speaking="in het, liever in het",
    slashes={"terug": "back", "overslaan": "skip", "hulp": "help", "opnieuw": "restart"},
    changing="wijzig, wijzigen, verander, veranderen, corrigeer",
    things="mijn, het, de",
    into="naar, in",
    slots={
        "budget": "budget",
        "timing": "datum, timing",
        "email": "e-mailadres",
        "phone": "telefoonnummer",
        "company": "bedrijf",
    },
)

LEXICON = Lexicon("nl", number=NUMBER, money=MONEY, time=TIME, yes_no=YES_NO, choice=CHOICE, intent=INTENT)
