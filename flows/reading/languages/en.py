"""English as it is written."""

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
        0: "zero, nil",
        1: "one",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
    },
    tens={
        20: "twenty",
        30: "thirty",
        40: "forty, fourty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
    },
    hundreds="hundred, hundreds",
    scales={
        1e3: "thousand, thousands, grand, thou",
        1e5: "lakh, lakhs, lac, lacs",
        1e6: "million, millions, mil, mill, mils",
        1e7: "crore, crores",
        1e9: "billion, billions",
    },
    shorts={1e3: "k", 1e6: "m, mm, mn, mln", 1e9: "bn"},
    alone="hundred, thousand, million",
    heaps={2: "couple", 3: "few, several, handful"},
    dozens={12: "dozen"},
    articles="a, an",
    halves="half",
    quarters="quarter, quarters",
    of="of",
    point="point",
    join_hundred="and",
    between="between",
    glued=True,
    hundred_left_out=True,
    ordinals={
        1: "first, 1st",
        2: "second, 2nd",
        3: "third, 3rd",
        4: "fourth, 4th",
        5: "fifth",
        6: "sixth",
        7: "seventh",
        8: "eighth",
        9: "ninth",
        10: "tenth",
    },
    about="ish",
    nothing="zero, none, nil, nobody, nada, no one",
    corrections=r"no|sorry|no wait|wait|or rather|rather|actually|i mean|make that|correction|scratch that|make it"
    r"|oops|er|um|well",
    denials=r"n't have|not have|n't got|not got|n't afford|not afford|not|and not|but not|rather than|instead of|isn't|n't|never|not the"
    r"|(?<!more )(?<!less )(?<!lower )(?<!higher )(?<!fewer )than",
    misspelt={"eight": "eigth", "twelve": "twelv", "seven": "sevn", "three": "threee"},
    kept="thirsty, hundredth, thousandth, seventh, seventeenth, fourteenth, severally, sevenths, winter, ninetieth, "
    "serveral",
)

# ---------------------------------------------------------------- money

MONEY = MoneyWords(
    currencies={
        "EUR": "euro, euros, eur",
        "USD": "dollar, dollars, us dollars, american dollars, usd, bucks, buck",
        "GBP": "pound, pounds, gbp, quid, sterling, pounds sterling",
        "CHF": "franc, francs, swiss francs, chf",
        "CAD": "canadian dollars, cad, loonies",
        "AUD": "australian dollars, aussie dollars, aud",
        "NZD": "new zealand dollars, kiwi dollars, nzd",
        "SGD": "singapore dollars, sgd",
        "HKD": "hong kong dollars, hkd",
        "INR": "rupee, rupees, rs, inr",
        "JPY": "yen, jpy",
        "CNY": "yuan, rmb, cny",
        "BRL": "reais, brl",
        "MXN": "mexican pesos, mxn, pesos",
        "ZAR": "rand, zar",
        "AED": "aed, uae dirhams",
        "PLN": "pln, zlotys",
        "MAD": "moroccan dirhams, mad",
        "XOF": "xof",
        "XAF": "xaf",
        "TND": "tnd",
        "DZD": "dzd",
        "SEK": "sek, kronor",
        "NOK": "nok",
        "DKK": "dkk",
        "CZK": "czk",
        "HUF": "huf",
        "SAR": "sar",
        "ILS": "nis, shekels, shekel",
        "NGN": "ngn, naira",
        "KES": "kes",
    },
    subunits="cent, cents, penny, pence, dime",
    of=r"of |in |worth of ",
    periods={
        "month": "month, months, mo, mth, mnth",
        "year": "year, yr, annum",
        "week": "week, wk",
        "day": "day",
        "hour": "hour, hr",
        "seat": "user, seat, head, licence, license, person, employee, agent, member, capita",
    },
    per=r"per|a|an|each|every|/|the|p",
    adverbs={
        "month": r"monthly|pm|p\.m\.?|pcm|/mo",
        "year": r"yearly|annually|annual|p\.?a\b\.?|per annum",
        "week": r"weekly|p\.?w\b\.?",
        "day": r"daily",
        "hour": r"hourly|ph",
        "seat": r"pppm|per capita",
    },
    counted="month, months, day, days, week, weeks, year, years, yrs, hour, hours, hrs, minutes, quarter, quarters, "
    "people, persons, "
    "person, user, users, seat, seats, licence, licences, license, licenses, employee, employees, staff, agents, "
    "agent, sites, site, "
    "pages, page, lots, sessions, times, offices, office, shops, stores, teams, team, reps, customers, clients, "
    "vehicles, machines, "
    "products, percent, per cent, pct, points, steps, phases, locations, countries, languages, leads, months', weeks', "
    "members, of us, developers, devs, freelancers, heads, projects, quotes, street, avenue, road, fte, ftes, "
    "figures, colleagues, desks, attendees, participants",
    not_amounts=r"no\.?|number|version|phase|step|room|suite|unit|zip|postcode|po box|fy",
    least=r"at least|minimum(?: of)?|min|a minimum of|(?<!far )from|(?<!not )(?<!no )over|(?<!not )(?<!no )more than"
    r"|upwards? of|starting(?: at| from)?|start at|above|north of"
    r"|in excess of|exceeding|a floor of|no lower than|at the very least",
    least_after=r"(?:is|are|would be)(?:n't| not) enough|minimum|min\b|at least|at a minimum|at the (?:very )?least|and up|and above|or more|or over"
    r"|upwards?|plus(?= ?$|[,.;])|and more|or so minimum|as a minimum|and over",
    most=r"go (?:up )?to|stretch to|up to|at most|maximum(?: of)?|max|maxi|less than|lower than|under|below|cap(?:ped)?(?: at)?|as high as"
    r"|no higher than|stretch to|tops|limit(?:ed)?(?: of| to| is)?"
    r"|within|sub|ceiling(?: of| is)?|a ceiling of|top out at|not exceed\w*|beneath|south of|the most .{0,20} is"
    r"|can't exceed",
    most_after=r"(?:is|are|would be|seems) (?:way |far |a bit )?too (?:much|expensive|high)|tops|max\b|maximum|at most|at the most|at the very most|or less|or under|or below|and not a \w+ more"
    r"|not a \w+ more|and no more|no more|absolute max\w*|cap|ceiling"
    r"|and that's it|limit|or lower",
    no_more=r"no more than|(?:not|n't|never|cannot)(?: \w+){0,4} (?:more than|over|above|exceed|beyond|past)"
    r"|without (?:exceeding|going over)|not a (?:penny|cent|dime|dollar|euro|pound) (?:over|more than|above)"
    r"|nothing (?:over|above)|no higher than|not exceeding|must stay (?:under|below)|(?:not|no) (?:any)?more than",
    no_less=r"(?:not|no|n't|nothing|never) (?:be )?(?:less than|lower than|below|under|fewer than)",
    rough=r"not far (?:from|off)|about|around|roughly|approx\w*|circa|ca|c\.|something like|somewhere around"
    r"|somewhere near"
    r"|in the region of|in the neighbou?rhood of|i'd say|i would say|i'd guess|maybe|perhaps|ballpark(?: of)?"
    r"|more or less|nearly|almost|close to|near|say|give or take|some|order of|probably|thinking|or thereabouts",
    rough_after=r"or so|ish|give or take|more or less|roughly|approx\w*|ballpark|or thereabouts|thereabouts"
    r"|around that|or around that|-ish|something like that|in that region|maybe|i'd say|i guess|i think|about",
    none=r"(?:no|zero|any|without(?: any| a)?|not have (?:a|any|the)|n't have (?:a|any)|n't got (?:a|any)"
    r"|lack of) (?:\w+ )?(?:budgets?|money|funds?|funding|cash|dosh)\b"
    r"|\b(?:not|without) (?:a|one|any) (?:penny|cent|dime|dollar|pound|euro|single \w+)\b|nothing (?:at all|allocated"
    r"|set aside|budgeted|earmarked|to spend)"
    r"|\b(?:haven't|have not|not) (?:allocated|set aside|budgeted|earmarked) (?:anything|any|a)|\b(?:we're|i'm|are"
    r"|am) (?:flat |totally )?broke\b|budget ?(?:is|of|:|=)? ?(?:zero|nil|nothing|none|zilch)"
    r"|for free$|^free\b|not spending anything|can't afford|cannot afford|can't (?:pay|spend) (?:anything|any)"
    r"|no penny|not paid",
    nothing="nothing, zero, none, nada, zilch, nil, free, zip, not a penny, not a cent, nothing at all, no money, "
    "we have nothing, we've got nothing, 0, naught",
    undecided=r"(?:has been |have been |is |was )?(?:set|defined|yet|fixed|in mind|limits?|constraints?|agreed"
    r"|approved|decided|determined|allocated yet|cap|confirmed|finali[sz]ed|figures?|range|assigned yet|specified"
    r"|established)",
    names=r"budgets?",
    tax=r"(?:\+|plus|ex|excl|excluding|incl|including|before|after|net of)\.? (?:vat|tax|taxes|gst)|net|gross",
    total=r"in total|total(?: of)?|altogether|all in|overall|in all|combined|all told",
    lots=r"lots? of|times|x|batches of|payments? of|instal?lments? of|tranches of|phases of|milestones of",
    figures="figures, figure, digits",
    parts={"low": "low, lower", "mid": "mid, middle, mid-", "high": "high, upper, high-"},
    kept="founds, pound, compounds, bounds, ponds, euro, does, eurostar, pond, sounds, pouns, pesos, bucket, bucked, "
    "rapes",
)

# ---------------------------------------------------------------- time

