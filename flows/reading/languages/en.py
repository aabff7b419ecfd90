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
        "yes sure, yes of course, of course, of course yes, sure, sure thing, sure why not, for sure, surely, certainly",
        "definitely, definitely yes, absolutely, totally, indeed, exactly, gladly, with pleasure, with great pleasure, "
        "ok, okay, okey, okie, okie dokie, oki, k, kk, okay sure, ok sure, alright, all right, right, right on, fine, "
        "that's fine, thats fine, it's fine, fine by me, fine with me, that's ok, that's okay, it's ok, it's okay, "
        "i'm fine with that, i'm fine with it, i'm ok with that, i'm okay with that, good with me, i'm good with that",
        "sounds good, sounds great, sounds good to me, sounds perfect, great, perfect, cool, lovely, brilliant",
        "that would be great, that'd be great, that would be nice, that'd be nice, go ahead, please do, go for it",
        "let's do it, let's go, by all means, be my guest, feel free, why not, why wouldn't i, why wouldn't we, agreed",
        "i agree, i accept, i consent, i approve, i confirm, i do, i am, i would, i will, i have, we have, we do, "
        "we are, we would, we will, it is, it does, that's right, that's correct, you bet, you got it, you betcha",
        "i'd love to, i would love to, i'd like that, i would like that, i'd love that, i'd like to, works for me",
        "that works, that works for me, no problem, no problem at all, no problemo, np, no prob, no probs, no worries",
        "no worries at all, no issue, no issues, no objection, no objections, no objection at all, no doubt, no doubts",
        "without a doubt, without doubt, no question, no question about it, no kidding, not a problem, no problem with "
        "that, no issue with that, i have no objection, i have no objections, i've no objection, i don't have a problem",
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
        "no, nah, nope, nop, noo, naw, nay, n, na, no no, nah nah, no thanks, no thank you, no thx, no ty, nah thanks, "
        "thanks but no, thanks but no thanks, no sorry, sorry no, not at all, absolutely not, certainly not",
        "definitely not, of course not, no way, no chance, no way jose, not a chance, hell no, heck no, never, not now",
        "not right now, not yet, not today, not really, not for now, not at the moment, not at this time, not this time",
        "not currently, not for me, not us, not interested, i'm not interested, i am not interested, we're not interested",
        "not interested thanks, i refuse, i decline, i disagree, i don't agree, i do not agree, i don't accept, "
        "i do not accept, i do not consent, i don't consent, i don't want, i don't want that, i don't want to",
        "i don't want it, i do not want that, i do not want to, i'd rather not, i would rather not, i'd prefer not",
        "i'd prefer not to, i would prefer not to, i prefer not to, rather not, please don't, please do not, don't",
        "i don't, i do not, we don't, we do not, i don't have one, i do not have one, we don't have one, "
        "we do not have one, we don't have any, we haven't got one, we haven't, i haven't, i have not, i'm not",
        "i am not, we're not, we are not, we aren't, it isn't, it's not, we don't use one, we don't use any, negative",
        "no i don't, no we don't, pass on that, i'll pass, hard pass, i'm good, i'm good thanks, we're good, "
        "we're good thanks, i'm all set, we're all set, false, incorrect, none, none at all, nothing, nada",
        "no need, there's no need, not necessary, not needed, that won't be necessary, don't bother, out of the question",
        "count me out, over my dead body, nothing like that, not that i know of, not so far, not anymore, "
        "we used to, not any more, under no circumstances, not on your life",
    ),
    neither=(
        "i don't know, i do not know, we don't know, dunno, i dunno, idk, no idea, i've no idea, i have no idea",
        "i don't understand, i do not understand, no comment",
    ),
    maybe=(
        "maybe, mayb, mabye, maybe yes, maybe no, maybe not, maybe later, maybe one day, maybe some day, perhaps",
        "perhaps not, perhaps later, yes and no, no and yes, yes maybe, yeah maybe, we'll see, we will see, i'll see, "
        "we shall see, let's see, let me see, it depends, depends, that depends, it all depends, depends on what",
        "possibly, possible, it's possible, quite possibly, potentially, could be, might be, might do, i might, we might",
        "it might, i may, we may, might, not sure, i'm not sure, im not sure, i am not sure, we're not sure, not too sure",
        "not quite sure, unsure, i'm unsure, undecided, i'm undecided, not certain, i'm not certain, not necessarily",
        "i'll think about it, let me think, let me think about it, i need to think, i need to think about it, "
        "we'll think about it, have to think about it, hmm, i'm on the fence, on the fence, 50 50, fifty fifty, "
        "half and half, sort of, kind of, kinda, sorta, more or less, either way, if needed, if necessary, meh, "
        "hard to say, not decided, not decided yet, not sure yet, don't know yet, i don't know yet, we don't know yet",
    ),
    leaning_yes=(
        "i think so, i think we do, i think i do, i believe so, i guess, i guess so, i suppose, i suppose so, probably",
        "probably yes, most probably, most likely, likely, very likely, i hope so, rather yes, i would say so, i'd say so",
        "i'd say yes, i would think so, i'm inclined to say yes, presumably, more yes than no, mostly",
    ),
    leaning_no=(
        "i don't think so, i do not think so, i don't believe so, i think not, i guess not, i suppose not, probably not",
        "most likely not, unlikely, i doubt it, doubtful, i doubt, don't think so, rather no, i'd say no, not likely",
        "i'd say not, hardly, barely, not exactly, not especially, not particularly, i'm afraid not, afraid not",
    ),
    begins_yes=(
        "we use, i use, we have, i have, we've been using, i've been using, i've used, we're using, we are using, i'm using, we work with, we run, we're on, we are on, we already, "
        "we have a, we have one, we've got, i have a, i've got, i already, already, we do, i'd love, i would love",
        "i'd like, i would like, you can call, call me, you may, please call, please contact, that would be, that'd be",
    ),
    begins_no=(
        "we don't, we do not, i don't, i do not, we haven't, i haven't, we have no, i have no, we have none, we use no, "
        "we use nothing, we aren't, we are not, we're not, i'm not interested, we never, i never, not yet, nothing, "
        "none, no need, there is no, there's no, don't call, don't contact, do not call, do not contact, i'd rather not",
        "i would rather not, i'd prefer not, not interested, please don't, please do not, not at the, not until",
    ),
    unless=(
        "excel, spreadsheet, spreadsheets, paper, by hand, provider, supplier, someone, problem, question, know, "
        "understand, sure, mind, object, more, to, no, nothing, not, none, concerns, doubts",
    ),
    only_alone=(
        "y, n, k, right, i do, i am, i would, i will, i have, we have, we do, we are, we would, we will, it is, it does",
        "fine, correct, true, false, great, perfect, cool, lovely, brilliant, i don't, i do not, we don't, we do not, "
        "don't, never, all right, no idea, none, nothing, please, i'm not, i am not, we're not, we are not, we aren't",
        "it isn't, it's not, we haven't, i haven't, i have not, na, ya, ye, possible, depends, likely, might, i might, "
        "we might, i may, we may, it might, mostly, i guess, i suppose, hardly, barely, sort of, kind of, kinda, "
        "interested, i doubt, hmm, we used to, i'm in, feel free, i'm good, we're good, likely, i don't mind, "
        "not sure, i'm not sure, surely, i'd like to, i'd love to, happy to, not yet",
    ),
    courtesy=("thanks, thank you, thank you very much, thanks a lot, many thanks, thx, ty, please, pls, plz, cheers",),
    openers=("well, um, uh, er, hmm, hm, oh, ah, so, hi, hello, hey, honestly, actually, ok so, i'd say, i say",),
    but=("but",),
)

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords()

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords()

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords()

LEXICON = Lexicon("en", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
