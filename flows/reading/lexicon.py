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
    """Phrases that say yes, no, or neither."""


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """Places, "all", "none", "except", and what is said around a choice."""


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """What is said around names, companies and addresses, and who decides."""


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
    unfinished: str = ""
    """A pattern for an answer with a form that breaks off: more is to come."""
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
