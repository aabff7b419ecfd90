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
    dozens={12: "dozen, dozens"},
    articles="a, an",
    halves="half",
    of="of",
    point="point",
    join_hundred="and",
    between="between",
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
    nothing="zero, none, nil, nobody, nada, no one",
    corrections=r"no|sorry|no wait|wait|or rather|rather|actually|i mean|make that|correction|scratch that|make it|oops|er|um|well",
    denials=r"not|and not|but not|rather than|instead of|isn't|n't|never|not the",
    misspelt={"eight": "eigth, eigh", "twelve": "twelv", "three": "tree, thre", "seven": "sevn"},
    kept="thirsty, hundredth, thousandth, seventh, seventeenth, fourteenth, severally, sevenths, winter, ninetieth, serveral",
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
    counted="month, months, day, days, week, weeks, year, years, yrs, hour, hours, hrs, minutes, quarter, quarters, people, persons, "
    "person, user, users, seat, seats, licence, licences, license, licenses, employee, employees, staff, agents, agent, sites, site, "
    "pages, page, lots, sessions, times, offices, office, shops, stores, teams, team, reps, customers, clients, vehicles, machines, "
    "products, percent, per cent, pct, points, steps, phases, locations, countries, languages, leads, months', weeks', "
    "members, of us, developers, devs, freelancers, heads, projects, quotes, street, avenue, road, fte, ftes, figures, colleagues, desks, attendees, participants",
    not_amounts=r"no\.?|number|version|phase|step|room|suite|unit|zip|postcode|po box|fy",
    least=r"at least|minimum(?: of)?|min|a minimum of|from|(?<!not )(?<!no )over|(?<!not )(?<!no )more than|upwards? of|starting(?: at| from)?|start at|above|north of"
    r"|in excess of|exceeding|a floor of|no lower than|at the very least",
    least_after=r"minimum|min\b|at least|at a minimum|at the (?:very )?least|and up|and above|or more|or over|upwards?|plus\b|and more|or so minimum|as a minimum|and over",
    most=r"up to|at most|maximum(?: of)?|max|maxi|less than|lower than|under|below|cap(?:ped)?(?: at)?|as high as|no higher than|stretch to|tops|limit(?:ed)?(?: of| to| is)?"
    r"|within|sub|ceiling(?: of| is)?|a ceiling of|top out at|not exceed\w*|beneath|south of|the most .{0,20} is|can't exceed",
    most_after=r"tops|max\b|maximum|at most|at the most|at the very most|or less|or under|or below|and not a \w+ more|not a \w+ more|and no more|no more|absolute max\w*|cap|ceiling"
    r"|and that's it|limit|or lower",
    no_more=r"(?:not|no|n't|never)(?: \w+)? more than|(?:not|n't|never|cannot)(?: \w+){0,2} (?:over|above|exceed|beyond|past)|without (?:exceeding|going over)|not a (?:penny|cent|dime|dollar|euro|pound) (?:over|more than|above)"
    r"|nothing (?:over|above)|no higher than|not exceeding|must stay (?:under|below)|(?:not|no) (?:any)?more than",
    no_less=r"(?:not|no|n't|nothing|never) (?:be )?(?:less than|lower than|below|under|fewer than)",
    rough=r"about|around|roughly|approx\w*|circa|ca|c\.|something like|somewhere around|somewhere near|in the region of|in the neighbou?rhood of|i'd say|i would say|i'd guess|maybe|perhaps|ballpark(?: of)?"
    r"|more or less|nearly|almost|close to|near|say|give or take|some|order of|probably|thinking|or thereabouts",
    rough_after=r"or so|ish|give or take|more or less|roughly|approx\w*|ballpark|or thereabouts|thereabouts|around that|or around that|-ish|something like that|in that region|maybe|i'd say|i guess|i think|about",
    none=r"\b(?:no|zero|any|without(?: any| a)?|not have (?:a|any|the)|n't have (?:a|any)|n't got (?:a|any)|lack of) (?:\w+ )?(?:budgets?|money|funds?|funding|cash|dosh)\b"
    r"|\b(?:not|without) (?:a|one|any) (?:penny|cent|dime|dollar|pound|euro|single \w+)\b|nothing (?:at all|allocated|set aside|budgeted|earmarked|to spend)"
    r"|\b(?:haven't|have not|not) (?:allocated|set aside|budgeted|earmarked) (?:anything|any|a)|\b(?:we're|i'm|are|am) (?:flat |totally )?broke\b|budget ?(?:is|of|:|=)? ?(?:zero|nil|nothing|none|zilch)"
    r"|for free$|^free\b|not spending anything|can't (?:pay|spend) (?:anything|any)|no penny|not paid",
    nothing="nothing, zero, none, nada, zilch, nil, free, zip, not a penny, not a cent, nothing at all, no money, we have nothing, we've got nothing, 0, naught",
    undecided=r"(?:has been |have been |is |was )?(?:set|defined|yet|fixed|in mind|limits?|constraints?|agreed|approved|decided|determined|allocated yet|cap|confirmed|finali[sz]ed|figures?|range|assigned yet|specified|established)",
    total=r"in total|total(?: of)?|altogether|all in|overall|in all|combined|all told",
    lots=r"lots? of|times|x|batches of|payments? of|instal?lments? of|tranches of|phases of|milestones of",
    figures="figures, figure, digits",
    parts={"low": "low, lower", "mid": "mid, middle, mid-", "high": "high, upper, high-"},
    kept="founds, pound, compounds, bounds, ponds, euro, does, eurostar, pond, sounds, pouns, pesos, bucket, bucked, rapes",
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
    cues=r"in|by|before|until|till|after|since|from|to|and|or|between|this|next|around|for|mid|early|late|of|the|sometime in|maybe"
    r"|during|through|starting|\d|st|nd|rd|th|perhaps|probably|end of|come|rather in|about",
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
        "year": "year, years, yr, yrs",
    },
    parts={
        "early": "early, beginning, start, early part, early in, first part, top, very beginning",
        "mid": "mid, middle, mid-, midway through",
        "late": "late, end, later part, tail end, close, late in, very end, latter part, back end",
    },
    of=r"of the|of|in the|in",
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
    coming=r"(?:in |within |over |during )?(?:the )?(?:next few|coming few|coming|next|next several|following|next couple of)",
    coming_after=r"ahead|to come",
    year_next=r"next year|the following year|the year after|the coming year",
    year_this=r"this year|of the year|the current year|of the current year",
    year_cues=r"in|for|during|by|before|until|of|late|early|mid|end|start|after|from|since|around|fy|between|and|to|or|not before|not until|beginning|the end of|the start of|through|calendar year|year",
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
        "12-20..01-02": r"(?:the )?(?:christmas holidays|holiday season|christmas break|winter break|festive season|xmas holidays|christmas period|year[- ]end holidays|holidays)",
        "07-01..08-31": r"(?:the )?(?:summer holidays?|summer break|summer vacations?|school holidays|summer hols)",
        "09-01..09-30": r"back[- ]to[- ]school",
        "easter-9..easter+9": r"easter (?:holidays|break)",
    },
    near={
        0: r"today|tonight|this (?:morning|afternoon|evening)|later today",
        1: r"tomorrow(?: morning| afternoon)?|tmrw|tmw|tmr|tomorow|2moro",
        2: r"(?:the )?day after tomorrow",
    },
    weekend=r"week[- ]?end",
    now=r"now|today|right now",
    in_=r"in|in about|after|some|another",
    within=r"within(?: the next)?|(?:in|over|during|for) the next|in less than|in under|less than|under|in the coming|at most|no more than|not more than|max|maximum|within a maximum of|in no more than|up to|inside"
    r"|before|by|in at most|next|no later than",
    within_the=r"within|by the end of|inside|in under|during|before the end of",
    about=r"about|around|roughly|approx\w*|say|maybe|another|just|like|some|the|approximately|at least|probably|circa|something like|only",
    more_than=r"more than|at least|not before(?: at least)?|not for(?: at least)?(?: another| the next)?|in more than|in at least|over|not for at least|no sooner than|minimum|min|not within|not in|not until at least"
    r"|no earlier than|a minimum of|after at least|not for the next|n't for(?: at least)?(?: another)?",
    between_counts=r"-|to|or|/|and",
    after_count=r"more|of|next|short|full|good|whole|long|business|working|calendar|other",
    halves=r"and a half",
    from_now=r"'? ?time|from now|from today|from the start|out|away|ahead|hence|later|or so|max\w*|tops|at most|at the latest",
    lengths=r"over|for|during|lasting|duration of|spread over|across|past|last|the past|the last|for the past|every|each",
    per=r"per|every|each|/|p",
    week_of=r"(?:the )?week (?:of|commencing|beginning|starting)|w/c|wc|week of the",
    the_day=r"the|on the|by the|before the|around the",
    day_suffix=r"st|nd|rd|th",
    fiscal_end=r"(?:end of (?:the |our )?(?:fiscal|financial|tax) year|(?:fiscal|financial) year[- ]?end|year[- ]end close|fy[- ]?end|end of (?:the |our )?fy|(?:fiscal|financial) year close)",
    ends={
        "month": "eom, month end, month-end",
        "quarter": "eoq, quarter end, quarter-end",
        "year": "eoy, year end, year-end",
        "week": "eow",
        "day": "eod, cob",
    },
    links=r"-|to|and|or|until|till|through|thru|/|up to|or maybe|and/or|or possibly|then|&|->|→|or perhaps|or even",
    opens=r"from|between|sometime between|anywhere between|anytime between|somewhere between|any time between|starting",
    fillers=r"the|in|on|of|at|start of|beginning of|this|our|around|about|early|sometime in|sometime|some time in|end of|say|mid|roughly|at least|like",
    not_before=r"not (?:\w+ )?before|not (?:\w+ )?until|not till|no earlier than|no sooner than|not earlier than|not sooner than|nothing before|never before|n't (?:\w+ ){0,3}(?:before|until|till)|not any (?:earlier|sooner) than"
    r"|won't (?:\w+ ){0,3}(?:before|until)|not (?:\w+ ){1,3}(?:before|until)|nothing until",
    before=r"before|ahead of|prior to|in time for|earlier than|sooner than|leading up to|ahead",
    by=r"by|no later than|not later than|at the latest by|until|till|up to|not after|latest|deadline|deadline is|due(?: by| on)?|on or before|at the latest|up until|not past|no more than|not beyond",
    after=r"after|past|once past|following|beyond|later than|post|when we're past|once",
    from_=r"from|starting(?: in| from| on| at| with)?|as of|since|as from|beginning(?: in| on)?|on or after|effective|commencing(?: in| on)?|kicking off(?: in| on)?|at the earliest",
    denials=r"not|rather than|instead of|n't|and not|but not|except|never|isn't|nor",
    latest_after=r"at the (?:very )?latest|latest|max(?:imum)?|tops|at most|deadline|or (?:earlier|sooner|before)|absolute latest|or bust",
    earliest_after=r"at the (?:very )?earliest|earliest|onwards?|on\b|or later|or after|minimum|and after|and beyond|at least|or more|or beyond|or longer|plus\b|forward",
    corrections=r"no|sorry|wait|no wait|or rather|rather|actually|i mean|make that|scratch that|correction|make it|but rather|but",
    soon=r"asap|a\.s\.a\.p|as (?:soon|quickly|fast|early) as (?:possible|you can|we can|poss|i can|humanly possible|practicable)|immediat\w*|immedi\w+ly|right away|right now|straight ?away|straight off|at once|urgent\w*|(?<!for )(?<!until )now"
    r"|^yesterday|(?:by|for|needed it|need it|needed|done) yesterday|without delay|the sooner the better|sooner the better|first thing|soonest|at the earliest(?: opportunity| convenience)?|earliest (?:possible|opportunity|convenience)|no time to (?:lose|waste)|in a (?:big |real )?(?:hurry|rush)"
    r"|(?:whenever|when) you(?:'re| are) ready|ready to (?:go|start)(?: now)?|on the double|pronto|stat|emergency",
    soonish=r"soon|quickly|shortly|fast|quick|promptly|rapidly|very soon|imminently|in the near future|near future|short term|sooner rather than later|before long",
    no_hurry=r"(?:no|not|isn't|n't|zero|without any|never) ?(?:\w+ )?(?:an? |any |in (?:a|any) |a real |that )?(?:hurry|rush|urgen\w+|pressing|hurried|rushed|time pressure|pressure|timeline|timeframe|deadline|due date|fixed timeline)|some ?day|some time in the (?:distant )?future|one of these days"
    r"|(?<!in )(?<!after )one day|eventually|just (?:looking|browsing|curious|exploring|researching|window shopping)|never|no date\w*|when(?:ever)? (?:we|you|i) (?:get (?:round|around) to it|can|have time|like|feel like it|want|find (?:the )?time|get a chance|please)|whenever(?! you(?:'re| are) ready)"
    r"|(?:any ?time|no matter when)|take (?:your|our) time|down the (?:road|line|track)|in the distant future|not (?:now|right now|right away|immediately|yet needed|soon|any ?time soon)|no (?:particular|specific|real|set|fixed|strict|hard) (?:date|deadline|timeline|rush|hurry|timing|timeframe)"
    r"|(?:plenty|lots) of time|all the time in the world|at some point|sometime$|some time$|later on|in due course|long term|not a priority|no need to rush|we'll see|low priority|some point in the future|doesn't matter when|doesn't matter|don't mind when|at (?:your|our) (?:leisure|convenience)|flexible|when the time comes|in (?:our|your) own time",
    no_date_yet=r"no (?:\w+ )?(?:date|timeline|deadline|timeframe)s? (?:set|yet|fixed|in mind|defined|decided|agreed|has been|for now|at the moment)|not (?:yet )?(?:decided|set|defined|fixed|known|sure|scheduled|planned|confirmed)|to be (?:decided|determined|defined|confirmed)|\btb[dca]\b"
    r"|haven't (?:decided|set|fixed|agreed|picked|chosen|got)|depends|undecided|no idea|we'll see (?:how|what|when|depending)|don't (?:know|have a) (?:yet|when|date)",
    misspelt={
        "june": "juen, jume, jnue",
        "july": "jully, juyl, jly",
        "april": "apirl, aprl, aprill, arpil",
        "month": "mnoth, monht, moth, mont",
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
    kept="eastern, mouths, quarterly, quarters, mondays, fridays, sundays, weekend, weekends, january, augusta, thirsty, mounts, moneys, summary, "
    "monthly, marches, yesterdays, automation, automating, months, someday, saturdays, tuesdays, thursdays, quartet",
)

