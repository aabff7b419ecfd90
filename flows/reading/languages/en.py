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
    denials=r"not|and not|but not|rather than|instead of|isn't|n't|never|not the"
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
    least_after=r"minimum|min\b|at least|at a minimum|at the (?:very )?least|and up|and above|or more|or over"
    r"|upwards?|plus(?= ?$|[,.;])|and more|or so minimum|as a minimum|and over",
    most=r"up to|at most|maximum(?: of)?|max|maxi|less than|lower than|under|below|cap(?:ped)?(?: at)?|as high as"
    r"|no higher than|stretch to|tops|limit(?:ed)?(?: of| to| is)?"
    r"|within|sub|ceiling(?: of| is)?|a ceiling of|top out at|not exceed\w*|beneath|south of|the most .{0,20} is"
    r"|can't exceed",
    most_after=r"tops|max\b|maximum|at most|at the most|at the very most|or less|or under|or below|and not a \w+ more"
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

YES_NO = YesNoWords()

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords()

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords()

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords()

LEXICON = Lexicon("en", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
