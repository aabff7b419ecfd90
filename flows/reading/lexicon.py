"""What a language brings to the readers: its words and patterns as data, so that a further language is one more file.

Words stand as people write them; readers compare them as `words.plain` and `words.bare` give them. Patterns are
regular expressions over `plain` text, without groups and without unbounded repeats of what may overlap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Numbers and ordinals in words."""


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Amounts: currencies by their names, multipliers, periods, and what opens or denies an end."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Days, months, units and seasons, and what stands before or after them."""


@dataclass(frozen=True, slots=True)
class YesNoWords:
    """Phrases that say yes, no, or neither; in each string there are several, with commas between them."""

    labels: tuple[str, str] = ("", "")  # what the buttons say: yes, no
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    neither: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    leaning_yes: tuple[str, ...] = ()  # rather yes: enough for an answer, never for consent
    leaning_no: tuple[str, ...] = ()
    begins_yes: tuple[str, ...] = ()  # say so only where a longer sentence begins with them
    begins_no: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()  # words that make such a beginning say nothing
    only_alone: tuple[str, ...] = ()  # too short, or too common as a beginning, to say anything but alone
    courtesy: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()  # said before the answer
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """Places, "all", "none", "except", and what is said around a choice; several with commas in each string."""

    articles: tuple[str, ...] = ()
    around: tuple[str, ...] = ()  # said before a choice and no part of it
    after: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # "number", "option"
    suffixes: tuple[str, ...] = ()  # of ordinals in digits
    one: tuple[str, ...] = ()  # what an ordinal may be followed by
    last: tuple[str, ...] = ()
    before_last: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()  # of several: "the first two"
    lasts: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()  # several words that part what is wanted from what is not
    none: tuple[str, ...] = ()
    other: tuple[str, ...] = ()  # what is said for, and what names, the option for all else
    joining: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    to: tuple[str, ...] = ()  # between the ends of a range
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    or_more: tuple[str, ...] = ()
    or_less: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)  # the words that numbers are put together from
    counts: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # how many people a phrase tells
    alike: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # words for one thing, by its name in all languages


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """What is said around names, companies and addresses, and who decides; several with commas in each string."""

    at: tuple[str, ...] = ()  # the signs of an e-mail address, as they are spoken
    dot: tuple[str, ...] = ()
    dash: tuple[str, ...] = ()
    underscore: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    before_address: tuple[str, ...] = ()  # what a spoken address may follow without being part of it
    never_local: tuple[str, ...] = ()  # words before "at" that are no mailbox: "meet us at acme.com"
    digits: Mapping[str, int] = field(default_factory=dict)  # number words, as phone numbers are dictated
    times: Mapping[str, int] = field(default_factory=dict)  # "double five"
    extension: tuple[str, ...] = ()
    extension_shown: str = ""
    greetings: tuple[str, ...] = ()
    courtesy: tuple[str, ...] = ()  # after what was asked for
    titles: tuple[str, ...] = ()  # before a name and no part of it
    shortened: tuple[str, ...] = ()  # titles and the like that a full stop may follow
    titles_alone: tuple[str, ...] = ()
    after_name: tuple[str, ...] = ()  # what belongs to a name that stands before it: "junior"
    particles: tuple[str, ...] = ()  # small words within a name
    name_leads: tuple[str, ...] = ()  # sentences that a name ends
    sure_name_leads: tuple[str, ...] = ()  # those of them that nothing but a name follows
    name_tails: tuple[str, ...] = ()  # "speaking", "à l'appareil"
    given: tuple[str, ...] = ()  # labels: "first name"
    family: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()  # what begins another fact after a name or a company
    never_in_a_name: tuple[str, ...] = ()
    no_name: tuple[str, ...] = ()
    company_leads: tuple[str, ...] = ()
    sure_company_leads: tuple[str, ...] = ()
    company_tails: tuple[str, ...] = ()  # what tells of a company after its name: "based in"
    called: tuple[str, ...] = ()  # "a bakery called …"
    places: tuple[str, ...] = ()  # what begins a place after a comma
    determiners: tuple[str, ...] = ()  # between "I am" and a role
    legal_forms: tuple[str, ...] = ()
    no_company: tuple[str, ...] = ()
    no_company_around: tuple[str, ...] = ()
    of: tuple[str, ...] = ()  # between a role and a company
    deciders: tuple[str, ...] = ()  # roles that decide
    owners: tuple[str, ...] = ()  # those of them that, said alone, are one's own
    helpers: tuple[str, ...] = ()  # roles that do not decide
    above: tuple[str, ...] = ()  # people and bodies that decide over somebody
    partners: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    i_am: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    self_said: tuple[str, ...] = ()  # phrases that stand anywhere
    shared_said: tuple[str, ...] = ()
    other_said: tuple[str, ...] = ()
    not_alone: tuple[str, ...] = ()  # those of the shared that must not be heard as "not me"
    nobody_else: tuple[str, ...] = ()  # those of one's own that name others only to leave them out
    me: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()  # small words within a company's name
    denied: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    consult: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()  # words that show that a clause speaks of deciding


@dataclass(frozen=True, slots=True)
class IntentWords:
    """Requests, refusals, not knowing, questions and corrections."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that one language brings; a part left out is not read in that language."""

    locale: str
    number: NumberWords = field(default_factory=NumberWords)
    money: MoneyWords = field(default_factory=MoneyWords)
    time: TimeWords = field(default_factory=TimeWords)
    yes_no: YesNoWords = field(default_factory=YesNoWords)
    choice: ChoiceWords = field(default_factory=ChoiceWords)
    people: PeopleWords = field(default_factory=PeopleWords)
    intent: IntentWords = field(default_factory=IntentWords)