# ---------------------------------------------------------------- yes and no

YES_NO = YesNoWords()

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords()

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords()

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords(
    phrases={
        "back": "back, go back, going back, previous, previous question, the previous question, go back one, "
        "back up, "
        "one step back, step back, go back one step, last question, undo, undo that, previous step, the one before, "
        "the question before, back one, back please, return, go backwards, backwards, rewind, take me back, "
        "earlier question, "
        "the previous one, previous one, previous page, oops go back, wait go back, back to the last one",
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
    "thx, ty, if you don't mind, sorry, already, here, first, too, again, for today, today",
    tongues={"english": "en", "french": "fr", "dutch": "nl", "flemish": "nl"},
    speaking="in, speak, switch to, continue in, change to, go on in, use",
    tongue_phrases={
        "en": "english version, do you speak english, speak in english, english please, i don't speak french, "
        "i speak english, "
        "talk in english, can you speak english",
        "fr": "french version, do you speak french, speak in french, french please, i speak french, talk in french",
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
    into="to, into, for, it's, it is, it should be, should be, is, with, as, make it, that's",
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
    unfinished=r"(?:.{0,80} )?(?:and|or|to|about|around|between|up to|from|of|at least|maybe|the|a|is|for|by|in"
    r"|before"
    r"|until|not)|(?:.{0,60} )?between (?:\w+ ){0,1}\w+",
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
