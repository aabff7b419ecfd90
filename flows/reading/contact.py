"""Ways to reach somebody: exactly one e-mail address, phone number or postal address, checked and in one spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

from flows.flow import Question
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.languages import LEXICONS
from flows.reading.patterns import late
from flows.reading.words import PARSED, any_of, bare, in_language, plain, tidy

_APART = late(r"[\s<>()\[\]{},;|\"«»“”]+")
_EDGES = ".:!?'*_`’"
#: What an address may be in, between what it cannot hold; whether it is one is looked at afterwards, in one pass.
_TOKEN = late(r"[^\s<>()\[\]{},;:|\"«»“”=&?/]+")
_AT = ("@", "＠", "%40")
_WORDS = tuple(lexicon.people for lexicon in LEXICONS)


def _signs(*said: Iterable[str]) -> str:
    return any_of({plain(p) for lines in said for line in lines for p in line.split(",") if p.strip()})


_AT_SPOKEN = _signs(*(w.at for w in _WORDS))
_DOT_SPOKEN = _signs(*(w.dot for w in _WORDS))
_AT_ONLY = any_of(
    {plain(p) for w in _WORDS for line in w.at for p in line.split(",") if len(p.strip()) > 4 and "b" in p}
)
#: The signs of an address as they are spoken or put in brackets, each with what it stands for.
_SIGNS: tuple[tuple[str, str], ...] = (
    ("_", _signs(*(w.underscore for w in _WORDS))),
    ("@", rf"[\[({{<] ?(?:@|{_AT_SPOKEN}) ?[\])}}>]|@|{_AT_SPOKEN}"),
    (".", rf"[\[({{<] ?(?:\.|{_DOT_SPOKEN}) ?[\])}}>]|\.|{_DOT_SPOKEN}"),
    ("-", rf"-|{_signs(*(w.dash for w in _WORDS))}"),
    ("+", _signs(*(w.plus for w in _WORDS))),
)
_TO_SIGN: tuple[tuple[str, re.Pattern[str]], ...] = tuple((sign, late(said)) for sign, said in _SIGNS)
#: One piece of a dictated address: a sign, a run of what an address holds, or anything else alone.
_PIECE = late(
    rf"(?P<sign>[\[({{<] ?(?:@|\.|{_AT_SPOKEN}|{_DOT_SPOKEN}) ?[\])}}>]"
    rf"|(?<![\w.+'-])(?:{_signs(*(w.underscore for w in _WORDS), *(w.at for w in _WORDS), *(w.dot for w in _WORDS))}"
    rf"|{_signs(*(w.dash for w in _WORDS), *(w.plus for w in _WORDS))}|@)(?![\w'+-])|[@.](?=\s|$)|(?<=\s)\.)"
    r"|(?P<word>[\w+'-]+(?:[.@][\w+'-]+)*)|(?P<else>[^\s])",
    re.IGNORECASE,
)
_BEFORE_ADDRESS = frozenset(bare(p) for w in _WORDS for line in w.before_address for p in line.split(",")) - {""}
_NEVER_LOCAL = frozenset(plain(p) for w in _WORDS for line in w.never_local for p in line.split(","))
#: Mail hosts that many people use, and good ones that resemble them.
_PROVIDERS = [
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.fr", "hotmail.be", "hotmail.co.uk", "outlook.com",
    "outlook.fr", "outlook.be", "yahoo.com", "yahoo.fr", "yahoo.co.uk", "ymail.com", "orange.fr", "free.fr",
    "sfr.fr", "neuf.fr", "laposte.net", "wanadoo.fr", "bbox.fr", "numericable.fr", "icloud.com",
    "protonmail.com", "proton.me", "skynet.be", "telenet.be", "proximus.be", "voo.be", "gmx.com", "gmx.fr",
    "gmx.net", "gmx.de", "live.com", "live.fr", "live.be", "live.co.uk", "msn.com", "aol.com", "bluewin.ch",
    "mail.com", "me.com", "mac.com", "btinternet.com", "comcast.net", "verizon.net", "zoho.com",
    "fastmail.com", "hey.com", "pm.me", "tutanota.com", "web.de", "t-online.de", "videotron.ca",
    "sympatico.ca",
]  # fmt: skip
_NEIGHBOURS = frozenset(
    [
        "mail.com",
        "ymail.com",
        "gmx.com",
        "gmx.fr",
        "acme.co",
        "me.com",
        "love.com",
        "love.fr",
        "email.com",
        "mail.fr",
        "gmail.co.uk",
        "oranges.fr",
        "fre.fr",
        "tree.fr",
        "freed.com",
        "mac.com",
        "msn.fr",
        "aol.fr",
        "outlook.be",
        "hotmail.be",
        "yahoo.be",
        "yahoo.ca",
        "yahoo.de",
        "yahoo.it",
        "yahoo.es",
        "hotmail.it",
        "hotmail.es",
        "hotmail.de",
        "hotmail.ca",
        "live.nl",
        "live.ca",
        "sky.com",
        "skynet.com",
        "proximus.com",
        "orange.com",
        "orange.be",
        "free.com",
        "free.org",
        "sfr.com",
        "sfr.net",
        "live.org",
        "alive.com",
        "olive.com",
        "olive.fr",
        "rive.fr",
        "proton.com",
        "hmail.com",
        "gmail.fr",
        "aon.com",
        "aol.co.uk",
        "man.com",
        "sun.com",
        "skynet.net",
        "inlook.com",
        "hey.co",
        "ho.com",
        "gmx.at",
        "gmx.ch",
        "gmx.es",
        "gmx.us",
        "rocketmail.com",
        "mailbox.org",
        "posteo.de",
        "yandex.com",
        "qq.com",
        "163.com",
    ]
)  # fmt: skip | frozenset(_PROVIDERS)
_TLD_SLIPS = {
    "con": "com", "cmo": "com", "ocm": "com", "comm": "com", "coom": "com", "cpm": "com", "vom": "com", "xom": "com",
    "clm": "com", "cim": "com", "dom": "com", "fe": "fr", "ff": "fr", "frr": "fr", "rf": "fr", "be.": "be", "bee": "be",
    "nte": "net", "ner": "net", "ogr": "org", "orgg": "org", "prg": "org",
}  # fmt: skip
#: Mailboxes of a role rather than a person, and hosts of addresses that last an hour.
_ROLES = frozenset(
    [
        "info",
        "contact",
        "sales",
        "hello",
        "bonjour",
        "admin",
        "office",
        "support",
        "commercial",
        "accueil",
        "secretariat",
        "direction",
        "compta",
        "marketing",
        "team",
        "service",
        "billing",
        "hr",
        "rh",
        "jobs",
        "noreply",
        "no-reply",
        "postmaster",
        "webmaster",
        "enquiries",
        "help",
    ]
)  # fmt: skip
_DISPOSABLE = frozenset(
    [
        "mailinator.com",
        "yopmail.com",
        "yopmail.fr",
        "yopmail.net",
        "guerrillamail.com",
        "10minutemail.com",
        "tempmail.com",
        "temp-mail.org",
        "trashmail.com",
        "jetable.org",
        "maildrop.cc",
        "throwawaymail.com",
        "sharklasers.com",
        "getnada.com",
        "dispostable.com",
        "mohmal.com",
        "fakeinbox.com",
        "discard.email",
        "mailnesia.com",
        "tempmail.org",
        "moakt.com",
        "emailondeck.com",
        "mytemp.email",
        "mintemail.com",
    ]
)  # fmt: skip
_COMMA = late(r"(@[\w-]+),\s?(com|fr|be|net|org|eu|ch|io|uk)\b", re.IGNORECASE)
_DIGITS: Mapping[str, int] = {plain(word): n for w in _WORDS for word, n in w.digits.items()}
_TIMES: Mapping[str, int] = {plain(word): n for w in _WORDS for word, n in w.times.items()}
_EXTENSION = late(
    rf"(?:(?<=[\s,;(\d])(?:{_signs(*(w.extension for w in _WORDS))})\.? ?:? ?|(?<=\d) ?# ?)(\d{{1,6}})(?!\d)",
    re.IGNORECASE,
)
_RUN = late(r"[^\W_]+|[^\w\s]")
_EXT = ";ext="

_SPELLED_EMAIL = late(
    rf"(?<![\w.+\-])[\w.+\-]{{1,64}}\s?(?:[\[(]\s?(?:{_AT_SPOKEN})\s?[\])]|\b(?:{_AT_ONLY})\b)"
    rf"\s?[\w.\-]{{1,255}}(?:\s(?:{_DOT_SPOKEN})\s\w{{1,63}}){{0,5}}",
    re.IGNORECASE,
)
#: An IBAN, and a payment card's number, as they are printed.
_ACCOUNT = late(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,3})?\b")
_CARD = late(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")


def _streets(*lines: str) -> str:
    """Kinds of street as one pattern, with accents and without."""
    said = [word.strip() for line in lines for word in line.split(",")]
    return any_of({*said, *(plain(word) for word in said)})


_BEFORE_NAME = _streets(*(line for lexicon in LEXICONS for line in lexicon.people.streets))
_AFTER_NAME = _streets(*(line for lexicon in LEXICONS for line in lexicon.people.streets_last))
_HOUSE = r"\b\d{1,5}(?:[ ]?(?:bis|ter|[a-d]))?\b"
_STREET_NAME = r"(?:[ ][\w'’-]{1,30}){1,4}"
#: A house in a street, with what may stand between: "12 rue de la Loi", "rue de la Loi 12", "12 Baker Street".
_STREET = late(
    rf"{_HOUSE},?[ ](?:{_BEFORE_NAME}){_STREET_NAME}|\b(?:{_BEFORE_NAME}){_STREET_NAME}?,?[ ]{_HOUSE}"
    rf"|{_HOUSE}(?-i:(?:[ ][A-ZÀ-Þ][\w'’-]{{0,30}}){{1,3}})[ ](?:{_AFTER_NAME})\b",
    re.IGNORECASE,
)
#: What may stand between the digits of a phone number.
_BETWEEN = r"[\s./()\-\u00a0]*"
#: What is kept in place of an address or a number.
VEIL = "…"
_PHONE_ONLY = late(r"[+(0][\d\s./()\-]{6,40}")
#: How many places of a message may be tried as a phone number.
_TRIES = 20


_DENIED = late("|".join(rf"\b(?:{x.number.denials})$" for x in LEXICONS if x.number.denials))


def read_email(text: str, _question: Question, context: Context) -> Reading:
    """Read the one e-mail address in a text, lower-case, an international domain as punycode; nothing is looked up.

    A host that looks misspelt is asked about, unless the text was pressed: suggestions are then what it may be
    meant to be, and the address as written.
    """
    shown = unicodedata.normalize("NFKC", tidy(text))
    spoken = _spoken_emails(shown)
    if not spoken and (m := _COMMA.search(shown)):
        meant = _emails(f"{shown[: m.start()]}{m[1]}.{m[2]}{shown[m.end() :]}")[1]
        return Unclear("unclear.email", meant if len(meant) == 1 else ())
    for start, end, address, _ in reversed(spoken):
        shown = f"{shown[:start]} {address} {shown[end:]}"
    written, valid = _emails(shown)
    if len(valid) > 1:
        valid = tuple(a for a in valid if not _DENIED.search(plain(shown[: shown.casefold().find(a)]))) or valid
        written = valid if len(valid) == 1 else written
    if len(written) > 1:
        return Unclear("unclear.email-several", valid)
    if not valid or '"@' in shown:
        return Unclear("unclear.email", () if '"@' in shown else _completed(shown, written))
    if len(spoken) == 1 and spoken[0][3]:
        first, (name, _, host) = spoken[0][3], valid[0].partition("@")
        both = (f"{first}.{name}@{host}", valid[0])
        return Unclear("unclear.email", tuple(a for a in both if _address(a)))
    meant_host = None if context.sure else _misspelt(valid[0].partition("@")[2])
    if meant_host:
        return Unclear("unclear.email-typo", (f"{valid[0].partition('@')[0]}@{meant_host}", valid[0]))
    return Understood(valid[0], notes=_notes(valid[0]))


def read_phone(text: str, _question: Question, context: Context) -> Reading:
    """Read the one phone number in a text as E.164; national numbers are those of `context.region`.

    Numbers in words are read as they are dictated; an extension follows as RFC 3966 writes it: "+3225551234;ext=12".
    """
    shown = _in_figures(tidy(text))
    extensions = tuple(dict.fromkeys(m[1] for m in _EXTENSION.finditer(shown)))
    if len(extensions) == 1:
        shown = _EXTENSION.sub(" ", shown).strip()
    found = phonenumbers.PhoneNumberMatcher(shown, context.region, max_tries=_TRIES)
    numbers = tuple(dict.fromkeys(_e164(match.number) for match in found))
    if not numbers and (only := _NOT_OF_A_NUMBER.sub("", shown).strip()) and _PHONE_ONLY.fullmatch(only):
        numbers = _parsed(only, context.region)
    if len(numbers) > 1:
        return Unclear("unclear.phone-several", numbers)
    if not numbers:
        return Unclear("unclear.phone")
    return Understood(
        numbers[0] + (f"{_EXT}{extensions[0]}" if len(extensions) == 1 and _EXT not in numbers[0] else "")
    )


def read_address(text: str, _question: Question, _context: Context) -> Reading:
    """Read a postal address: at least two words and a digit, kept as written on one line."""
    written = ", ".join(row.strip(" ,") for row in tidy(text, lines=True).splitlines()).strip(" ,")
    words = [w for w in bare(written).split() if not w.isdigit()]
    if len(words) < 2 or not any(c.isdigit() for c in written) or "@" in written or len(written) >= PARSED:
        return Unclear("unclear.address")
    return Understood(written)


def veiled(text: str, region: str | None) -> str:
    """A text with a veil over each e-mail and street address, phone, card and account number, however spelled.

    National phone numbers are those of `region`.
    """
    text = _TOKEN.sub(lambda found: VEIL if _is_like_an_email(found[0]) else found[0], text)
    for start, end, *_ in reversed(_spoken_emails(text)):
        text = text[:start] + VEIL + text[end:]
    for start, end, digits in reversed(_dictated(text)):
        if len(digits.lstrip("+")) >= _LEAST_DIGITS:
            text = text[:start] + VEIL + text[end:]
    for pattern in (_SPELLED_EMAIL, _ACCOUNT, _CARD, _STREET):
        text = pattern.sub(VEIL, text)
    if sum(map(str.isdigit, text)) < _SHORTEST_NUMBER:
        return text
    found = phonenumbers.PhoneNumberMatcher(text, region, max_tries=_TRIES)
    for match in reversed([m for m in found if m.raw_string.startswith(("+", "0", "(0", "(+"))]):
        text = text[: match.start] + VEIL + text[match.end :]
    return text


def _is_like_an_email(token: str) -> bool:
    name, at, host = next((token.partition(at) for at in _AT if at in token), (token, "", ""))
    return bool(name and at) and any(dot in host.strip(".．") for dot in ".．")


def extension_word(locale: str) -> str:
    """What stands before a phone extension in a language: "poste", "ext."."""
    return in_language({lexicon.locale: lexicon.people.extension_shown for lexicon in LEXICONS}, locale)


def spelled(contact: str) -> re.Pattern[str]:
    """Finds an e-mail address, or a phone number given with its "+", in a text, however the number is spelled."""
    if "@" in contact:
        return re.compile(rf"(?<![\w.+\-]){re.escape(contact)}(?![\w\-]|\.\w)", re.IGNORECASE)
    try:
        number = phonenumbers.parse(contact)
        country, national = str(number.country_code), str(number.national_number)
    except phonenumbers.NumberParseException:
        country, national = "", re.sub(r"\D", "", contact)
    before = rf"(?:(?:\+|00){_BETWEEN}{_BETWEEN.join(country)}{_BETWEEN})?(?:0{_BETWEEN})?" if country else r"\+?"
    return re.compile(rf"(?<!\d){before}{_BETWEEN.join(national)}(?!\d)")


def _emails(shown: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses in a text: what looks like one, and those of them that can be one."""
    words = (w.removeprefix("mailto:").strip(_EDGES) for w in _APART.split(shown))
    written = tuple(dict.fromkeys(w.lower() for w in words if "@" in w.strip("@")))
    return written, tuple(a for a in map(_address, written) if a)