TIME = TimeWords(
    months=(
        "January, jan",
        "February, feb, febr",
        "March, mar",
        "April, apr",
        "May",
        "June, jun",
        "July, jul",
        "August, aug",
        "September, sep, sept",
        "October, oct",
        "November, nov",
        "December, dec",
    ),
    doubtful="may, march, mar, sep, sept, jan, dec, oct, nov, apr, jun, jul, aug, feb, spring, fall",
    cues=r"in|by|before|until|till|after|since|from|to|and|or|between|this|next|around|for|mid|early|late|of|the"
    r"|sometime in|maybe"
    r"|during|through|starting|\d|st|nd|rd|th|perhaps|probably|end of|come|rather in|about|than",
    verbs_after=r"be|have|need|want|not|take|well|also|start|go|change|see|depend|come|get|only|vary|require|work|help",
    season_cues=r"in|the|this|next|by|before|after|late|early|mid|of|until|for|during|or|come|last|end of|since|from",
    weekdays=(
        "Monday",
        "Tuesday, tue, tues",
        "Wednesday",
        "Thursday, thu, thurs, thur",
        "Friday, fri",
        "Saturday",
        "Sunday",
    ),
    units={
        "hour": "hour, hours, hrs, hr, h",
        "day": "day, days, business days, working days",
        "week": "week, weeks, wk, wks",
        "fortnight": "fortnight, fortnights",
        "month": "month, months, mth, mths, mo, mos",
        "quarter": "quarter, quarters, qtr",
        "half": "half, halves",
        "year": "year, years, yr, yrs, fiscal year, financial year",
    },
    parts={
        "early": "early, beginning, start, early part, early in, first part, top, very beginning",
        "mid": "mid, middle, mid-, midway through",
        "late": "late, end, later part, tail end, close, late in, very end, latter part, back end",
    },
    of=r"of the|of",
    articles="the, this, that",
    quarter_letters="q",
    half_letters="h",
    week_letters="w, week, wk, week no, week number, cw, kw",
    last="last, final",
    this="this, current, the current, this coming",
    next="next, coming, following, upcoming, the next",
    next_after="following, coming",
    second_next=r"the one after next|after next",
    second_next_after="after next, after the next",
    coming=r"(?:in |within |over |during )?(?:the )?(?:next few|coming few|coming|next|next several|following"
    r"|next couple of)(?= \w+s\b)",
    coming_after=r"ahead|to come",
    year_next=r"next year|the following year|the year after|the coming year",
    year_this=r"this year|of the year|the current year|of the current year",
    year_cues=r"in|for|during|by|before|until|of|late|early|mid|end|start|after|from|since|around|fy|between|and|to"
    r"|or|not before|not until|beginning|the end of|the start of|through|calendar year|year",
    seasons={
        "03-20..06-20": "spring, springtime",
        "06-21..09-22": "summer, summertime",
        "09-23..12-20": "autumn, fall",
        "12-21..03-19": "winter, wintertime",
    },
    feasts={
        "12-25": r"christmas|xmas|x-mas",
        "12-24": r"christmas eve|xmas eve",
        "12-31": r"new year'?s eve|nye",
        "01-01..01-31": r"(?:early )?in the new year",
        "01-01": r"new year'?s(?: day)?|(?:the )?new year",
        "easter": r"easter",
        "easter-2": r"good friday",
        "easter+1": r"easter monday",
        "easter+49": r"pentecost|whitsun",
        "11-4-4": r"thanksgiving",
        "11-4-5": r"black[- ]friday",
        "10-31": r"halloween",
        "09-1-1": r"labou?r day",
        "05-5-1": r"memorial day",
        "07-04": r"4th of july|fourth of july|july 4th|independence day",
        "02-14": r"valentine'?s(?: day)?",
        "03-17": r"st\.? patrick'?s(?: day)?",
        "12-20..01-02": r"(?:the )?(?:christmas holidays|"
        r"holiday season|christmas break|winter break|festive season|xmas holidays|christmas period"
        r"|year[- ]end holidays|(?<!summer )(?<!school )(?<!easter )holidays)",
        "07-01..08-31": r"(?:the )?(?:summer holidays?|summer break|summer vacations?|school holidays|summer hols)",
        "09-01..09-30": r"back[- ]to[- ]school",
        "easter-9..easter+9": r"easter (?:holidays|break)",
    },
    near={
        0: r"today|tonight|this (?:morning|afternoon|evening)|later today",
        1: r"tomorrow(?: morning| afternoon)?|tmrw|tmw|tmr|tomorow|2moro",
        2: r"(?:the )?day after tomorrow",
    },
    weekend=r"weekend|week[- ]end",
    now=r"now|today|right now",
    in_=r"in|in about|after|some|another",
    within=r"within(?: the next)?|(?:in|over|during|for) the next|in less than|in under|less than|under|in the coming"
    r"|at most|no more than|not more than|max|maximum|within a maximum of|in no more than|up to|inside"
    r"|before|by|in at most|next|no later than",
    within_the=r"within|by the end of|inside|in under|during|before the end of",
    about=r"about|around|roughly|approx\w*|say|maybe|another|just|like|some|the|approximately|at least|probably|circa"
    r"|something like|only",
    more_than=r"more than|in over|at least|not before(?: at least)?|not for(?: at least)?(?: another| the next)?"
    r"|in more than"
    r"|in at least|not for at least|no sooner than|minimum|min|not within|not in|not until at least"
    r"|no earlier than|a minimum of|after at least|not for the next|n't for(?: at least)?(?: another)?",
    between_counts=r"-|to|or|/|and",
    after_count=r"more|of|next|short|full|good|whole|long|business|working|calendar|other",
    halves=r"and a half",
    from_now=r"'? ?time|from now|from today|from the start|out|away|ahead|hence|later|or so|max\w*|tops|at most"
    r"|at the latest",
    lengths=r"over|for|during|lasting|duration of|spread over|across|past|last|the past|the last|for the past|every"
    r"|each",
    per=r"per|every|each|/|p",
    week_of=r"(?:the )?week (?:of|commencing|beginning|starting)|w/c|wc|week of the",
    the_day=r"the",
    day_suffix=r"st|nd|rd|th",
    fiscal_years=r"fy|fiscal year|financial year",
    fiscal_end=r"(?:end of (?:the |our )?(?:fiscal|financial|tax) year|(?:fiscal|financial) year[- ]?end"
    r"|year[- ]end close|fy[- ]?end|end of (?:the |our )?fy|(?:fiscal|financial) year close)",
    ends={
        "month": "eom, month end, month-end",
        "quarter": "eoq, quarter end, quarter-end",
        "year": "eoy, year end, year-end",
        "week": "eow",
        "day": "eod, cob",
    },
    links=r"-|to|and|or|until|till|through|thru|/|up to|or maybe|maybe|perhaps|possibly|and/or|or possibly|then|&|->"
    r"|→|or perhaps|or even",
    opens=r"from|between|sometime between|anywhere between|anytime between|somewhere between"
    r"|any time between|starting",
    fillers=r"(?:the|our) [a-z]{3,14}(?: [a-z]{3,14})? (?:of|on|in)|the|in|on|of|at|start of|beginning of|this|our"
    r"|around|about|early"
    r"|sometime in|sometime|some time in"
    r"|end of|say|mid|roughly|at least|like",
    not_before=r"not (?:\w+ )?before|not (?:\w+ )?until|not till|no earlier than|no sooner than|not earlier than"
    r"|not sooner than|nothing before|never before|n't (?:\w+ ){0,3}(?:before|until|till)|not any (?:earlier"
    r"|sooner) than"
    r"|won't (?:\w+ ){0,3}(?:before|until)|not (?:\w+ ){1,3}(?:before|until)|nothing until",
    before=r"before|ahead of|prior to|in time for|earlier than|sooner than|leading up to|ahead",
    by=r"by|no later than|not later than|at the latest by|until|till|up to|not after|latest|deadline|deadline is"
    r"|due(?: by| on)?|on or before|at the latest|up until|not past|no more than|not beyond",
    after=r"after|past|once past|following|beyond|later than|post|when we're past|once",
    from_=r"from|starting(?: in| from| on| at| with)?|as of|since|as from|beginning(?: in| on)?|on or after|effective"
    r"|commencing(?: in| on)?|kicking off(?: in| on)?|at the earliest",
    denials=r"not|rather than|instead of|n't|and not|but not|except|never|isn't|nor",
    latest_after=r"at the (?:very )?latest|latest|max(?:imum)?|tops|at most|deadline|or (?:earlier|sooner|before)"
    r"|absolute latest|or bust",
    earliest_after=r"at the (?:very )?earliest|earliest|onwards?|on(?= ?$|[,.;])|or later|or after|minimum|and after"
    r"|and beyond|at least|or more|or beyond|or longer|plus\b|forward",
    corrections=r"no|sorry|wait|no wait|or rather|rather|actually|i mean|make that|scratch that|correction|make it"
    r"|but rather|but",
    soon=r"asap|a\.s\.a\.p|as (?:soon|quickly|fast|early) as (?:possible|you can|we can|poss|i can|humanly possible"
    r"|practicable)|im+ediat\w*|immedi\w+ly|right away|right now|straight ?away|straight off|at once|urgent\w*"
    r"|urgency|(?<!for )(?<!until )now"
    r"|^yesterday|(?:by|for|needed it|need it|needed|done) yesterday|without delay|the sooner the better"
    r"|sooner the better|first thing|soonest|at the earliest(?: opportunity| convenience)?|earliest (?:possible"
    r"|opportunity|convenience)|no time to (?:lose|waste)|in a (?:big |real )?(?:hurry|rush)"
    r"|(?:whenever|when) you(?:'re| are) ready|ready to (?:go|start)(?: now)?|on the double|pronto|stat|emergency",
    soonish=r"soon|quickly|shortly|fast|quick|promptly|rapidly|very soon|imminently|in the near future|near future"
    r"|short term|sooner rather than later|before long",
    no_hurry=r"(?:no|not|isn't|n't|zero|without any|never) ?(?:\w+ )?(?:an? |any |in (?:a|any) |a real "
    r"|that )?(?:hurry|rush|urgen\w+|pressing|hurried|rushed|time pressure|pressure|timeline|timeframe|deadline"
    r"|due date|fixed timeline)|some ?day|some time in the (?:distant )?future|one of these days"
    r"|(?<!in )(?<!after )one day|eventually|just (?:looking|browsing|curious|exploring|researching|window shopping)"
    r"|never|no date\w*|when(?:ever)? (?:we|you|i) (?:get (?:round|around) to it|can|have time|like|feel like it|want"
    r"|find (?:the )?time|get a chance|please)|whenever(?! you(?:'re| are) ready)"
    r"|(?:any ?time|no matter when)|take (?:your|our) time|down the (?:road|line|track)|in the distant future"
    r"|not (?:now|right now|right away|immediately|yet needed|soon|any ?time soon)|no (?:particular|specific|real|set"
    r"|fixed|strict|hard) (?:date|deadline|timeline|rush|hurry|timing|timeframe)"
    r"|(?:plenty|lots) of time|all the time in the world|at some point|sometime$|some time$|later on|^later|later$"
    r"|in due course|long term|not a priority|no need to rush|we'll see|low priority|some point in the future"
    r"|doesn't matter when|doesn't matter|don't mind when|at (?:your|our) (?:leisure|convenience)|flexible"
    r"|when the time comes|in (?:our|your) own time",
    no_date_yet=r"no (?:\w+ )?(?:date|timeline|deadline|timeframe)s? (?:set|yet|fixed|in mind|defined|decided|agreed"
    r"|has been|for now|at the moment)|not (?:yet )?(?:decided|set|defined|fixed|known|sure|scheduled|planned"
    r"|confirmed)|to be (?:decided|determined|defined|confirmed)|\btb[dca]\b"
    r"|haven't (?:decided|set|fixed|agreed|picked|chosen|got)|depends|undecided|no idea|we'll see (?:how|what|when"
    r"|depending)|don't (?:know|have a) (?:yet|when|date)",
    misspelt={
        "june": "juen, jume, jnue",
        "july": "jully, juyl, jly",
        "april": "apirl, aprl, aprill, arpil",
        "month": "mnoth, monht, moth, mont, mounth, motnh",
        "tomorrow": "tommorow, tommorrow, tomorow, tommorw, tomrrow",
        "months": "moths, mnoths, monhts, monts",
        "week": "weeek, wek",
        "weeks": "weks, weesk, weeeks",
        "august": "agust, augst",
        "year": "yaer, yeer",
        "asap": "assap, aasp, aspa",
        "next": "nxt, nex",
        "monday": "mondy",
        "march": "mrach",
        "early": "erly",
    },
    mended="tomorrow, christmas, autumn, holidays, easter, whenever, yesterday, quarter",
    kept="eastern, mouths, quarterly, quarters, mondays, fridays, sundays, weekend, weekends, january, augusta, "
    "thirsty, mounts, moneys, summary, "
    "monthly, marches, yesterdays, automation, automating, months, someday, saturdays, tuesdays, thursdays, quartet",
)

