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

NUMBER = NumberWords()

# ---------------------------------------------------------------- money

MONEY = MoneyWords()

# ---------------------------------------------------------------- time

TIME = TimeWords()

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
        "probably yes, most probably, most likely, likely, very likely, i hope so, rather yes, i would say so, "
        "i'd say so",
        "i'd say yes, i would think so, i'm inclined to say yes, presumably, more yes than no, mostly",
    ),
    leaning_no=(
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
            "it, software, tech, technology, saas, information technology, computing, software development, "
            "cybersecurity",
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
        "based in, located in, based out of, out of, which, who, that, a small, a startup, an agency, a company, "
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

INTENT = IntentWords()

LEXICON = Lexicon("en", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