_Spoken = tuple[int, int, str, str]


def _spoken_emails(text: str) -> list[_Spoken]:
    """Addresses that are dictated, spaced out or hidden from robots: (start, end, address, a word just before it).

    The word before is empty where it can be no part of the address. An address written the usual way is not one.
    """
    pieces = list(_PIECE.finditer(text))
    folded = [plain(p[0]) for p in pieces]
    signs = [_sign(word) if p["sign"] else "" for p, word in zip(pieces, folded, strict=True)]
    found: list[_Spoken] = []
    done = -1
    for at, sign in enumerate(signs):
        joint = pieces[at]["word"] and "@" in pieces[at][0]
        if at <= done or not (sign == "@" or joint):
            continue
        first = at if joint else at - 1
        if first <= done or not pieces[first]["word"] or (folded[first] in _NEVER_LOCAL and pieces[at][0].isalpha()):
            continue
        while first - 2 > done and signs[first - 1] in ("_", ".", "-", "+") and pieces[first - 2]["word"]:
            first -= 2
        last = at if joint else at + 1
        if last >= len(pieces) or not pieces[last]["word"]:
            continue
        while last + 2 < len(pieces) and signs[last + 1] in (".", "-") and pieces[last + 2]["word"]:
            if signs[last + 1] == "." and pieces[last + 1][0] == "." and "." in pieces[last][0].partition("@")[2]:
                break  # a full stop, and the next sentence
            last += 2
        if first == last:
            continue
        address = "".join(signs[n] or pieces[n][0] for n in range(first, last + 1)).lower()
        name, _, host = address.partition("@")
        if not name or "." not in host.strip(".") or "@" in host or not _address(address):
            continue
        before = folded[first - 1] if first and pieces[first - 1]["word"] and not signs[first - 1] else ""
        apart = text[pieces[at].start() :][:1].isalpha() and _is_a_name(before)
        found.append((pieces[first].start(), pieces[last].end(), address, before if apart else ""))
        done = last
    return found


