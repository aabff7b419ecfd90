"""What a language brings to the readers: its words and patterns as data, so that a further language is one more file.

Words stand as people write them; readers compare them as `words.plain` and `words.bare` give them. Patterns are
regular expressions over `plain` text, without groups and without unbounded repeats of what may overlap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Numbers and ordinals in words; lists have commas between them, tables go from the worth to its words."""

    units: Mapping[int, str] = field(default_factory=dict)
    """0 to 19, and what else is one word below 20."""
    tens: Mapping[int, str] = field(default_factory=dict)
    hundreds: str = ""
    scales: Mapping[float, str] = field(default_factory=dict)
    """Thousand, million and so on, after a number in words or digits."""
    shorts: Mapping[float, str] = field(default_factory=dict)
    """Scales that may stand right behind a numeral ("10k")."""
    alone: str = ""
    """Scales and hundreds that count as one of themselves with nothing before them ("mille")."""
    heaps: Mapping[int, str] = field(default_factory=dict)
    """Rough numbers as nouns ("une vingtaine", "a couple"), which may be of hundreds or of a scale."""
    dozens: Mapping[int, str] = field(default_factory=dict)
    """Exact ones."""
    articles: str = ""
    halves: str = ""
    quarters: str = ""
    of: str = ""
    point: str = ""
    join_ten: str = ""
    """Between a ten and one or eleven ("vingt et un")."""
    join_hundred: str = ""
    """After a hundred or a scale ("a hundred and five")."""
    join_unit: str = ""
    """Between a unit and its ten where the unit comes first ("vijfentwintig")."""
    between: str = ""
    """Opens a range, in which `join_hundred` parts its two ends."""
    fourscore: bool = False
    """Four and twenty is eighty, and sixty and eighty take eleven to nineteen."""
    hundred_left_out: bool = False
    """"One fifty" is a hundred and fifty."""
    glued: bool = False
    """Number words may be written together."""
    ordinals: Mapping[int, str] = field(default_factory=dict)
    about: str = ""
    """Endings right behind a numeral that make it rough ("30ish")."""
    nothing: str = ""
    """Answers that mean zero."""
    corrections: str = ""
    """Patterns between what was said first and what is meant."""
    denials: str = ""
    """Patterns right before what is not meant."""
    misspelt: Mapping[str, str] = field(default_factory=dict)
    """Usual misspellings too short to be mended by their distance: from the right word to them."""
    kept: str = ""
    """Everyday words one letter away from a number word."""


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Amounts: currencies by their names, periods, and what opens or denies an end; lists or patterns, as said."""

    currencies: Mapping[str, str] = field(default_factory=dict)
    """From the ISO 4217 code to names (lists)."""
    subunits: str = ""
    """A hundredth of a currency, which "not a cent" names (list)."""
    of: str = ""
    """Patterns between an amount and its currency ("un million d'euros")."""
    periods: Mapping[str, str] = field(default_factory=dict)
    """From month, year, week, day, hour or seat to nouns (lists)."""
    per: str = ""
    """Patterns before such a noun."""
    adverbs: Mapping[str, str] = field(default_factory=dict)
    """From a period to patterns that say it alone ("monthly")."""
    counted: str = ""
    """Things, a number of which is no amount (list)."""
    not_amounts: str = ""
    """Patterns right before a number that is no amount."""
    least: str = ""
    """Patterns before the lowest that it may be."""
    least_after: str = ""
    most: str = ""
    most_after: str = ""
    no_more: str = ""
    """Denials that make a top, before the patterns of `least` are looked for."""
    no_less: str = ""
    rough: str = ""
    rough_after: str = ""
    none: str = ""
    """Patterns that say there is no money."""
    nothing: str = ""
    """The same as whole answers (list)."""
    undecided: str = ""
    """Patterns after `none` that say it is only not fixed yet."""
    names: str = ""
    """Patterns before the amount that is the budget, among others."""
    tax: str = ""
    """Patterns between an amount and its period that say with or without taxes."""
    total: str = ""
    """Patterns near the amount that is the sum of the others."""
    lots: str = ""
    """Patterns between a number and an amount that stands for each."""
    figures: str = ""
    """What numerals are called in "six figures" (list)."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """From low, mid or high to words (lists)."""
    kept: str = ""
    """Everyday words one letter away from a currency."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Days, months, units and seasons (lists, from their worth), and what stands around them (patterns)."""

    months: tuple[str, ...] = ()
    """Twelve lists."""
    doubtful: str = ""
    """Month names that are other words too: they count only after `cues` or alone (list)."""
    cues: str = ""
    verbs_after: str = ""
    """Patterns after a doubtful name that make it no month."""
    season_cues: str = ""
    """Patterns before a doubtful season."""
    weekdays: tuple[str, ...] = ()
    """Seven lists, Monday first."""
    units: Mapping[str, str] = field(default_factory=dict)
    """hour, day, week, fortnight, month, quarter, half, year."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """early, mid, late (lists)."""
    of: str = ""
    """Patterns between a part and its period, or a day and its month."""
    articles: str = ""
    """What may stand right before a period and says nothing (list)."""
    quarter_letters: str = ""
    half_letters: str = ""
    week_letters: str = ""
    last: str = ""
    """The last one (list)."""
    this: str = ""
    this_after: str = ""
    """Patterns behind a unit: this very one ("-ci")."""
    next: str = ""
    next_after: str = ""
    """The same behind its noun ("prochain")."""
    second_next: str = ""
    """Patterns before a unit: the one after next."""
    second_next_after: str = ""
    coming: str = ""
    """Patterns before units in the plural, without a number ("in the coming weeks")."""
    coming_after: str = ""
    year_next: str = ""
    """Patterns for next year."""
    year_this: str = ""
    year_cues: str = ""
    """Patterns before a bare year."""
    seasons: Mapping[str, str] = field(default_factory=dict)
    """From MM-DD..MM-DD to names (lists)."""
    feasts: Mapping[str, str] = field(default_factory=dict)
    """From MM-DD, MM-DD..MM-DD, easter, easter+N or MM-N-W (the Nth weekday W, Monday 1) to patterns."""
    near: Mapping[int, str] = field(default_factory=dict)
    """From days ahead to patterns."""
    weekend: str = ""
    now: str = ""
    in_: str = ""
    """Patterns before a length of time that leads to a day."""
    within: str = ""
    """The same to a last day."""
    within_the: str = ""
    """Patterns before one unit without a number ("dans le mois")."""
    about: str = ""
    more_than: str = ""
    """Patterns before a length of time that is the least."""
    between_counts: str = ""
    after_count: str = ""
    """Patterns between a count and its unit ("3 prochains mois")."""
    halves: str = ""
    """Patterns after a unit ("et demi")."""
    from_now: str = ""
    lengths: str = ""
    """Patterns before a length of time that is no time at all ("pendant")."""
    per: str = ""
    """Patterns before a unit that make it a price's period."""
    week_of: str = ""
    the_day: str = ""
    """Patterns before a bare day of the month."""
    day_suffix: str = ""
    fiscal_years: str = ""
    """Patterns before a year in two digits ("FY27")."""
    fiscal_end: str = ""
    ends: Mapping[str, str] = field(default_factory=dict)
    """From month, quarter, year or week to short words for its end (lists)."""
    links: str = ""
    """Patterns between the two ends of a stretch."""
    opens: str = ""
    """Patterns before a stretch, which are part of it ("from")."""
    fillers: str = ""
    """Patterns that may stand between the following and a time."""
    not_before: str = ""
    before: str = ""
    by: str = ""
    after: str = ""
    from_: str = ""
    denials: str = ""
    latest_after: str = ""
    earliest_after: str = ""
    corrections: str = ""
    soon: str = ""
    soonish: str = ""
    no_hurry: str = ""
    no_date_yet: str = ""
    misspelt: Mapping[str, str] = field(default_factory=dict)
    mended: str = ""
    """Words besides months, days and units that are mended when a letter is wrong (list)."""
    kept: str = ""
    """Everyday words one letter away from those above (list)."""


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
    streets: tuple[str, ...] = ()  # kinds of street that a number or a name stands beside
    streets_last: tuple[str, ...] = ()  # those that follow the name: "12 Baker Street"
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
    no_introduction: tuple[str, ...] = ()  # what begins something else than a name after "I am", "this is" or "call me"
    no_name: tuple[str, ...] = ()
    states: tuple[str, ...] = ()  # what one is or does, which after "I am" is no name
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
    """Requests, refusals, not knowing, questions and corrections.

    Phrases stand with commas between them; a request is heard when a clause is one of its `phrases`, one of the `pairs`
    (verbs by objects), or fits one of its `patterns` (over `bare` text), courtesy aside. Keys are those of
    `flows.verbs.Verb`.
    """

    phrases: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    polite_before: str = ""
    polite_after: str = ""
    tongues: Mapping[str, str] = field(default_factory=dict)
    """Locales by how this language names theirs."""
    speaking: str = ""
    """What asks for a language, before its name."""
    tongue_phrases: Mapping[str, str] = field(default_factory=dict)
    slashes: Mapping[str, str] = field(default_factory=dict)
    changing: str = ""
    """Verbs for changing an answer."""
    things: str = ""
    """Words that may stand before what is changed."""
    into: str = ""
    """Words that may stand between what is changed and its new value."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What the answer to a kind of question may be called."""
    ours: str = ""
    """What can be changed without its being a question of the flow."""
    openers: str = ""
    """A pattern for how a question begins, question mark or not."""
    asking: str = ""
    """A pattern for a question anywhere in a clause that ends with a question mark."""
    not_asking: str = ""
    """A pattern for clauses that begin like a question and are none."""
    amends: str = ""
    """A pattern for what tells that a value now replaces one said before."""
    mistaken: str = ""
    """A pattern for what tells that an earlier answer was wrong."""
    budgeting: str = ""
    """A pattern for words beside an amount that tell that it is what may be spent."""
    starting: str = ""
    """A pattern for words beside a time that tell that it is when something is to begin or be there."""
    begun: str = ""
    """A pattern for a clause that tells of what has begun or been spent already."""
    unfinished: str = ""
    """A pattern for an answer with a form that breaks off: more is to come. "p.a." (as "p a") is whole."""
    common: str = ""
    """Words that tell nothing of what a question is about."""
    topics: Mapping[str, str] = field(default_factory=dict)
    """Patterns for questions that any flow can be asked, by topic: "price", "privacy", "robot"."""


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
