"""The languages that are read, all at once: people mix them."""

from flows.reading.languages import en, fr, nl
from flows.reading.lexicon import Lexicon

LEXICONS: tuple[Lexicon, ...] = (fr.LEXICON, en.LEXICON, nl.LEXICON)