def _is_a_name(word: str) -> bool:
    """Whether a word just before a dictated address may be its beginning: "john smith at gmail dot com"."""
    return word.isalpha() and len(word) > 2 and word not in _BEFORE_ADDRESS and word not in _NEVER_LOCAL


def _sign(said: str) -> str:
    return next((sign for sign, pattern in _TO_SIGN if pattern.fullmatch(said)), "")


def _misspelt(host: str) -> str | None:
    """The host that another was probably meant to be; None for one that is good, or not near enough to any."""
    if host in _NEIGHBOURS or host in _DISPOSABLE:
        return None
    name, _, tld = host.rpartition(".")
    near = [(OSA.distance(host, good), good) for good in _PROVIDERS if abs(len(host) - len(good)) <= 2]
    best = min(near, default=(9, ""))
    if (best[0] == 1 and len(best[1]) > 6) or (best[0] == 2 and len(best[1]) >= 9 and best[1].endswith(tld[-2:])):
        return best[1]
    for slip, meant in _TLD_SLIPS.items():
        if tld == slip and name:
            return f"{name}.{meant}"
    own, _, _ = best[1].partition(".")
    return best[1] if best[0] == 2 and len(own) >= 5 and host.startswith(own) and "." in host else None


def _completed(shown: str, written: tuple[str, ...]) -> tuple[str, ...]:
    """What an address without its "@", or with half a host, may be: only where the host is one that many use."""
    if len(written) == 1:
        name, _, host = written[0].partition("@")
        whole = next((p for p in _PROVIDERS if host == p.partition(".")[0]), re.sub(r"\.{2,}", ".", host).lstrip("@"))
        address = _address(f"{name}@{whole}") if whole in _PROVIDERS else None
        return (address,) if address else ()
    words = [w.strip(_EDGES).lower() for w in _APART.split(shown)]
    for n, word in enumerate(words[:200]):
        host = next((p for p in _PROVIDERS if len(p) > 7 and word.endswith(p)), "")
        name = word.removesuffix(host) or (words[n - 1] if n else "")
        if host and name and not name.endswith(".") and (address := _address(f"{name}@{host}")):
            return (address,)
    return ()


