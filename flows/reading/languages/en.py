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

YES_NO = YesNoWords()

# ---------------------------------------------------------------- choices

CHOICE = ChoiceWords()

# ---------------------------------------------------------------- people

PEOPLE = PeopleWords()

# ---------------------------------------------------------------- requests, refusals, questions

INTENT = IntentWords()

LEXICON = Lexicon("en", NUMBER, MONEY, TIME, YES_NO, CHOICE, PEOPLE, INTENT)
