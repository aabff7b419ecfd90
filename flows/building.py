"""A document to a Flow: names are followed, words held to the languages, and what is wrong is told where it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from zoneinfo import available_timezones

import phonenumbers

from flows import document as doc
from flows.conditions import Condition, Term, Test
from flows.flow import (
    BANDS,
    END,
    AlertRule,
    BandRule,
    Branch,
    ChannelRule,
    ClaimRule,
    ConsentText,
    Disqualifier,
    Faq,
    File,
    Flow,
    Kind,
    Landing,
    Magnet,
    Option,
    Purpose,
    Question,
    Rule,
)
from flows.hours import ALL_WEEK, Block, Hours
from flows.problems import MOST_TOLD, Problem, in_short, nearest
from flows.shape import Shaped
from flows.texts import LOCALES, word
from flows.timetable import DAYS, BadTimes, blocks, week
from flows.yaml12 import Path

#: Gives a file's size in bytes by its path relative to the flow's folder, or None when there is no such file.
Sizes = Callable[[str], int | None]

_TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "zip": "application/zip",
    "mp4": "video/mp4",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WITH_OPTIONS = {Kind.CHOICE, Kind.MULTI_CHOICE, Kind.NEED}
_MAY_HAVE_OPTIONS = _WITH_OPTIONS | {Kind.AUTHORITY}
_FIXED = {
    Kind.YES_NO: ("yes", "no"),
    Kind.CONSENT: ("yes", "no"),
    Kind.AUTHORITY: ("self", "shared", "other"),
}
_BOUNDS = {
    Kind.BUDGET: {Test.AT_LEAST, Test.AT_MOST},
    Kind.NUMBER: {Test.AT_LEAST, Test.AT_MOST},
    Kind.TIMING: {Test.WITHIN_DAYS, Test.BEYOND_DAYS},
}
#: Bounds beyond these are slips of the pen, and no date or amount could be told apart by them.
_MOST_DAYS, _MOST_AMOUNT = 36_525, 1e12
#: How Slack writes a channel (or its name) and a member.
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,20}|#[\w.-]{1,79}")
_MEMBER = re.compile(r"[UW][A-Z0-9]{1,20}")
_WORDS = {Test.ANSWERED, Test.SKIPPED, Test.NONE}
_NAME = re.compile(doc.NAME)
#: What is written in a text to be filled in; only `flows.texts.fill` with such a name does it.
_BLANK = re.compile(r"\{\s*([^\W\d_][^{}\n]{0,39})\}")
#: The blocks that decide which paths there are, and what in them does not.
_PATHS = {"questions", "score", "bands", "disqualify", "magnets"}
_NO_PATH = {"ask", "hint", "why", "label", "title", "because", "say", "synonyms", "files", "code", "mailed_to"}
_NO_PATH |= {"purpose", "purposes", "grants", "optional", "personal"}


class Builder:
    """Turns a document into a Flow, noting every name that leads nowhere.

    A name that is nearly one of the flow's is taken for it, so that one slip of the pen is told once. `problems` keep
    the flow from being used, `slips` do not; `whole` is False once something is unknown that the paths hang from.
    """

    def __init__(self, document: doc.Document, shape: Shaped, sizes: Sizes) -> None:
        self.document = document
        self.parsed = shape.parsed
        self.holes = shape.holes
        self.around = {hole[:k] for hole in self.holes for k in range(1, len(hole) + 1)}
        named = [tuple(step for step in hole if isinstance(step, str)) for hole in self.holes]
        self.named = set(named)
        self.named_around = {hole[:k] for hole in named for k in range(1, len(hole) + 1)}
        self.sizes = sizes
        self.problems: list[Problem] = []
        self.slips: list[Problem] = []
        self.whole = not any(hole[0] in _PATHS and _NO_PATH.isdisjoint(hole) for hole in self.holes)
        self.languages = tuple(document.languages)
        self.order: dict[str, int] = {}
        for i, q in enumerate(document.questions):
            self.order.setdefault(q.id, i)
        self.blocks = {name: document.questions[i] for name, i in self.order.items() if name != END}
        if len(self.blocks) < len(document.questions):  # one is called like another, or END: its own name is unknown
            self.named_around.add(("questions", "id"))
            self.whole = False
        self.guessed: set[tuple[int, int]] = set()
        self.purposes = [p.id for p in document.consent.purposes] if document.consent else []
        self.gates = [q for q in document.questions if q.kind is Kind.CONSENT]

    def flow(self, edition: str, folder: str) -> Flow:
        """The whole flow; `problems` tells whether it may be used."""
        d = self.document
        self._name(("flow",), d.flow)
        self.languages = self._spoken()
        self._named("questions", [q.id for q in d.questions])
        self._named("score", [r.id for r in d.score])
        self._named("magnets", [m.id for m in d.magnets])
        self._zone(("timezone",), d.timezone)
        if d.region is not None and d.region not in phonenumbers.SUPPORTED_REGIONS:
            valid = "BE, FR, CH, LU, CA…"
            self._note(("region",), "unknown-value", given=d.region, valid=valid, among=phonenumbers.SUPPORTED_REGIONS)
        questions = tuple(self._question(i, q) for i, q in enumerate(d.questions))
        self._acyclic(questions)
        # a branch that hides others is told, and walked as it is to be mended: last
        questions = tuple(replace(q, branches=tuple(sorted(q.branches, key=_is_open))) for q in questions)
        return Flow(
            name=d.flow,
            edition=edition,
            languages=self.languages,
            title=self._texts(("title",), d.title),
            opening=self._lists(("opening",), d.opening),
            questions=questions,
            bands=(BandRule("hot", **d.bands.hot.model_dump()), BandRule("warm", **d.bands.warm.model_dump())),
            endings=self._endings(),
            rules=tuple(self._rule(i, r) for i, r in enumerate(d.score)),
            disqualifiers=tuple(self._disqualifier(i, b) for i, b in enumerate(d.disqualify)),
            magnets=tuple(self._magnet(i, m) for i, m in enumerate(d.magnets)),
            consent=self._consent(),
            alert=self._alert(),
            landing=self._landing(),
            faq=tuple(
                Faq(self._lists(("faq", i, "ask"), b.ask), self._texts(("faq", i, "answer"), b.answer))
                for i, b in enumerate(d.faq)
            ),
            currency=d.currency,
            region=d.region,
            timezone=d.timezone,
            folder=folder,
        )

    def _note(self, path: Path, key: str, among: Iterable[str] = (), **params: str) -> str:
        """Tell a fault, unless it stands in a hole; returns the name that was meant, if one is near."""
        meant = nearest(next(iter(params.values())), among) if among and len(self.problems) < MOST_TOLD else ""
        if not self._unknown(path):
            self.problems.append(Problem(self.parsed.mark(path), key, params | ({"meant": meant} if meant else {})))
        return meant

    def _unknown(self, path: Path) -> bool:
        """Whether what stands at a path is a stand-in, or part of one."""
        return any(path[:k] in self.holes for k in range(1, len(path) + 1))

    def _any_unknown(self, *path: str) -> bool:
        """Whether of some place at a path (those of lists left out) it is not known what stands there."""
        return path in self.named_around or any(path[:k] in self.named for k in range(1, len(path)))

    def _name(self, path: Path, name: str) -> None:
        if not _NAME.fullmatch(name):
            self._note(path, "bad-name", given=in_short(name))

    def _named(self, block: str, names: list[str]) -> None:
        """Names that things are known by: each well written, and used once."""
        seen: set[str] = set()
        for i, name in enumerate(names):
            self._name((block, i, "id"), name)
            if name in seen:
                self._note((block, i, "id"), "repeated-name", name=name)
            seen.add(name)

    def _spoken(self) -> tuple[str, ...]:
        """The languages that are the product's too."""
        found = []
        for i, language in enumerate(self.document.languages):
            meant = language
            if language not in LOCALES:
                valid = ", ".join(LOCALES)
                meant = self._note(("languages", i), "unknown-value", given=language, valid=valid, among=tuple(LOCALES))
            found += [meant] if meant in LOCALES else []
        if not found:  # then it is not known either which texts are too many
            self.named_around.add(("languages",))
        return tuple(dict.fromkeys(found))

    def _texts(self, path: Path, texts: Mapping[str, str] | None, fills: Iterable[str] = ()) -> dict[str, str]:
        """A wording, held to the flow's languages; `fills` are the names of what is filled in when it is said."""
        found = dict(texts or {})
        for language, text in found.items():
            self._blanks((*path, language), text, fills)
        self._translated(path, found)
        return found | {x: next(iter(found.values()), "") for x in self.languages if x not in found}

    def _lists(self, path: Path, lists: Mapping[str, list[str]] | None) -> dict[str, tuple[str, ...]]:
        for language, lines in (lists or {}).items():
            for k, line in enumerate(lines):
                self._blanks((*path, language, k), line, ())
        self._translated(path, lists or {})
        return {language: tuple((lists or {}).get(language, ())) for language in self.languages}

    def _translated(self, path: Path, given: Iterable[str]) -> None:
        known = {*self.languages, *self.document.languages}
        strange = [] if self._any_unknown("languages") else [language for language in given if language not in known]
        for_another = {self._note((*path, x), "extra-translation", language=x, among=self.languages) for x in strange}
        for language in self.languages:
            if language not in given and language not in for_another:
                self._note(path, "missing-translation", name=str(path[-1]), language=language)

    def _blanks(self, path: Path, text: str, fills: Iterable[str]) -> None:
        """What would be shown as it stands, though it looks as if something were to be filled in."""
        valid = [f"{{{name}}}" for name in fills]
        for found in _BLANK.finditer(text):
            if found[0] in valid or self._unknown(path):
                continue
            near = nearest(found[1].strip(), fills)
            params = {"given": in_short(found[0]), "valid": ", ".join(valid), "meant": f"{{{near}}}" if near else ""}
            self.slips.append(Problem(self.parsed.mark(path), "blank" if valid else "no-blank", params))

    def _optional(
        self, path: Path, texts: Mapping[str, str] | None, fills: Iterable[str] = ()
    ) -> dict[str, str] | None:
        return None if texts is None else self._texts(path, texts, fills)

    def _question(self, i: int, q: doc.QuestionBlock) -> Question:
        here: Path = ("questions", i)
        if q.id == END:
            self._note((*here, "id"), "reserved-name", name=q.id)
        if not self._unknown((*here, "kind")):
            self._options(here, q)
        self._consent_links(here, q)
        return Question(
            id=q.id,
            kind=q.kind,
            ask=self._ask(here, q),
            branches=self._branches(i, q),
            hint=self._optional((*here, "hint"), q.hint),
            why=self._optional((*here, "why"), q.why),
            optional=q.optional,
            personal=q.personal,
            options=tuple(
                Option(
                    o.value,
                    self._texts((*here, "options", k, "label"), o.label),
                    self._lists((*here, "options", k, "synonyms"), o.synonyms) if o.synonyms else {},
                )
                for k, o in enumerate(q.options)
            ),
            minimum=q.min,
            maximum=q.max,
            grants=q.grants,
            label=self._optional((*here, "label"), q.label),
        )

    def _options(self, here: Path, q: doc.QuestionBlock) -> None:
        if q.kind in _WITH_OPTIONS and not q.options:
            self._note((*here, "options"), "no-options", question=q.id)
            self.whole = False
        if q.options and q.kind not in _MAY_HAVE_OPTIONS:
            self._note((*here, "options"), "options-unused", question=q.id, kind=q.kind)
        seen: set[str] = set()
        for k, o in enumerate(q.options):
            place: Path = (*here, "options", k, "value")
            self._name(place, o.value)
            if o.value in seen:
                self._note(place, "repeated-name", name=o.value)
            seen.add(o.value)
            if o.value in _WORDS:
                self._note(place, "reserved-name", name=o.value)
            if q.kind is Kind.AUTHORITY and o.value not in (valid := _FIXED[Kind.AUTHORITY]):
                self._note(place, "unknown-value", given=o.value, valid=", ".join(valid), among=valid)

    def _ask(self, here: Path, q: doc.QuestionBlock) -> dict[str, str]:
        if q.kind is Kind.CONSENT and q.ask is None:
            return {language: word("consent.ask", language) for language in self.languages if language in LOCALES}
        if q.ask is None and not self._unknown((*here, "kind")):
            self._note((*here, "ask"), "missing-key", name="ask")
        return dict.fromkeys(self.languages, "") if q.ask is None else self._texts((*here, "ask"), q.ask)

    def _consent_links(self, here: Path, q: doc.QuestionBlock) -> None:
        if self._unknown((*here, "kind")):
            return
        if q.kind is Kind.CONSENT and self.document.consent is None and not self._unknown(("consent",)):
            self._note(here, "no-consent-text", question=q.id)
        if q.kind is Kind.CONSENT and self.document.consent is not None and not q.purposes:
            self._note((*here, "purposes"), "missing-key", name="purposes")
        if q.kind is not Kind.CONSENT and q.purposes:
            self._note((*here, "purposes"), "only-consent", name="purposes", kind="consent")
        if q.grants is not None and q.kind is not Kind.YES_NO:
            self._note((*here, "grants"), "only-consent", name="grants", kind="yes-no")
        for k, purpose in enumerate(q.purposes):
            self._purpose((*here, "purposes", k), purpose)
        if q.grants is not None:
            self._purpose((*here, "grants"), q.grants)

    def _purpose(self, path: Path, purpose: str) -> None:
        told = self.document.consent is None and self.gates  # that the whole block is missing
        if purpose not in self.purposes and not told and not self._any_unknown("consent", "purposes"):
            self._note(path, "unknown-purpose", name=purpose, among=self.purposes)

    def _branches(self, i: int, q: doc.QuestionBlock) -> tuple[Branch, ...]:
        following = self.document.questions[i + 1].id if i + 1 < len(self.document.questions) else END
        if not q.next:
            return (Branch(Condition(), following),)
        here: Path = ("questions", i, "next")
        open_to_all = [k for k, b in enumerate(q.next) if b.when is None]
        for k in open_to_all:
            if k < len(q.next) - 1:
                self._note((*here, k, "when"), "branch-hides", question=q.id)
        self.whole &= len(open_to_all) <= 1
        found = []
        for k, b in enumerate(q.next):
            go = self._question_meant((*here, k, "go"), b.go, [*self.blocks, END])
            if go != b.go:
                self.guessed.add((i, k))
            found.append(Branch(self._when((*here, k, "when"), b.when), go or END))
        return tuple(found)

    def _question_meant(self, path: Path, name: str, among: Iterable[str]) -> str:
        """The question of a name: itself, the one that is nearly called so, or none."""
        if name in among:
            return name
        if self._any_unknown("questions", "id"):  # it may be the one whose name is unknown
            self.whole = False
            return ""
        meant = self._note(path, "unknown-question", name=name, among=among)
        self.whole &= meant != ""
        return meant

    def _acyclic(self, questions: tuple[Question, ...]) -> None:
        """Notes the first branch of each circle: a talk must come to an end."""
        ways = {q.id: {k: b.go for k, b in enumerate(q.branches) if b.go in self.blocks} for q in questions}
        certain = {
            name: {k: go for k, go in among.items() if (self.order[name], k) not in self.guessed}
            for name, among in ways.items()
        }
        for name, k in _circles(certain):
            place = ("questions", self.order[name], "next", k, "go")
            self._note(place, "circle", question=name, name=ways[name][k])
        self.whole &= not _circles(ways)

    def _when(self, path: Path, when: Mapping[str, object] | None) -> Condition:
        """A condition, each term held to its question's kind."""
        terms: list[Term] = []
        any_of: list[Condition] = []
        if when is not None and not when:
            self._note(path, "empty", name="when")
            self.whole = False
        for name, test in (when or {}).items():
            place = (*path, name)
            if name == "any":
                if not isinstance(test, list) or not test or not all(isinstance(c, dict) for c in test):
                    self._note(place, "not-a-list", name="any")
                    self.whole = False
                else:
                    any_of += [self._when((*place, k), c) for k, c in enumerate(test)]
            elif name in self.blocks:
                terms += self._test(place, self.blocks[name], test)
            elif meant := self._question_meant(place, name, self.blocks):
                told = len(self.problems)
                terms += self._test(place, self.blocks[meant], test)
                if len(self.problems) > told:  # the test does not go with it: perhaps another was meant
                    del self.problems[told:]
                    self.whole = False
        return Condition(tuple(terms), tuple(any_of))

    def _test(self, path: Path, q: doc.QuestionBlock, test: object) -> list[Term]:
        block: Path = ("questions", self.order[q.id])
        nothing_offered = q.kind in _WITH_OPTIONS and not q.options  # which is told at the question
        if nothing_offered or self._unknown((*block, "kind")) or (*block, "options") in self.around:
            return []
        if isinstance(test, dict):
            return [t for name, bound in test.items() for t in self._bound((*path, name), q, name, bound)]
        if isinstance(test, str) and test in _WORDS:
            if test == Test.NONE and q.kind not in (Kind.BUDGET, Kind.TIMING):
                self._misfit(path, q, test)
            return [Term(q.id, Test(test))]
        values = test if isinstance(test, list) else [test]
        if not values or None in values:
            self._note(path, "empty", name=str(path[-1]))
            self.whole = False
            return []
        valid = [o.value for o in q.options] or list(_FIXED.get(q.kind, ()))
        found = []
        for k, value in enumerate(values):
            meant, place = str(value), (*path, k) if isinstance(test, list) else path
            if not valid:
                self._misfit(place, q, in_short(value))
            elif value not in valid:
                meant = self._note(place, "unknown-option", name=in_short(value), question=q.id, among=valid)
                self.whole &= meant != ""
            found.append(meant)
        return [Term(q.id, Test.IS, tuple(found))]

    def _misfit(self, path: Path, q: doc.QuestionBlock, name: str, among: Iterable[str] = ()) -> None:
        self._note(path, "test-does-not-fit", name=name, question=q.id, kind=q.kind, among=among)
        self.whole = False

    def _bound(self, path: Path, q: doc.QuestionBlock, name: str, bound: object) -> list[Term]:
        valid = sorted(_BOUNDS.get(q.kind, set()))
        if name not in valid:
            self._misfit(path, q, name, valid)
            return []
        try:
            number = float(str(bound))
        except ValueError:
            number = math.nan
        most = _MOST_DAYS if q.kind is Kind.TIMING else _MOST_AMOUNT
        if not abs(number) <= most:  # also when it is not a number at all
            self._note(path, "not-a-number", name=name, given=in_short(bound))
            self.whole = False
            return []
        return [Term(q.id, Test(name), number=number)]

    def _rule(self, i: int, r: doc.RuleBlock) -> Rule:
        when = self._when(("score", i, "when"), r.when)
        return Rule(r.id, r.axis, when, r.points, self._texts(("score", i, "because"), r.because))

    def _disqualifier(self, i: int, b: doc.DisqualifierBlock) -> Disqualifier:
        here: Path = ("disqualify", i)
        self._name((*here, "code"), b.code)
        return Disqualifier(b.code, self._when((*here, "when"), b.when), self._texts((*here, "because"), b.because))

    def _magnet(self, i: int, m: doc.MagnetBlock) -> Magnet:
        here: Path = ("magnets", i)
        unknown = {(*here, "files"), (*here, "code")} & self.around
        if (m.files is None) == (m.code is None) and not unknown:
            self._note(here, "file-or-code", name=m.id)
        if m.mailed_to is not None:
            block = self.blocks.get(m.mailed_to)
            emails = [q.id for q in self.document.questions if q.kind is Kind.EMAIL]
            kinds = self._any_unknown("questions", "id") or self._any_unknown("questions", "kind")
            if (block is None or block.kind is not Kind.EMAIL) and not kinds:
                self._note((*here, "mailed_to"), "not-an-email-question", name=m.mailed_to, among=emails)
            if m.purpose is None:
                self._note((*here, "purpose"), "mail-without-purpose", name=m.id)
        if m.purpose is not None:
            self._purpose((*here, "purpose"), m.purpose)
        return Magnet(
            id=m.id,
            title=self._texts((*here, "title"), m.title),
            when=self._when((*here, "when"), m.when),
            bands=tuple(m.bands or BANDS),
            files=self._files(here, m),
            code=m.code,
            say=self._optional((*here, "say"), m.say, ("code",) if m.code or not m.files else ()),
            mailed_to=m.mailed_to,
            purpose=m.purpose,
        )

    def _files(self, here: Path, m: doc.MagnetBlock) -> dict[str, File]:
        if m.files is None:
            return {}
        found = {}
        self._translated((*here, "files"), m.files)
        for language, path in m.files.items():
            place = (*here, "files", language)
            size = self.sizes(path)
            media = _TYPES.get(path.rsplit(".", 1)[-1].lower())
            if media is None:
                self._note(place, "unknown-type", name=path, valid=", ".join(_TYPES))
            elif size is None:
                self._note(place, "no-such-file", name=path)
            else:
                found[language] = File(path, media, size)
        return found

    def _consent(self) -> ConsentText | None:
        c = self.document.consent
        if c is None:
            return None
        gate = [p for q in self.gates for p in q.purposes]
        return ConsentText(
            version=c.version,
            text=self._texts(("consent", "text"), c.text),
            purposes=tuple(self._purpose_text(k, p) for k, p in enumerate(c.purposes)),
            asked_at_gate=tuple(dict.fromkeys(gate)),
            retention_days=c.retention_days,
        )

    def _purpose_text(self, k: int, p: doc.PurposeText) -> Purpose:
        here: Path = ("consent", "purposes", k)
        self._name((*here, "id"), p.id)
        return Purpose(p.id, self._texts((*here, "text"), p.text))

    def _alert(self) -> AlertRule | None:
        a = self.document.alert
        if a is None:
            return None
        locale = a.locale or next(iter(self.languages), "")
        if locale not in {*self.languages, *self.document.languages} and not self._any_unknown("languages"):
            valid = ", ".join(self.languages)
            self._note(("alert", "locale"), "unknown-value", given=locale, valid=valid, among=self.languages)
        here: Path = ("alert",)
        for path, channel in [
            ((*here, "slack_channel"), a.slack_channel),
            *(((*here, "channels", k, "slack_channel"), c.slack_channel) for k, c in enumerate(a.channels)),
        ]:
            if channel is not None and not _CHANNEL.fullmatch(channel):
                self._note(path, "bad-slack-channel", given=in_short(channel))
        return AlertRule(
            tuple(a.bands),
            locale,
            a.slack_channel,
            tuple(
                ChannelRule(self._when((*here, "channels", k, "when"), c.when), c.slack_channel)
                for k, c in enumerate(a.channels)
            ),
            self._claim(a.claim),
            a.mask_contact,
            a.digest_over,
            self._quiet(a.quiet),
        )

    def _claim(self, c: doc.ClaimBlock | None) -> ClaimRule | None:
        if c is None:
            return None
        here: Path = ("alert", "claim")
        zone = c.timezone or self.document.timezone
        if c.timezone is not None:
            self._zone((*here, "timezone"), c.timezone)
        for path, member in [
            ((*here, "manager"), c.manager),
            *(((*here, "rota", k), m) for k, m in enumerate(c.rota)),
        ]:
            if member is not None and not _MEMBER.fullmatch(member):
                self._note(path, "bad-slack-member", given=in_short(member))
        holidays: list[date] = []
        for k, day in enumerate(c.holidays):
            try:
                holidays.append(date.fromisoformat(day))
            except ValueError:
                self._note((*here, "holidays", k), "bad-date", given=day[:40])
        open_week: Mapping[int, tuple[Block, ...]] = ALL_WEEK
        if c.hours is not None:
            open_week = {}
            for named, text in c.hours.items():
                found = self._week((*here, "hours", named), named, text)
                for twice in found.keys() & open_week.keys():
                    self._note((*here, "hours", named), "day-twice", given=DAYS[twice])
                open_week = {**open_week, **found}
        return ClaimRule(c.minutes, Hours(zone, open_week, frozenset(holidays)), tuple(c.rota), c.manager)

    def _quiet(self, text: str | None) -> tuple[Block, ...]:
        try:
            return blocks(text, overnight=True) if text is not None else ()
        except BadTimes as bad:
            self._note(("alert", "quiet"), bad.key, given=bad.given)
            return ()

    def _week(self, path: Path, named: str, text: str) -> dict[int, tuple[Block, ...]]:
        try:
            return week({named: text})
        except BadTimes as bad:
            self._note(path, bad.key, given=bad.given, among=DAYS if bad.key == "unknown-day" else ())
            return {}

    def _zone(self, path: Path, zone: str) -> None:
        if zone not in _zones():
            valid = "Europe/Brussels, Europe/Paris…"
            self._note(path, "unknown-value", given=zone, valid=valid, among=_zones())

    def _landing(self) -> Landing | None:
        block = self.document.landing
        if block is None:
            return None
        return Landing(
            self._texts(("landing", "title"), block.title),
            self._texts(("landing", "lead"), block.lead),
            self._lists(("landing", "points"), block.points),
        )

    def _endings(self) -> dict[str, dict[str, str]]:
        e = self.document.endings
        blocks = {name: getattr(e, name) for name in ("hot", "warm", "cold", "disqualified", "declined")}
        if e.disqualified is None and self.document.disqualify:
            self._note(("endings", "disqualified"), "missing-key", name="disqualified")
        if e.declined is None and self.document.consent is not None:
            self._note(("endings", "declined"), "missing-key", name="declined")
        return {n: self._texts(("endings", n), texts) for n, texts in blocks.items() if texts is not None}


@cache
def _zones() -> set[str]:
    return available_timezones()


def _is_open(branch: Branch) -> bool:
    return branch.when == Condition()


def _circles(ways: Mapping[str, Mapping[int, str]]) -> list[tuple[str, int]]:
    """The branches that lead back to where one came from: each question's id and its branch's place."""
    state: dict[str, int] = {}
    found: list[tuple[str, int]] = []

    def visit(name: str) -> None:
        state[name] = 1
        for k, go in ways[name].items():
            if state.get(go) == 1:
                found.append((name, k))
            elif go not in state:
                visit(go)
        state[name] = 2

    for name in ways:
        if name not in state:
            visit(name)
    return found