def _notes(address: str) -> tuple[str, ...]:
    name, _, host = address.partition("@")
    role = ("role-address",) if name.partition("+")[0] in _ROLES else ()
    return role + (("disposable",) if host in _DISPOSABLE else ())


_LEAST_DIGITS = 8
_SHORTEST_NUMBER = 5
_NOT_OF_A_NUMBER = late(r"^[^\d+(]+|[^\d)]+$")


def _in_figures(text: str) -> str:
    """A text with each number that is dictated in words as figures."""
    for start, end, digits in reversed(_dictated(text)):
        text = f"{text[:start]}{digits}{text[end:]}"
    return text


def _dictated(text: str) -> list[tuple[int, int, str]]:
    """Runs of number words, as (start, end, digits): "oh six, double five" is "0655"; at least six digits each."""
    runs: list[tuple[int, int, str]] = []
    values: list[int | str] = []
    start = end = words = 0
    times = 1

    def close() -> None:
        nonlocal words
        digits = _joined(values)
        if words and len(digits) >= (6 if words >= 3 else _LEAST_DIGITS):
            runs.append((start, end, digits))
        values.clear()
        words = 0

    for m in _RUN.finditer(text):
        word = m[0].lower() if m[0].isascii() else plain(m[0])
        if word in _TIMES:
            times = _TIMES[word]
            start = start if values else m.start()
            continue
        if word in _DIGITS or (word.isdigit() and word.isascii()):
            if not values and times == 1:
                start = m.start()
            said: int | str = _DIGITS.get(word, word)
            values.extend([said] * times)
            end, words, times = m.end(), words + (word in _DIGITS), 1
        elif word in _PLUS and not values:
            values.append("+")
            start = m.start()
        elif word not in _WITHIN_A_NUMBER or not values:
            close()
        if word not in _TIMES:
            times = 1
    close()
    return runs