# ---------------------------------------------------------------- yes and no

YES_NO = YesNoWords(
    labels=("Yes", "No"),
    yes=(
        "yes, yeah, yep, yup, yea, yess, yeh, yus, yas, yeap, yepp, ye, ya, yse, aye, y, yes yes, yeah yeah, "
        "yes please, yeah sure",
        "yes sure, yes of course, of course, of course yes, sure, sure thing, sure why not, for sure, surely, "
        "certainly",
        "definitely, definitely yes, absolutely, totally, indeed, exactly, gladly, with pleasure, "
        "with great pleasure, "
        "ok, okay, okey, okie, okie dokie, oki, k, kk, okay sure, ok sure, alright, all right, right, right on, "
        "fine, "
        "that's fine, thats fine, it's fine, fine by me, fine with me, that's ok, that's okay, it's ok, it's okay, "
        "i'm fine with that, i'm fine with it, i'm ok with that, i'm okay with that, good with me, "
        "i'm good with that",
        "sounds good, sounds great, sounds good to me, sounds perfect, great, perfect, cool, lovely, brilliant",
        "that would be great, that'd be great, that would be nice, that'd be nice, go ahead, please do, go for it",
        "let's do it, let's go, by all means, be my guest, feel free, why not, why wouldn't i, why wouldn't we, agreed",
        "i agree, i accept, i consent, i approve, i confirm, i do, i am, i would, i will, i have, we have, we do, "
        "we are, we would, we will, it is, it does, that's right, that's correct, you bet, you got it, you betcha",
        "i'd love to, i would love to, i'd like that, i would like that, i'd love that, i'd like to, works for me",
        "that works, that works for me, no problem, no problem at all, no problemo, np, no prob, no probs, no worries",
        "no worries at all, no issue, no issues, no objection, no objections, no objection at all, no doubt, no doubts",
        "without a doubt, without doubt, no question, no question about it, no kidding, not a problem, "
        "no problem with "
        "that, no issue with that, i have no objection, i have no objections, i've no objection, "
        "i don't have a problem",
        "i don't have a problem with that, i have no problem with that, i don't object, i do not object, i don't mind",
        "i do not mind, i don't mind at all, we don't mind, wouldn't mind, i wouldn't mind, i wouldn't say no, "
        "can't say no, i can't say no, i won't say no, can't complain, count me in, i'm in, i'm game, "
        "i'm interested, interested",
        "very interested, yes i do, yes we do, yes i am, yes i would, yes i agree, yes i accept, affirmative, correct",
        "true, happy to, happy to chat, i'm happy with that, we've got one, we have one, we do have one, i have one",
        "we already do, already do, we already have one, i already have one, roger, hell yes, hell yeah, heck yes",
        "oh yes, damn right, please, yes absolutely, yes definitely, yes certainly, 100%, 100 percent",
    ),
    no=(
        "no, nah, nope, nop, noo, naw, nay, n, na, no no, nah nah, no thanks, no thank you, no thx, no ty, "
        "nah thanks, "
        "thanks but no, thanks but no thanks, no sorry, sorry no, not at all, absolutely not, certainly not",
        "definitely not, of course not, no way, no chance, no way jose, not a chance, hell no, heck no, never, not now",
        "not right now, not yet, not today, not really, not for now, not at the moment, not at this time, "
        "not this time",
        "not currently, not for me, not us, not interested, i'm not interested, i am not interested, "
        "we're not interested",
        "not interested thanks, i refuse, i decline, i disagree, i don't agree, i do not agree, i don't accept, "
        "i do not accept, i do not consent, i don't consent, i don't want, i don't want that, i don't want to",
        "i don't want it, i do not want that, i do not want to, i'd rather not, i would rather not, i'd prefer not",
        "i'd prefer not to, i would prefer not to, i prefer not to, rather not, please don't, please do not, don't",
        "i don't, i do not, we don't, we do not, i don't have one, i do not have one, we don't have one, "
        "we do not have one, we don't have any, we haven't got one, we haven't, i haven't, i have not, i'm not",
        "i am not, we're not, we are not, we aren't, it isn't, it's not, we don't use one, we don't use any, negative",
        "no i don't, no we don't, pass on that, i'll pass, hard pass, i'm good, i'm good thanks, we're good, "
        "we're good thanks, i'm all set, we're all set, false, incorrect, none, none at all, nothing, nada",
        "no need, there's no need, not necessary, not needed, that won't be necessary, don't bother, "
        "out of the question",
        "count me out, over my dead body, nothing like that, not that i know of, not so far, not anymore, "
        "we used to, not any more, under no circumstances, not on your life",
    ),
    neither=(
        "i don't know, i do not know, we don't know, dunno, i dunno, idk, no idea, i've no idea, i have no idea",
        "i don't understand, i do not understand, no comment",
    ),
    maybe=(
        "maybe, mayb, mabye, maybe yes, maybe no, maybe not, maybe later, maybe one day, maybe some day, perhaps",
        "perhaps not, perhaps later, yes and no, no and yes, yes maybe, yeah maybe, we'll see, we will see, "
        "i'll see, "
        "we shall see, let's see, let me see, it depends, depends, that depends, it all depends, depends on what",
        "possibly, possible, it's possible, quite possibly, potentially, could be, might be, might do, i might, "
        "we might",
        "it might, i may, we may, might, not sure, i'm not sure, i'm not sure yet, we're not sure yet, "
        "im not sure, i am not sure, we're not sure, not too sure",
        "not quite sure, unsure, i'm unsure, undecided, i'm undecided, not certain, i'm not certain, not necessarily",
        "i'll think about it, let me think, let me think about it, i need to think, i need to think about it, "
        "we'll think about it, have to think about it, hmm, i'm on the fence, on the fence, 50 50, fifty fifty, "
        "half and half, sort of, kind of, kinda, sorta, more or less, either way, if needed, if necessary, meh, "
        "hard to say, not decided, not decided yet, not sure yet, don't know yet, i don't know yet, "
        "we don't know yet",
    ),
    leaning_yes=(
        "i think so, i think we do, i think i do, i believe so, i guess, i guess so, i suppose, i suppose so, probably",
        "i think yes, i guess yes, i believe yes, i suppose yes",
        "probably yes, most probably, most likely, likely, very likely, i hope so, rather yes, i would say so, "
        "i'd say so",
        "i'd say yes, i would think so, i'm inclined to say yes, presumably, more yes than no, mostly",
    ),
    leaning_no=(
        "i think no, i guess no, i believe no, i suppose no, "
        "i don't think so, i do not think so, i don't believe so, i think not, i guess not, i suppose not, "
        "probably not",
        "most likely not, unlikely, i doubt it, doubtful, i doubt, don't think so, rather no, i'd say no, not likely",
        "i'd say not, hardly, barely, not exactly, not especially, not particularly, i'm afraid not, afraid not",
    ),
    begins_yes=(
        "we use, i use, we have, i have, we've been using, i've been using, i've used, we're using, we are using, "
        "i'm using, we work with, we run, we're on, we are on, we already, "
        "we have a, we have one, we've got, i have a, i've got, i already, already, we do, i'd love, i would love",
        "i'd like, i would like, you can call, call me, you may, please call, please contact, that would be, that'd be",
    ),
    begins_no=(
        "we don't, we do not, i don't, i do not, we haven't, i haven't, we have no, i have no, we have none, "
        "we use no, "
        "we use nothing, we aren't, we are not, we're not, i'm not interested, we never, i never, not yet, nothing, "
        "none, no need, there is no, there's no, don't call, don't contact, do not call, do not contact, "
        "i'd rather not",
        "i would rather not, i'd prefer not, not interested, please don't, please do not, not at the, not until",
    ),
    unless=(
        "excel, spreadsheet, spreadsheets, paper, by hand, provider, supplier, someone, problem, question, know, "
        "understand, sure, mind, object, more, to, no, nothing, not, none, concerns, doubts",
    ),
    only_alone=(
        "y, n, k, right, i do, i am, i would, i will, i have, we have, we do, we are, we would, we will, it is, "
        "it does",
        "fine, correct, true, false, great, perfect, cool, lovely, brilliant, i don't, i do not, we don't, "
        "we do not, "
        "don't, never, all right, no idea, none, nothing, please, i'm not, i am not, we're not, we are not, "
        "we aren't",
        "it isn't, it's not, we haven't, i haven't, i have not, na, ya, ye, possible, likely, might, i might, "
        "we might, i may, we may, it might, mostly, i guess, i suppose, hardly, barely, sort of, kind of, kinda, "
        "interested, i doubt, hmm, we used to, i'm in, feel free, i'm good, we're good, likely, i don't mind, "
        "not sure, i'm not sure, surely, i'd like to, i'd love to, happy to, not yet",
    ),
    courtesy=(
        "for me, for us, on my side, from me, thanks, thank you, thank you very much, thanks a lot, many thanks, "
        "thx, ty, please, pls, plz, cheers",
    ),
    openers=("well, um, uh, er, hmm, hm, oh, ah, so, hi, hello, hey, honestly, actually, ok so, i'd say, i say",),
    but=("but",),
)

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords(
    articles=("the, a, an, this, that, some, our, my",),
    around=(
        "rather, mostly, mainly, i think, i'd say, it's, it is, that's, option, choice, i choose, i'll take, "
        "i'll go with, "
        "i'd go with, i'd go for, let's go with, going with, go with, i pick, i'd pick, i'd like, we'd like, "
        "i want, we want, "
        "we need, i need, probably, just, only, please, for, by, via, in, on, at, to, with, we're in, we are in, "
        "i'm in, "
        "i work in, we work in, we're, we are, i'm, i am, definitely, maybe, um, well, so, ok, yes, sector, "
        "industry sector, "
        "build, make, looking for, i'm looking for, we're looking for, give me, take, select, plan, package, "
        "i prefer, prefer, we prefer, we do, i do, it would be, that would be, would be, the field of",
    ),
    after=(
        "please, pls, plz, thanks, thank you, mostly, mainly, only, i think, i guess, for now, probably, will do, "
        "works",
    ),
    place=("option, number, num, no, nr, n, choice, answer, item, position, button",),
    suffixes=("st, nd, rd, th",),
    one=("one, option, choice, answer, item, on the list, in the list, from the top, plan",),
    last=("last, final, very last, the bottom one, bottom one, at the bottom, bottom",),
    before_last=(
        "second to last, second last, last but one, next to last, penultimate, one before last, one before the last",
    ),
    middle=("middle, in the middle, middle one, one in the middle, centre, center, mid",),
    firsts=("first",),
    lasts=("last",),
    every=(
        "all, both, everything, all of them, all of these, all of those, all of the above, both of them, all of it, "
        "all three, all four, all options, all the options, every one, every one of them, each of them, the lot, "
        "the whole lot, all the above, any and all, everything on the list, all channels, all of em, "
        "a bit of everything, "
        "a bit of all, bit of everything, every single one, the works",
    ),
    both=("both, both of them, the two",),
    negations=("not, except, without, neither, nor, no, none, don, never, excluding, minus, excl, isn, bar",),
    excepted=(
        "other than, apart from, aside from, rather than, instead of, anything but, everything but, all but, "
        "except for, but not, save for",
    ),
    none=(
        "none, none of these, none of those, none of them, none of the above, neither, neither of them, neither one, "
        "nothing, no one of these, not any of these, nothing here, none apply, none applies, none fit, none fits, "
        "not one of them, nothing on the list, nothing fits, not any, none really, not on the list, not listed, n a",
    ),
    other=(
        "other, others, something else, another, another one, anything else, something different, other thing, "
        "a different one, another kind, another type, another sector, another industry, other industry, "
        "other sector, "
        "miscellaneous, misc, someone else, not listed, not on the list, something else entirely, different",
    ),
    joining=("and, then, plus, as well as, or",),
    but=("but",),
    to=("to, through, thru, and",),
    above=("more than, over, above, upwards of, at least, north of, bigger than, exceeding, beyond",),
    below=("less than, under, fewer than, up to, below, at most, no more than, nearly, almost, not even, barely",),
    or_more=("and more, or more, plus, and up, and above, or above, at least",),
    or_less=("or less, or fewer, and under, or under, at most, max, tops",),
    numbers={
        "zero": 0,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
        "thirteen": 13,
        "fourteen": 14,
        "fifteen": 15,
        "sixteen": 16,
        "seventeen": 17,
        "eighteen": 18,
        "nineteen": 19,
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fourty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
        "hundred": 100,
        "hundreds": 200,
        "thousand": 1000,
        "thousands": 2000,
        "dozen": 12,
        "dozens": 24,
        "couple": 2,
        "score": 20,
    },
    counts={
        1: (
            "just me, only me, me, me only, just myself, myself, by myself, on my own, i'm on my own, alone, "
            "i'm alone, "
            "i work alone, solo, it's just me, it's only me, just little old me, i'm solo, i am alone, "
            "me myself and i, "
            "nobody but me, no one but me, no one else, nobody else, freelance, freelancer, i'm a freelancer, "
            "one man band, one woman band, one man show, solopreneur, i'm a solopreneur, sole trader, "
            "i'm a sole trader, "
            "self employed, i'm self employed, no employees, i have no employees, zero employees, one person",
        ),
        2: (
            "me and my partner, my partner and i, my partner and me, my wife and i, my husband and i, "
            "me and my wife, "
            "me and my husband, me and my business partner, my business partner and i, the two of us, "
            "just the two of us, "
            "me and my cofounder, my cofounder and i, a couple, a couple of us, two of us, both of us",
        ),
    },
    alike={
        "website": (
            "website, web site, site, websites, landing page, homepage, web page, company site, webpage, brochure site",
        ),
        "online-shop": (
            "online store, online shop, e-commerce, ecommerce, e commerce, webshop, web shop, web store, webstore, "
            "eshop, e-shop, e-store, shopify, woocommerce, magento, sell online, selling online, online sales, "
            "e-commerce site, ecommerce site, ecommerce website, e-commerce website, sell my products online, "
            "sell our products online, sell stuff online, sell things online, store on the web, shop online, "
            "internet shop, online retail",
        ),
        "app": (
            "app, apps, application, mobile app, mobile application, phone app, ios, ios app, android, android app, "
            "iphone app, smartphone app, iphone",
        ),
        "phone": (
            "phone, telephone, call, calls, phone call, phone calls, by phone, cold calling, tel, ring, phoning",
        ),
        "email": (
            "e-mail, email, mail, emails, e-mails, mails, newsletter, newsletters, mailing, electronic mail, inbox",
        ),
        "social": (
            "social media, social networks, social network, socials, social, linkedin, facebook, instagram, "
            "insta, twitter, tiktok, "
            "youtube, fb",
        ),
        "fairs": (
            "trade shows, trade show, tradeshows, tradeshow, fairs, fair, trade fairs, trade fair, events, event, "
            "expo, expos, "
            "exhibitions, exhibition, conferences, conference, conventions",
        ),
        "search": ("google, search engine, web search, seo, google search, internet",),
        "word-of-mouth": ("word of mouth, recommendation, referral, a friend, friend, colleague, referred",),
        "advertising": ("advertising, ad, ads, advert, advertisement, google ads, billboard",),
        "health": (
            "health, healthcare, health care, hospital, hospitals, medical, medicine, clinic, clinics, doctor, "
            "pharmacy, nursing, "
            "dental, dentist, pharma, care home, physio, gp practice",
        ),
        "industry": (
            "industry, manufacturing, factory, factories, manufacturer, production, plant, industrial, "
            "we make things, "
            "metalwork, chemicals, aerospace, automotive",
        ),
        "education": (
            "education, school, schools, university, teaching, teacher, training, college, academia, e-learning, "
            "elearning, edtech, educational, nursery, kindergarten, tutoring",
        ),
        "retail": (
            "e-commerce, ecommerce, online shop, online store, webshop, "
            "retail, shop, shops, store, stores, commerce, retailer, supermarket, wholesale, bakery, grocery, "
            "brick and mortar, clothing store, florist",
        ),
        "services": (
            "services, service, consulting, consultancy, consultant, professional services, agency, advisory, "
            "cleaning, consultants",
        ),
        "basic-plan": (
            "basic, starter, essential, essentials, entry level, cheapest, cheapest one, small plan, smallest, "
            "base, free, "
            "beginner, lite, light, entry",
        ),
        "pro-plan": ("pro, professional, business, standard, mid tier, mid range, intermediate",),
        "enterprise-plan": (
            "enterprise, premium, corporate, large company, biggest, most expensive, unlimited, custom, top tier, "
            "full, "
            "largest, big one, top, ultimate",
        ),
        "billing": ("billing, invoicing, invoice, invoices, quotes",),
        "crm": (
            "crm, customer management, customer relationship, sales pipeline, lead tracking, pipeline, "
            "client management",
        ),
        "accounting": ("accounting, accounts, bookkeeping, accountant, accountants, finance",),
        "hr": ("hr, human resources, recruitment, payroll, hiring, people ops, recruiting, staffing",),
        "logistics": ("logistics, stock, warehouse, warehousing, delivery, supply chain, shipping, inventory",),
        "legal": ("legal, law, lawyer, lawyers, law firm, attorney, solicitor, solicitors",),
        "real-estate": ("real estate, property, estate agent, estate agency, realtor, properties, housing, realty",),
        "construction": (
            "construction, building, builder, builders, contractor, plumbing, plumber, trades, electrician, roofing, "
            "renovation, architect",
        ),
        "banking": ("banking, bank, banks, fintech, financial services",),
        "insurance": ("insurance, insurer, insurers, broker, brokerage",),
        "transport": ("transport, transportation, trucking, haulage, freight, taxi, trucks, carrier",),
        "tourism": ("tourism, travel, hotel, hotels, hospitality, travel agency, b b",),
        "catering": (
            "catering, restaurant, restaurants, bar, cafe, food service, coffee shop, pub, food truck, diner, takeaway",
        ),
        "farming": ("agriculture, farming, farm, farmer, agricultural, vineyard",),
        "it": (
            "software, tech, technology, saas, information technology, computing, software development, cybersecurity",
        ),
        "marketing": ("marketing, communications, branding, advertising agency, pr",),
        "public": ("public, public sector, government, council, city hall, state, municipality, local government",),
        "nonprofit": ("non-profit, nonprofit, charity, ngo, foundation, not for profit, charities, voluntary sector",),
        "training": ("training, coaching, courses, coach",),
        "support": ("support, help desk, helpdesk, customer service, customer support, maintenance, assistance",),
        "video-call": ("video call, video, zoom, teams, google meet, skype, video conference, facetime",),
        "on-site": ("in person, on site, on-site, face to face, at our office, at our offices, onsite",),
        "sms": ("sms, text, text message, whatsapp, texting, texts",),
        "morning": ("morning, mornings, am, in the morning",),
        "afternoon": ("afternoon, afternoons, pm, in the afternoon",),
        "evening": ("evening, evenings, in the evening, after work",),
    },
)

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords(
    at=("at, at sign, arobase",),
    dot=("dot, point, period, full stop",),
    dash=("dash, hyphen, minus",),
    underscore=("underscore, under score, underline",),
    plus=("plus",),
    before_address=(
        "is, it's, its, s, mail, email, e-mail, address, on, at, to, a, use, me, here, try, mine, yes, ok, hi, "
        "hello, that's, "
        "write, reach, contact, and, or, work, personal, under, :",
    ),
    streets_last=("street, st, road, rd, avenue, ave, lane, drive, boulevard, crescent, terrace, mews, parkway",),
    never_local=(
        "me, us, you, them, look, looking, is, are, was, work, works, working, sell, selling, buy, buying, "
        "bought, see, "
        "meet, find, found, shop, store, site, website, hosted, online, available, and, or, page, more, here, "
        "not, i'm, "
        "am, be, based, price, prices, now, today, tomorrow, later, already, arrive, stay, staying, it",
    ),
    digits={
        "zero": 0,
        "oh": 0,
        "o": 0,
        "nought": 0,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "niner": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
        "thirteen": 13,
        "fourteen": 14,
        "fifteen": 15,
        "sixteen": 16,
        "seventeen": 17,
        "eighteen": 18,
        "nineteen": 19,
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
        "hundred": 100,
    },
    times={"double": 2, "triple": 3, "treble": 3},
    extension=("ext, extension, extn, x",),
    extension_shown="ext.",
    greetings=(
        "hi there, hi, hello, hey, hey there, hello there, good morning, good afternoon, good evening, yes, well, "
        "ok, okay, sure, so, um, oh, yo, "
        "of course, sure thing, hiya, howdy, greetings, morning, no problem",
    ),
    courtesy=(
        "thanks, thank you, thank you very much, thanks a lot, please, nice to meet you, pleased to meet you, "
        "and you, cheers, pleasure, "
        "a pleasure, how are you, regards, kind regards, best regards, best, how do you do, good to meet you, "
        "nice meeting you, pls",
    ),
    titles=("mr, mrs, ms, miss, mx, mister, sir, madam",),
    shortened=("dr, st, jr, sr, pr, prof, mr, mrs, ms, rev, hon, capt, sgt, col, lt, gen, messrs",),
    titles_alone=("doctor, professor, miss, sir, madam, mister",),
    after_name=("jr, sr, junior, senior, ii, iii, iv, phd, md, msc, mba, esq",),
    particles=("of, the, and, mac, san, santa",),
    name_leads=("i am, i'm, this is, it is, it's, it's me, that's, that would be, im, here is, here's",),
    sure_name_leads=(
        "my name is, my name's, my full name is, my full name's, my first name is, my first name's, the name is, "
        "the name's, name is, name's, name, i am called, i'm called, "
        "call me, you can call me, people call me, everyone calls me, everybody calls me, they call me, "
        "please call me, just call me, i go by, i'm known as, full name :, first name :, "
        "name :, name -, you may call me, signed, my friends call me, full name is",
    ),
    name_tails=("speaking, here, on the line, on the phone, at your service, calling, over here, this side",),
    given=("my first name, first name, given name, first, forename, christian name",),
    family=("my last name, last name, surname, my surname, family name, my family name, last, second name",),
    goes_on=(
        "and my, and i, and i'm, and we, and it's, and the, my email, my mail, my phone, my number, my cell, "
        "my mobile, but, i, i'm, we, my, phone, email, e-mail, cell, mobile, tel, "
        "from, at, with, who, which, working for, working at, works for, works at, and our, our, reachable, "
        "based, representing, ceo of, ceo at, owner of",
    ),
    never_in_a_name=(
        "i, you, we, my, your, our, rather, prefer, say, tell, why, want, need, would, anonymous, stay, remain, "
        "this, that, is, am, are, was, "
        "not, don, doesn, isn, name, question, business, private, secret, what, who, how, later, none, nothing, "
        "to, for, with, mail, email, it, don't, i'd, no, answer, can, please",
    ),
    no_introduction=(
        "back, again, later, soon, anytime, when, asap, if, on, in, at, about, the, a, an, contract, contracts, "
        "price, prices, up, by, after, before, this, next, please, now, "
        "today, tonight, tomorrow, monday, tuesday, wednesday, thursday, friday, saturday, sunday, morning, "
        "looking, interested, using, into, very, really, so, too, quite, urgent, happy, here, trying, planning, "
        "searching, thinking, working, running, building, based, new, ready, sure, still, just, also, currently, "
        "consultant, marketing, sales, senior, junior, head, chief, freelance, self, independent, student, retired, "
        "belgian, french, british, english, american, canadian, swiss, dutch, european, microsoft, google, excel",
    ),
    states=(
        "busy, tired, interested, lost, sorry, ready, here, there, fine, good, ok, happy, curious, confused, sure, not sure, new, "
        "an accountant, accountant, a consultant, consultant, a developer, developer, a student, student, self-employed, retired, "
        "a freelancer, freelancer, a lawyer, lawyer, a doctor, a nurse, a teacher, teacher, an engineer, engineer, a designer, "
        "designer, an assistant, assistant, a salesperson, an entrepreneur, entrepreneur, a customer, customer, on holiday, "
        "at work, in a hurry, in a meeting, in a rush, just looking, just browsing, on mobile",
    ),
    no_name=(
        "anonymous, nobody, no name, none, n a, na, nothing, test, anon, unknown, whatever, no one, "
        "john doe or something, private",
    ),
    company_leads=(
        "we are, we're, it's, it is, i'm from, i am from, from, at, with, the company, company, for, called, "
        "i'm at, i'm with, i am at, i am with, the firm, it's me, yes, that's, it would be, my own company",
    ),
    sure_company_leads=(
        "i work at, i work for, i work with, i'm working at, i'm working for, working at, working for, "
        "we work for, we work at, i represent, we represent, it's called, it is called, we're called, "
        "we are called, "
        "my company is called, my company is named, my company is, my company's called, my company's, "
        "my company :, our company is called, our company is named, our company is, our company's called, "
        "our company's, our company :, "
        "the company is called, the company is named, the company is, the company's called, the company name is, "
        "company name is, company name :, company is, company :, "
        "my firm is called, my firm is, our firm is called, our firm is, my business is called, my business is, "
        "our business is called, our business is, my business name is, "
        "the business is called, the business is, business name :, business :, our organisation is called, "
        "our organization is called, "
        "my organisation is, my organization is, organisation :, organization :, my startup is called, "
        "our startup is called, my agency is called, our agency is called, the name is, my employer is, "
        "employer :, i run, we run, i own, i manage, i'm employed by, "
        "i am employed by, employed at, employed by, on behalf of, i started a company called, "
        "i have a company called, i founded, i co-founded, i own a company called, i run a company called, "
        "i run a business called, we're a company called, a company called, the company i work for is, we go by, "
        "our name is",
    ),
    company_tails=(
        "as a, as an, as the, based in, located in, based out of, out of, which, who, that, a small, a startup, an agency, a company, "
        "we, we're, i, i'm, where, but, founded in, near, headquartered, part of, specialised in, specialized in, "
        "a family, a local",
    ),
    called=("called, named, by the name of, known as",),
    places=("in, near, out of, at, on",),
    determiners=("the, a, an, both, also, only, just, sole, actually, proud, the sole, the only",),
    legal_forms=(
        "inc, ltd, llc, plc, corp, co, limited, incorporated, llp, pty, bros, gmbh, lp, & co, and sons, & sons, "
        "group, holdings",
    ),
    no_company=(
        "no company, no business, no employer, no organisation, no organization, freelance, freelancer, "
        "freelancing, self-employed, self employed, sole trader, sole proprietor, independent, "
        "independent contractor, independent consultant, contractor, solopreneur, student, "
        "i don't have a company, i don't have one, i do not have a company, i have no company, "
        "don't have a company, "
        "don't have one, i haven't got a company, i don't have a business, i don't work for a company, "
        "i don't work, none, no one, nobody, n a, na, nothing, not applicable, private individual, individual, "
        "an individual, private person, "
        "private, personal, for myself, it's for myself, it's personal, unemployed, between jobs, out of work, "
        "looking for work, job hunting, job seeker, retired, retiree, not employed, not working, no job, "
        "homemaker, stay at home mum, stay at home mom, stay at home dad, stay at home parent, i work for myself, "
        "work for myself, working for myself, on my own, i work on my own, just me, myself, me, me myself and i, "
        "one man band, no company yet, "
        "not yet, haven't started it yet, i'm my own boss, without a company, i'm on my own, not with a company, "
        "not a company, we don't have a company, we're not a company, just a person, a private customer, "
        "consumer, solo",
    ),
    no_company_around=(
        "i'm, i, am, a, an, m, just, currently, at the moment, right now, for now, actually, sorry, well, only, "
        "as, and, no, yes, it, s, it's, so, still, "
        "work, working, full time, part time, oh, hi, hello, um, the, in, here, simply, myself, thanks, now, yet, "
        "but, right, there is, there's",
    ),
    of=("of, at, for, from, with, @",),
    deciders=(
        "ceo, owner, co-owner, founder, co-founder, cofounder, director, managing director, md, president, boss, "
        "decision maker, decision-maker, sole decision maker, proprietor, "
        "business owner, company owner, sole owner, only owner, chief executive, principal, managing partner, "
        "sole director, sole trader, self-employed, freelancer, my own boss, one in charge, person in charge, "
        "head of the company, chairman, chairwoman, the boss, "
        "one who decides, one deciding, one who signs, one making the decision, one who makes the decision, "
        "budget holder, freelance, landlord, only one, coo, shop owner, store owner, general manager",
    ),
    owners=(
        "owner, founder, proprietor, business owner, company owner, sole owner, decision maker, decision-maker, "
        "sole decision maker, sole trader, freelancer, freelance, self-employed, budget holder, owner operator, "
        "sole director, shop owner",
    ),
    helpers=(
        "assistant, intern, secretary, employee, trainee, apprentice, pa, account manager, project manager, "
        "coordinator, analyst, consultant, sales rep, bookkeeper, accountant, developer, receptionist, "
        "office manager, messenger",
    ),
    above=(
        "boss, bosses, manager, managers, ceo, cfo, cto, coo, cmo, cio, md, director, directors, board, owner, "
        "owners, headquarters, hq, head office, management, "
        "managing director, head of sales, head of marketing, head of it, head, vp, procurement, purchasing, "
        "president, chairman, supervisor, superior, superiors, line manager, committee, "
        "leadership, exec, execs, executive, executives, executive team, client, clients, customer, shareholders, "
        "investors, parent company, founder, founders, dad, mum, mom, father, mother, parents, mayor, council, "
        "principal, "
        "employer, landlord, higher-ups, higher ups, upper management, finance, finance team, finance department, "
        "legal team, chief, corporate, group, leadership team, gm, general manager, c-suite, accountant, "
        "it department, trustees",
    ),
    partners=(
        "partner, partners, business partner, business partners, co-founder, co-founders, cofounder, cofounders, "
        "wife, husband, spouse, fiancé, fiancée, girlfriend, boyfriend, colleague, "
        "colleagues, coworker, coworkers, co-worker, team, brother, sister, son, daughter, family, friend, "
        "associates, associate, co-owner, co-director, other half, fellow directors, others, teammates, peers, "
        "committee, cousin",
    ),
    possessives=(
        "my, our, the, a, an, his, her, their, another, one of, some, other, whole, entire, business, two, three, "
        "of, all",
    ),
    i_am=("i am, i'm, im, i'm actually, i am actually, being, as, i'm also, i'm both, me, myself",),
    unsure=(
        "don't know, dont know, do not know, not sure, unsure, no idea, not certain, depends, hard to say, "
        "haven't decided, not decided, remains to be seen, tbd, to be decided, to be determined, dunno, idk, "
        "good question, no clue, unclear",
    ),
    self_said=(
        "i decide, i choose, i sign, i approve, i make the decision, i make the decisions, i make the final, "
        "i make the call, i make all the decisions, i make that decision, i call the shots, i have the final say, "
        "i've the final say, i get the final say, i have final say, i've got the final say, "
        "i have the last word, i get the last word, final say is mine, final decision is mine, "
        "i have full authority, full authority, i have the authority, i hold the budget, i own the budget, "
        "i control the budget, i hold the purse strings, purse strings, i pay, i'm paying, my money, my budget, "
        "my own decision, my decision, my call, my choice, my own call, "
        "up to me, down to me, stops with me, rests with me, lies with me, falls to me, it is me, it's me, "
        "that's me, that'd be me, that would be me, that will be me, that'll be me, just me, only me, me alone, "
        "me only, me myself, all me, me and only me, myself, alone, solely me, mine, i run it, i run the show, "
        "i'm in charge, "
        "i am in charge, in charge of that, my own boss, no one else, nobody else, no one but me, nobody but me, "
        "yours truly, sole decision, i'm the one, i am the one, on my own, by myself, single-handedly, i'm it, "
        "i'm deciding, i get to decide, i will decide, i'll decide, i'll be deciding, i can decide, "
        "i'm authorised, i'm authorized, i do it all, no approval needed, "
        "don't need approval, don't need anyone's approval, no need to ask, without approval, i handle all, "
        "i take the decision, i take the decisions, i can sign, i own the company, i own the business, "
        "my company, my business, it's my",
    ),
    shared_said=(
        "together, jointly, joint, joint decision, both of us, two of us, the two of us, three of us, all of us, "
        "some of us, several of us, a few of us, we decide, we all, we both, we choose, we vote, we discuss, "
        "we make, we sign, we agree, we'll decide, we will decide, us, we do, we all decide, and i, and me, "
        "and myself, me and, me or, myself and, i and, shared, shared decision, collective, collectively, "
        "consensus, as a team, as a family, as a group, as a couple, by committee, group decision, team decision, "
        "family decision, mutual, "
        "unanimous, majority, by vote, there are two of us, there's two of us, there are three of us, "
        "not just me, not only me, not me alone, not alone, not solely me, not on my own, not by myself, "
        "i have a say, i've a say, i get a say, part of the decision, part of the committee, part of the board, "
        "on the board, on the committee, "
        "i'm one of, one of the owners, one of the directors, one of the founders, one of the partners, "
        "a team effort, equal partners, several people, multiple people, between us, collaborative, "
        "collaboratively, fifty fifty, 50 50, along with, alongside, the team, our team, team of",
    ),
    other_said=(
        "someone else, somebody else, another person, other people, someone above, above me, above my pay grade, "
        "higher up, higher ups, they decide, he decides, she decides, they do, he does, she does, they choose, "
        "they make, it's him, it's her, it's them, "
        "approval from, approved by, sign off from, signed off by, sign-off from, decided by, made by, "
        "goes through, goes to, up to him, up to her, up to them, up to my, up to the, i recommend, "
        "i just recommend, i only recommend, i suggest, i propose, i advise, i influence, on behalf of, "
        "i just gather, i'm just gathering, "
        "i'm just researching, i'm researching for, a third party, not my department, not my area, depends on my, "
        "needs approval, need approval, needs sign-off, has to approve, i report to, i only execute, "
        "i'm just collecting, people above",
    ),
    not_alone=("not just me, not only me, not me alone, not alone, not solely me, not on my own, not by myself",),
    nobody_else=(
        "no one else, nobody else, no one but me, nobody but me, no approval needed, "
        "don't need approval, don't need anyone's approval, no need to ask, without approval",
    ),
    me=("me",),
    joints=("of, the, and, &",),
    denied=(
        "not me, not i, i don't decide, i do not decide, i don't choose, i don't sign, i don't make, "
        "i do not make, i don't have the final say, i don't have the authority, i don't have authority, "
        "i have no say, no say, no authority, not my decision, not my call, not my choice, not up to me, "
        "isn't up to me, "
        "isn't me, isn't my decision, isn't my call, not mine, isn't mine, not the decision maker, "
        "not the decision-maker, not the boss, not the owner, not a decision maker, i can't decide, "
        "i cannot decide, can't sign, never me, not in charge, not authorised, not authorized, not my job, "
        "not my budget, not for me to, i'm not the one, i am not the one, don't control the budget",
    ),
    with_=("with, together with, along with, alongside",),
    without=("not, without, nor, no, except",),
    consult=(
        "talk to, talk with, speak to, speak with, speaking to, talking to, talking with, speaking with, "
        "check with, checking with, run it by, running it by, run it past, run this by, discuss with, "
        "discuss it with, discuss this with, discussing it with, consult, consulting, consult with, "
        "consulting with, ask, asking, input from, "
        "approval of, approval from, sign off from, sign-off from, okay from, ok from, go ahead from, "
        "green light from, blessing of, convince, clear it with, confirm with, validate with, agree with, "
        "agree it with, align with, get buy-in from, buy-in from",
    ),
    decides=(
        "approved, signed off, decide, decides, deciding, decision, decisions, call, approve, approves, approval, "
        "sign, signs, sign off, signs off, say, final say, chooses, budget, authority, charge, pays, choose, "
        "last word, approving",
    ),
)

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords(
    phrases={
        "back": "back, go back, going back, previous, previous question, the previous question, go back one, "
        "back up, "
        "one step back, step back, go back one step, last question, undo, undo that, previous step, the one before, "
        "the question before, back one, back please, return, go backwards, backwards, rewind, take me back, "
        "earlier question, "
        "the previous one, previous one, previous page, oops go back, wait go back, back to the last one",
        "greet": "hello, hi, hey, hello there, hi there, hey there, good morning, good afternoon, good evening, greetings, "
        "howdy, hiya, hello hello, nice to meet you, good day, hi all",
        "skip": "skip, skip it, skip this, skip that, skip this one, skip pls, pass, skip the question, next, "
        "next question, "
        "next one, the next question, move on, moving on, i pass, i'll pass, i'll skip, i'll skip this, "
        "i'll skip that one, "
        "let's move on, on to the next, on to the next one, can we move on, ignore, ignore this, no answer, "
        "leave it blank, "
        "leave that blank, blank, later, maybe later, ask me later, i'll answer later, i'll tell you later, "
        "come back to that later, "
        "i'll come back to that, another question, ask me something else, proceed, continue, "
        "continue without answering, pass on this one, pass on that, hard pass, next please, n a",
        "why": "why, why that, why this, why this question, what for, what is it for, what's it for, for what, "
        "how come, what is this for, what's this for, what do you need it for, what do you need that for, "
        "what's it to you, is that necessary, is this necessary, is that required, is this mandatory",
        "human": "human, a human, a real human, real human, real person, a real person, agent, live agent, an agent, "
        "representative, rep, operator, advisor, adviser, customer service, customer support, live chat, support, "
        "someone real, a person, someone, somebody, human please, sales team, a salesperson, salesperson, "
        "human being, an operator, "
        "an advisor, a representative, real human please, live person",
        "stop": "stop, stop it, stop this, stop now, stop the conversation, stop this conversation, stop the chat, "
        "stop this chat, stop talking, stop asking, end, the end, "
        "end this conversation, end the conversation, end the chat, end this chat, end chat, finish, finished, "
        "quit, exit, "
        "cancel, cancel this, cancel everything, abort, bye, "
        "bye bye, goodbye, good bye, goodnight, i'm done, i'm done bye, i am done, i'm done here, we're done, "
        "we are done, "
        "i'm leaving, i'm out, i gotta go, gotta go, got to go, i have to go, i've got to go, i need to go, "
        "forget it, "
        "forget it i'm leaving, forget about it, "
        "never mind, nevermind, i quit, i give up, leave me alone, unsubscribe, unsubscribe me, opt out, go away, "
        "enough, "
        "that's enough, that is enough, enough of this, i've had enough, i am no longer interested, "
        "no longer interested, "
        "i'm no longer interested, not interested, i'm not interested, not interested anymore, "
        "i'm not interested anymore, "
        "not interested anymore goodbye, see you, see ya, "
        "drop it, let's stop, let's stop here, let's end this, let's leave it there, "
        "i don't want to continue, i do not want to continue, i don't want this anymore, close, close chat, "
        "close the chat, "
        "close this chat, shut up, terminate, stop messaging me, stop texting me, don't contact me again",
        "restart": "restart, start over, start again, start afresh, begin again, start from scratch, from scratch, "
        "restart the conversation, reset, start from the beginning, start over from the beginning, "
        "from the beginning, "
        "from the top, go back to the start, go back to the beginning, back to the start, back to the beginning, "
        "redo everything, "
        "let's start over",
        "repeat": "repeat, repeat that, repeat the question, repeat it, say again, say that again, come again, "
        "what, sorry, "
        "what was the question, what is the question, what's the question, ask again, pardon me, once more, "
        "i didn't get that, i didn't catch that, what did you say, what did you ask, "
        "i didn't understand the question",
        "erase": "forget me, forget about me, delete me, erase me, right to be forgotten, forget my data",
        "privacy": "privacy, privacy policy, your privacy policy, my rights, data protection, gdpr, "
        "what do you keep about me, "
        "what do you know about me",
        "help": "help, help me, i need help, need help, how does this work, how does it work, what can i say, "
        "what can i do, "
        "i don't understand, i do not understand, i don't get it, commands, i'm confused, i'm lost",
        "language": "change language, change the language, switch language, another language",
        "resume": "resume, go on, going on, carry on, keep going, pick up again, pick up where we left off, i'm back, "
        "i am back, back again, here i am again, go on with you, go on meanwhile, go on in the meantime, "
        "continue with you, continue meanwhile, let's continue, ready to continue, let's resume, where were we",
        "change": "i made a mistake, i made an error, i was wrong, my mistake, that's wrong, that was wrong, "
        "that's a mistake, "
        "that's not right, i got that wrong, i need to correct something, i need to fix something, "
        "correct my answer, "
        "i changed my mind, change my answer, edit my answer, oops wrong answer, wrong answer",
        "unknown": "idk, dunno, no idea, no clue, not sure, not sure yet, unsure, i don't know, i do not know, "
        "don't know, dont know, "
        "who knows, beats me, tbd, tba, tbc, to be determined, to be decided, to be defined, to be confirmed, "
        "to be discussed, "
        "undecided, undefined, unknown, hard to say, tough to say, "
        "difficult to say, too early to say, too early to tell, it's too early, good question, i forgot, i forget, "
        "i don't remember, "
        "can't remember, i can't remember, can't say, i can't say, can't tell, i couldn't tell you, couldn't say, "
        "it depends, depends, "
        "that depends, not decided, not decided yet, not defined, not defined yet, not yet, no decision yet, "
        "still thinking, "
        "still deciding, thinking about it, we'll see, we will see, let's see, you tell me, up to you, "
        "under discussion, "
        "still under discussion, "
        "i'd have to check, i have to check, let me check, need to check, i need to check, haven't decided, "
        "haven't decided yet, "
        "haven't thought about it, no preference, i have no idea, we have no idea, not a clue, i haven't a clue, "
        "your guess is as good as mine, i wish i knew, search me",
        "refuse": "that's confidential, it's confidential, confidential, that's private, it's private, private, "
        "that's personal, "
        "it's personal, personal, that's secret, secret, no comment, none of your business, "
        "that's none of your business, "
        "it's none of your business, not your business, not your concern, mind your own business, i refuse, "
        "i refuse to answer, "
        "i refuse to say, i decline, i decline to answer, i won't say, i won't tell you, i won't answer, "
        "i'm not telling, "
        "i'm not telling you, not telling, not telling you, i'm not saying, anonymous, i'd rather stay anonymous, "
        "i want to stay anonymous, i prefer to stay anonymous, i'd like to stay anonymous, "
        "i wish to remain anonymous, "
        "i'd rather remain anonymous, i prefer to remain anonymous, "
        "i'd rather not, i would rather not, rather not, rather not say, i'd rather not say, i would rather not say, "
        "i'd rather not answer, i would rather not answer, i'd rather not answer that, i prefer not to answer, "
        "i prefer not to, "
        "i'd prefer not to, i'd prefer not to say, i'd prefer not to answer, i prefer not to say, prefer not to say, "
        "prefer not to answer, i don't want to say, i don't want to answer, i don't want to tell you, "
        "i don't wish to say, "
        "that's sensitive, it's sensitive, sensitive information, confidential information, classified, "
        "why would i tell you that, why should i tell you, nice try, no way, not comfortable, "
        "i'm not comfortable with that, "
        "i don't feel comfortable, no thanks, no thank you, not now, not right now, never",
    },
    pairs={
        "skip": (
            (
                "skip, skip over, pass, pass on, ignore, leave, jump, jump over",
                "this, that, it, this one, that one, this question, that question, the question, this step, "
                "this part, "
                "to the next question, to the next one, to the next, ahead, to the next step",
            ),
            (
                "move on, move, go on, go, get on, jump, proceed, continue, let's go, let's move",
                "to the next question, to the next one, to the next, to next question, to the next step, "
                "to something else, "
                "to another question, with the next question, with the next one",
            ),
        ),
        "back": (
            (
                "go back, back, going back, go, return, take me back, step back, get back, bring me back, back up, "
                "move back, jump back",
                "to the previous question, to the last question, to the question before, to the previous one, "
                "to the last one, "
                "to the one before, to the previous step, to the last step, to my previous answer, "
                "to my last answer, "
                "to the earlier question, one question, a question, a step, one step, one, to what i said before, "
                "to previous, "
                "to previous question, to last question, to the prior question",
            ),
        ),
        "erase": (
            (
                "delete, erase, remove, wipe, destroy, clear, forget",
                "my data, all my data, my personal data, my information, my info, my personal information, "
                "my details, "
                "all my information, all my personal data, my answers, everything, all of my data, "
                "everything about me, "
                "all of it, everything you have on me, everything you have about me, my account, my messages, "
                "my records",
            ),
        ),
    },
    patterns={
        "back": (r"(?:the )?(?:previous|prior|last|preceding) (?:question|answer|step)",),
        "why": (
            r"(?:and |but |so )?why (?:do|are|would|did|does|should|must) (?:you|u|i|we|that|this"
            r"|it) (?:\w+ ?){0,10}",
            r"(?:and |but )?why (?:is|are) (?:this|that|it|these|my) (?:\w+ ?){0,6}",
            r"what (?:do|will|would) you (?:do|need|want|use) (?:with |for )?(?:it|that|this|my)(?: \w+){0,5}",
        ),
        "human": (
            r"(?:(?:i|we|just|please|can|could|i d|i ll) (?:\w+ ){0,5})?(?:talk|speak|chat|connect|get in touch"
            r"|be connected|deal|discuss"
            r"|talking|speaking|chatting|communicate|interact|be put through|get through)"
            r" (?:\w+ )?(?:to|with) (?:me )?(?:an? |the |some |your |one of your |one of the )?(?:real |actual "
            r"|live |proper |human )*(?:human|humans|human being"
            r"|person|people|someone|somebody|anyone|agent|representative|rep|sales rep|operator|advisor|adviser"
            r"|sales|salesperson"
            r"|salesman|expert|manager|team|colleague|colleagues|staff|consultant|sales team|support|specialist"
            r"|human agent)"
            r"(?: (?:from|in|on|at|of) (?:your|the|my) \w+| (?:instead|real|directly|please|live|there|here"
            r"|by phone|on the phone|from sales|in sales"
            r"|in person|rather than a \w+|not a \w+))*",
            r"(?:connect|transfer|put|pass|hand|get|give|find|send|patch|bring|fetch|switch) me (?:over |on "
            r"|through )?(?:to |with |in touch with )?"
            r"(?:an? |the |some |your )?(?:real |actual |live |proper )*(?:human|human being|person|someone"
            r"|somebody|agent|representative|rep|sales rep|operator|advisor"
            r"|adviser|sales|salesperson|manager|sales team|consultant|specialist|team|support)(?: (?:from|in"
            r"|on) (?:your|the) \w+"
            r"| (?:instead|real|please|now|from sales|from support))*",
            r"(?:is there|are there|is|can|could|may) (?:an? )?(?:actual |real |live )?(?:human|person|someone"
            r"|somebody|anyone|anybody|people|agent)"
            r"(?: \w+){0,7}",
            r"(?:i |we )?(?:d |would )?(?:want|need|prefer|demand|like|require) (?:to have )?(?:an? )?(?:real "
            r"|actual |live |proper )*"
            r"(?:human|human being|person|agent|representative|operator|salesperson|human agent)(?: (?:instead"
            r"|please|now))*",
            r"(?:i )?(?:don t|do not|am tired of|m tired of|hate|m sick of|m done) (?:\w+ ){0,2}(?:talk|talking|speak"
            r"|speaking|chat|chatting|deal|dealing)"
            r" (?:to|with) (?:an? |this |these |the )?(?:bot|bots|robot|robots|machine|machines|computer|ai)",
            r"(?:have|let|ask) (?:a |an )?(?:someone|somebody|human|person|agent|rep|salesperson"
            r"|real person)(?: \w+){0,5}",
            r"(?:call|phone|ring) me(?: (?:please|back|asap|directly|instead|now))*",
        ),
        "stop": (
            r"(?:(?:i|we|let|let s|please|can|could) (?:\w+ ){0,4})?(?:stop|end|quit|cancel|finish|leave|exit"
            r"|close|terminate|abandon)"
            r"(?: (?:here|now|there|this|it|everything|(?:the|this|our) (?:conversation|chat|discussion|session"
            r"|survey|questionnaire|thing|talk|form)"
            r"|right now|talking|chatting|asking(?: me)?(?: questions)?|messaging me|contacting me|texting me))*",
            r"(?:i )?(?:m |am )?(?:not|no longer|not really|not that) interested(?: (?:anymore|any more|any longer"
            r"|in (?:this|it|your|continuing)"
            r"(?: \w+){0,3}|sorry|thanks|bye|at all))*",
            r"(?:i )?(?:don t|do not) (?:want|wish|care) to (?:continue|go on|carry on|do this|keep going|talk"
            r"|chat)(?: \w+){0,4}",
            r"(?:i )?(?:ve |have )?(?:got to|gotta|have to|need to|must|should) (?:go|leave|run"
            r"|log off)(?: \w+){0,4}",
            r"(?:good ?bye|bye|see you|so long|farewell|take care|have a (?:nice|good|great) (?:day|one|evening"
            r"|weekend))"
            r"(?: (?:bye|then|later|now|thanks|and thanks|thank you|goodbye))*",
            r"(?:don t|do not|never|stop) (?:contact|contacting|message|messaging|text|texting|write|writing"
            r"|bother|bothering)"
            r" (?:to )?me(?: \w+){0,4}",
            r"(?:i m|i am|we re|we are) (?:done|finished|out|leaving|through|off)(?: (?:here|now|bye|with (?:this"
            r"|you|the) ?\w*|thanks|talking))*",
        ),
        "erase": (
            r"(?:delete|erase|remove|wipe) (?:all |everything |every )?(?:of )?(?:my|about me|what you)(?: \w+){0,6}"
            r" (?:data|info|information|details|records|files|database|systems?|me)",
            r"(?:take|remove|delete) me (?:off|from|out of) (?:\w+ ?){1,4}",
        ),
        "unknown": (
            r"(?:um |uh |well |sorry |honestly |hmm |to be honest |tbh )*(?:i |we |i m |we re |i am |we are "
            r"|im )?(?:honestly |really |still |just |have |ve )*"
            r"(?:don t|dont|do not|didn t|can t|cannot|can not|couldn t|could not|wouldn t) (?:really |actually "
            r"|quite |exactly |even |yet |honestly )*"
            r"(?:know|remember|recall|say|tell|decide|have an? (?:idea|answer|number|figure|date|amount|preference"
            r"|clue|timeline|budget|deadline)|have the (?:number|figure|info|details|answer)"
            r"|have (?:a )?(?:specific|exact|set|fixed|clear|firm|particular) \w+|have one|have that)"
            r"(?: (?:yet|exactly|precisely|for sure|now|right now|at (?:this|the) (?:stage|moment|point)"
            r"|off the top of my head|offhand|in mind|set"
            r"|(?:which|who|what|when|how|where|whether|if)(?: \w+){0,8}|you|sorry|on me|handy|it|that|this"
            r"|anymore|either|the (?:number|amount|exact|date)(?: \w+){0,2}))*",
            r"(?:i m |i am |we re |we are |im )?(?:really |still |honestly |quite |a bit |just )*(?:not|un"
            r"|isn t) ?(?:really |quite |entirely |too |totally |100 |so |that )*"
            r"(?:sure|certain|clear|decided|set|fixed|known|final|finalized|finalised|defined|determined|confirmed"
            r"|agreed|settled|budgeted)(?: \w+){0,8}",
            r"(?:dunno|idk|no idea|no clue|not a clue)(?: (?:yet|sorry|really|honestly|(?:who|what|when|which|how"
            r"|where)(?: \w+){0,6}))*",
            r"(?:i |we |it |that |this )?(?:have |ve |haven t |have not |hasn t |isn t |wasn t |has not )(?:no "
            r"|not |really |yet |even |actually "
            r"|got )*(?:idea|clue|figure|decided|thought|set|fixed|discussed|defined|determined"
            r"|figured|settled|agreed|made up|talked|given|budgeted|worked|looked|chosen|planned|gotten"
            r"|got|been (?:decided|set|fixed|defined|discussed|agreed))(?: \w+){0,8}",
            r"(?:there (?:is|s) )?no (?:set |fixed |exact |firm |specific |real |particular |clear |decision "
            r"|date |timeline |idea |number |figure |deadline )+"
            r"(?:\w+ )?(?:yet|set|so far|at the moment|for now|in mind|decided|right now)?(?: yet)?",
            r"(?:it |that |this )?(?:s |is |really |still |all |kind of )*(?:depends|depending|depend|hard"
            r"|difficult|tough|too early|too soon|tricky|tbd|undecided|unclear"
            r"|open|up in the air|under discussion|in discussion|being discussed|to be (?:determined|decided"
            r"|defined|confirmed|discussed|agreed|seen))(?: \w+){0,8}",
            r"(?:i |we |i d |we d |i ll |we ll |let me |i would |we would )(?:will |need to |have to |must "
            r"|should |had better |got to |probably |first )*(?:check|ask|think|verify|see|look|consult"
            r"|discuss|talk|find out|confirm|get back|figure|look into|look it up)(?: (?!for|at a|like)\w+){0,9}",
            r"(?:we re |i m |we are |i am )?still (?:thinking|deciding|discussing|figuring|working|undecided"
            r"|in discussions?|evaluating|looking into|considering)(?: \w+){0,8}",
            r"(?:any|either|no preference|whatever)(?: (?:suggestions?|ideas?|recommendations?|advice))+",
            r"(?:what (?:do|would|should)) (?:you|i) (?:recommend|suggest|advise|pick|choose)",
        ),
        "refuse": (
            r"(?:no |sorry |um |well |thanks but )*(?:i |we |i d |we d |i would |we would |id )?(?:really |just "
            r"|much )*(?:rather|prefer|preferred|ll|will|wont|won t|don t|dont|do not|cannot|can t|am not|m not"
            r"|re not|are not|not)"
            r" ?(?:really |going |gonna |able |allowed |at liberty |want |wish |like |feel |not |to |comfortable "
            r"|willing |keep |ready |supposed |care |be |have )*"
            r"(?:say|saying|answer|answering|tell|telling|disclose|disclosing|share|sharing|give|giving|provide"
            r"|providing|reveal|revealing|discuss|discussing|comment|be contacted|be called|called|contacted"
            r"|talk about"
            r"|talking about|stay anonymous|remain anonymous|anonymous|private|secret|confidential|get into"
            r"|go into|comfortable|hand|handing|divulge|leave my|put my|phone calls?|get calls?"
            r"|receive calls?)(?: \w+){0,9}",
            r"(?:that|it|this|that s|it s|this is|our|my)(?: \w+)? ?(?:is|are|s)? ?(?:a bit |rather |quite |too "
            r"|strictly |pretty |kind of |a little |very |my |our )*"
            r"(?:confidential|private|personal|secret|sensitive|classified|proprietary|internal|under nda"
            r"|nobody s business|none of your \w+|not your (?:business|concern)|no one s business|intrusive|nosy"
            r"|not something (?:i|we) (?:share|disclose|discuss)(?: \w+){0,3})(?: (?:information|data|info|matter"
            r"|question|stuff|sorry))*",
            r"(?:none of|not) (?:your|ur) (?:damn |freaking )?(?:business|concern)(?: \w+){0,3}",
            r"(?:please )?(?:don t|do not|never) (?:call|phone|ring|contact|email|text)(?: me)?(?: \w+){0,5}",
            r"no (?:phone |cold |sales |marketing )?(?:calls|phone|emails|spam|e mails)(?: \w+){0,3}",
            r"(?:why (?:would|should) (?:i|we) (?:tell|give|share)|you don t need|you do not need)(?: \w+){0,8}",
            r"(?:we re|we are|i m|i am) (?:under|bound by) (?:an? )?(?:nda|confidentiality"
            r"|non disclosure)(?: \w+){0,3}",
            r"(?:i )?(?:(?:d |would )?(?:rather|prefer to) )?(?:keep|keeping) (?:\w+ ){1,3}(?:to myself|private"
            r"|confidential|secret)",
            r"(?:i )?(?:keep|keeping) (?:that|it|this) (?:to myself|private|confidential|secret)",
            r"(?:i )?(?:want|wish|d like|would like|prefer) to (?:keep|stay|remain) (?:\w+ ){0,3}(?:anonymous"
            r"|private|confidential|secret)(?: \w+){0,2}",
        ),
    },
    polite_before="i want to, i wanna, i'd like to, i would like to, i want you to, i'd like you to, i need to, "
    "i have to, "
    "i'd rather, i would rather, i'd prefer to, i prefer to, can i, can i please, could i, may i, can we, could we, "
    "can you, can you please, could you, could you please, would you, will you, please, pls, let me, let's, sorry, "
    "ok, okay, well, um, uh, hmm, hi, hello, hey, no, yes, wait, actually, is it possible to, i'm going to, i'll, "
    "how do i, "
    "can we please, oops, so, just, i think i'll, i think we should, i want, how can i, is there a way to, "
    "would it be possible to, "
    "may we, shall we, thanks, thank you, and, but, alright, all right, then, we can, you can",
    polite_after="please, pls, plz, thanks, thank you, thank you very much, now, right now, for now, if possible, "
    "then, ok, okay, "
    "thx, ty, if you don't mind, sorry, already, here, first, too, again, for today, today, tbh, to be honest, honestly, lol, haha, mate",
    tongues={"english": "en", "french": "fr", "dutch": "nl", "flemish": "nl"},
    speaking="in, speak, switch to, continue in, change to, go on in, use",
    tongue_phrases={
        "en": "let's speak english, let's talk in english, english version, do you speak english, speak in english, english please, i don't speak french, "
        "i speak english, "
        "talk in english, can you speak english",
        "fr": "let's speak french, let's talk in french, french version, do you speak french, speak in french, french please, i speak french, talk in french",
    },
    slashes={
        "cancel": "stop",
        "quit": "stop",
        "delete": "erase",
        "lang": "language",
        "agent": "human",
        "next": "skip",
    },
    changing="change, edit, correct, update, fix, amend, modify, replace, revise, switch",
    things="my, the, our, that, this, of, an, a, your, my answer to, my answer on, my answer for, my answer about, "
    "the answer to",
    into="is spelled, is spelt, is written, to, into, for, it's, it is, it should be, should be, is, with, as, make it, that's",
    slots={
        "budget": "budget, amount, price, price range",
        "timing": "start date, date, timeline, deadline, timing, timeframe, time frame, schedule, start, launch date",
        "email": "email address, e-mail address, mail address, email, e-mail, mail, address",
        "phone": "phone number, telephone number, mobile number, cell number, cell phone, telephone, number, "
        "phone, mobile, cell",
        "name": "first name, last name, full name, name, surname",
        "company": "company name, name of the company, name of my company, business name, organisation, "
        "organization, company, "
        "firm, business, employer",
        "authority": "decision maker, decision-maker, decision, decider, person who decides",
        "need": "need, needs, requirement, requirements",
        "address": "postal address, address",
        "choice": "choice, option, plan, project type, type of project",
        "number": "number",
        "date": "date",
    },
    ours="answer, answers, last answer, previous answer, it, that, this, something, an answer, my answer, "
    "one answer, details, "
    "one of my answers, my details, my info, what i said, my response, an earlier answer",
    openers=r"(?:(?:and|but|so|btw|by the way|hi|hello|hey|sorry|ok|well|wait|first|before that|quick question"
    r"|question|one question"
    r"|just wondering|excuse me) )*(?:what(?: s)? (?!we need|i need|we want|i want|we re|we are)|whats|how (?:much"
    r"|many|long|do|does|did|will|would|is|are|can|could|come|often|soon|about|quickly|fast|big|old|secure|safe"
    r"|far)"
    r"|why|who (?:are|is|will|do|would|s|owns|made|runs)|who s|where|when (?:would|will|do|does|can|could|are|is)"
    r"|which (?:one|plan|is|are|do|does|would)"
    r"|is (?:this|it|that|there|my|the|your|a)|are (?:you|there|these|they|the|we)|do (?:you|i|we|they)|does (?:it"
    r"|this|that|the|your|anyone)|did you"
    r"|can (?:you|i|we|it|the|this)|could (?:you|i|we)|will (?:you|i|it|this|there|my|the|someone"
    r"|somebody|anyone|anybody|they|we)|would (?:you"
    r"|it|i|there|that|this|the)|have you|has (?:it|anyone)|should i"
    r"|may i|shall we|isn t (?:it|this)|aren t you|don t you|any (?:discount|discounts|chance)|what about"
    r"|tell me (?:about|more|how|what)"
    r"|i (?:have|ve got) a question|i was wondering|i wonder|explain|can t you)",
    asking=r"\b(?:you|your|yours|u|what|whats|how|why|who|where|when|which|does|is it|is this|is there|are there"
    r"|can i|do i|difference"
    r"|price|prices|pricing|cost|costs|free|gdpr|included|mean|means|possible|spam|safe|secure)\b",
    not_asking=r"(?:why not|whenever|whatever|what(?:ever)? (?:works|suits|you (?:think|want|recommend|can))"
    r"|when (?:ready|possible|you can|we can|you like|can we start)|how about (?:\w+ ?){1,4}"
    r"|who (?:knows|cares)|where possible|is (?:fine|ok|good)|can do|will do|do it|what the hell"
    r"|would be (?:\w+ ?){0,5})(?: \w+){0,6}",
    amends=r"\b(?:actually|in fact|on second thoughts?|on reflection|instead|rather|i meant|i mean|correction"
    r"|scratch that|make that|make it|sorry|oops|whoops"
    r"|wait|no wait|not \w+ but|let me correct|come to think of it|thinking about it|to be precise|changed my mind"
    r"|turns out|after all|should be|should have said)\b",
    mistaken=r"\b(?:mistaken?|wrong|incorrect|typo|error|misspelled|misspelt|mistyped|not right|the right one"
    r"|the correct|correct one|change|update|edit|fix|amend|modify"
    r"|replace|correct|revise|forget the|messed up|bad)\b",
    budgeting=r"\b(?:budget|we have|i have|have (?:about|around|up to)|spend|allocated|set aside|invest|afford"
    r"|at most|max|up to)\b",
    starting=r"\b(?:start|starting|begin|launch|live|ready|deadline|by|before|need it|want it|kick ?off|go live"
    r"|asap|urgent\w*|within|as soon as)\b",
    begun=r"\b(?:(?:we|i|it|they) (?:have |ve |has )?(?:already )?(?:started|began|begun|kicked off|launched)|already (?:started|begun|running))\b",
    unfinished=r"(?:.{0,80} )?(?:and|or|to|between|up to|from|of|the|(?<! p )a|is|for|by|in|before)"
    r"|(?:.{0,60} )?between (?:\w+ ){0,1}\w+",
    common="the, a, an, of, to, in, on, for, at, by, with, and, or, is, are, be, do, does, did, can, could, will, "
    "would, i, you, "
    "we, it, this, that, my, your, our, me, us, what, how, which, who, have, has, there, if, any, please, about, "
    "get, so, "
    "s, m, re, d, ll, ve, t",
    topics={
        "price": r"\b(?:price|prices|pricing|cost|costs|costly|expensive|cheap|fee|fees|rate|rates|free|how much"
        r"|charge|quote|subscription|pay|paid)\b",
        "privacy": r"\b(?:data|gdpr|privacy|private|confidential|keep (?:them|it|my|that|this)|kept|store|stored"
        r"|sell (?:my|it|them)|share (?:my|it|them)|spam|spammed|secure|safe|hosted"
        r"|third part(?:y|ies)|unsubscribe)\b",
        "robot": r"\b(?:robot|bot|chatbot|machine|human|real person|ai|automated|automatic)\b",
    },
)

LEXICON = Lexicon("en", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