_PLUS = frozenset(["+", *(plain(p) for w in _WORDS for line in w.plus for p in line.split(","))])
_WITHIN_A_NUMBER = frozenset("-.,/()") | frozenset(
    bare(word) for lexicon in LEXICONS for word in lexicon.choice.joining[0].split(",")[:1]
)


_TENS = frozenset((20, 30, 40, 50, 60, 70, 80, 90))


def _joined(values: Sequence[int | str]) -> str:
    """The digits of number words said one after the other: 60, 18 are "78" as 60, 10 and 8 are; 0, 6 are "06"."""
    out: list[str] = []
    at = 0
    while at < len(values):
        n = values[at]
        at += 1
        if isinstance(n, str):
            out.append(n)
            continue
        if n == 4 and at < len(values) and values[at] == 20:
            n, at = 80, at + 1
        if n in _TENS and at < len(values) and isinstance(values[at], int):
            most = 20 if n in (60, 80) else 10
            unit = values[at]
            if isinstance(unit, int) and 0 < unit < most:
                n, at = n + unit, at + 1
                if unit == 10 and at < len(values) and values[at] in (7, 8, 9):
                    n, at = n + int(values[at]), at + 1
        elif n == 10 and at < len(values) and values[at] in (7, 8, 9):
            n, at = n + int(values[at]), at + 1
        elif n < 10 and at < len(values) and values[at] == 100:
            n, at = n * 100, at + 1
            if at < len(values) and values[at] in _TENS:  # "quatre cent septante-cinq"
                n, at = n + int(values[at]), at + 1
                if at < len(values) and values[at] in range(1, 10):
                    n, at = n + int(values[at]), at + 1
        out.append(str(n))
    return "".join(out)


def _address(written: str) -> str | None:
    if len(written) > 254:
        return None
    try:
        found = validate_email(written, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        return None
    stored = found.ascii_email or ""
    return stored.lower() if 0 < len(stored) <= 254 else None


def _parsed(shown: str, region: str | None) -> tuple[str, ...]:
    """A text that is nothing but a number in an unusual spelling ("0475/12.34.56")."""
    try:
        number = phonenumbers.parse(shown, region)
    except phonenumbers.NumberParseException:
        return ()
    return (_e164(number),) if phonenumbers.is_valid_number(number) else ()


def _e164(number: phonenumbers.PhoneNumber) -> str:
    """E.164, and the extension where there is one."""
    e164 = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return f"{e164}{_EXT}{number.extension}" if number.extension else e164
