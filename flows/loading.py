"""YAML to Flow: a file is read whole, and everything that is wrong with it is said at once, where it stands."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from zoneinfo import available_timezones

from pydantic import ValidationError
from pydantic_core import ErrorDetails

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
from flows.problems import FlowProblems, Problem, nearest
from flows.texts import LOCALES, word
from flows.timetable import DAYS, BadTimes, blocks, week
from flows.yaml12 import Parsed, Path, YamlProblem, parse

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


#: A flow file is a few pages; from here on it is something else, and reading it would take long.
MOST_CHARACTERS = 512 * 1024


def edition_of(text: str) -> str:
    """The name of this exact wording of a flow file: 16 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_flow(text: str, sizes: Sizes, folder: str = "") -> tuple[Flow, Parsed]:
    """Build the flow that a file describes; raises FlowProblems with every fault found.

    `sizes` looks up the files it gives, `folder` is kept as where they stand.
    """
    if len(text) > MOST_CHARACTERS:
        raise FlowProblems([Problem((1, 1), "too-large", {"most": f"{MOST_CHARACTERS // 1024}"})])
    try:
        parsed = parse(text)
    except YamlProblem as fault:
        raise FlowProblems([_of_yaml(fault)]) from fault
    if not isinstance(parsed.tree, dict):
        raise FlowProblems([*map(_of_yaml, parsed.faults), Problem((1, 1), "yaml-root", {})])
    problems = [_of_yaml(fault) for fault in parsed.faults]
    try:
        document = doc.Document.model_validate(parsed.tree)
    except ValidationError as error:
        raise FlowProblems([*problems, *_structure(error.errors(include_url=False), parsed)]) from error
    builder = _Builder(document, parsed, sizes, problems)
    flow = builder.flow(edition_of(text), folder)
    if builder.problems:
        raise FlowProblems(builder.problems)
    return flow, parsed


def _of_yaml(fault: YamlProblem) -> Problem:
    return Problem(fault.mark, fault.key, fault.holes)


def _structure(errors: Iterable[ErrorDetails], parsed: Parsed) -> list[Problem]:
    """The faults of shape that pydantic found, in a marketer's words."""
    problems = []
    for error in errors:
        path: Path = tuple(p for p in error["loc"] if p != "[key]")
        name = str(path[-1]) if path else ""
        given = str(error.get("input", ""))[:60]
        context = error.get("ctx", {})
        match error["type"]:
            case "extra_forbidden":
                meant = nearest(name, _fields_at(path[:-1]))
                problem = Problem(parsed.mark(path), "unknown-key", {"name": name, "meant": meant})
            case "missing":
                problem = Problem(parsed.mark(path), "missing-key", {"name": name})
            case "enum" | "literal_error":
                valid = [w.strip(" '") for w in str(context.get("expected", "")).replace(" or ", ",").split(",")]
                params = {"given": given, "valid": ", ".join(valid), "meant": nearest(given, valid)}
                problem = Problem(parsed.mark(path), "unknown-value", params)
            case "string_pattern_mismatch":
                problem = Problem(parsed.mark(path), "bad-name", {"given": given})
            case "string_too_long":
                params = {"name": name, "most": str(context["max_length"])}
                problem = Problem(parsed.mark(path), "too-long", params)
            case "string_too_short" | "too_short":
                problem = Problem(parsed.mark(path), "empty", {"name": name})
            case "int_parsing" | "float_parsing" | "int_from_float" | "int_type" | "float_type":
                problem = Problem(parsed.mark(path), "not-a-number", {"name": name, "given": given})
            case "bool_parsing" | "bool_type":
                problem = Problem(parsed.mark(path), "not-yes-or-no", {"name": name, "given": given})
            case "dict_type" if given and path[-1:] != ():
                problem = Problem(parsed.mark(path), "not-a-mapping", {"name": name})
            case "list_type":
                problem = Problem(parsed.mark(path), "not-a-list", {"name": name})
            case _:
                problem = Problem(parsed.mark(path), "shape", {"name": name, "detail": error["msg"]})
        problems.append(problem)
    return problems


def _fields_at(path: Path) -> tuple[str, ...]:
    """The keys that the file's schema knows at a path, for "did you mean"."""
    definitions = doc.schema()
    here: object = definitions
    for step in path:
        here = _resolve(here, definitions)
        if isinstance(here, dict):
            here = here.get("items") if isinstance(step, int) else here.get("properties", {}).get(step)
    here = _resolve(here, definitions)
    return tuple(here.get("properties", ())) if isinstance(here, dict) else ()


def _resolve(node: object, definitions: Mapping[str, object]) -> object:
    if isinstance(node, dict) and "anyOf" in node:
        node = next((n for n in node["anyOf"] if n.get("type") != "null"), node)
    if isinstance(node, dict) and "$ref" in node:
        defs = definitions["$defs"]
        return defs[str(node["$ref"]).rsplit("/", 1)[-1]] if isinstance(defs, dict) else None
    return node


class _Builder:
    """Turns a well-shaped document into a Flow, noting every name that leads nowhere."""

    def __init__(self, document: doc.Document, parsed: Parsed, sizes: Sizes, problems: list[Problem]) -> None:
        self.document = document
        self.parsed = parsed
        self.sizes = sizes
        self.problems = problems
        self.languages = tuple(document.languages)
        self.blocks = {q.id: q for q in document.questions}
        self.purposes = [p.id for p in document.consent.purposes] if document.consent else []

    def flow(self, edition: str, folder: str) -> Flow:
        """The whole flow; `problems` tells whether it may be used."""
        d = self.document
        for i, language in enumerate(self.languages):
            if language not in LOCALES:
                valid = ", ".join(LOCALES)
                self._note(("languages", i), "unknown-value", given=language, valid=valid, among=tuple(LOCALES))
        self._unique([q.id for q in d.questions], "questions", "id")
        self._unique([r.id for r in d.score], "score", "id")
        self._unique([m.id for m in d.magnets], "magnets", "id")
        self._zone(("timezone",), d.timezone)
        questions = tuple(self._question(i, q) for i, q in enumerate(d.questions))
        self._acyclic(questions)
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
            disqualifiers=tuple(
                Disqualifier(
                    b.code,
                    self._when(("disqualify", i, "when"), b.when),
                    self._texts(("disqualify", i, "because"), b.because),
                )
                for i, b in enumerate(d.disqualify)
            ),
            magnets=tuple(self._magnet(i, m) for i, m in enumerate(d.magnets)),
            consent=self._consent(),
            alert=self._alert(),
            landing=self._landing(),
            currency=d.currency,
            region=d.region,
            timezone=d.timezone,
            folder=folder,
        )

    def _note(self, path: Path, key: str, among: Iterable[str] = (), **params: str) -> None:
        if among:
            params["meant"] = nearest(next(iter(params.values())), among)
        self.problems.append(Problem(self.parsed.mark(path), key, params))

    def _unique(self, names: list[str], block: str, key: str) -> None:
        for i, name in enumerate(names):
            if name in names[:i]:
                self._note((block, i, key), "repeated-name", name=name)

    def _texts(self, path: Path, texts: Mapping[str, str] | None) -> dict[str, str]:
        """A wording, held to the flow's languages."""
        found = dict(texts or {})
        for language in self.languages:
            if language not in found:
                self._note(path, "missing-translation", name=str(path[-1]), language=language)
                found[language] = next(iter(found.values()), "")
        for language in found.keys() - set(self.languages):
            self._note((*path, language), "extra-translation", language=language, among=self.languages)
        return found

    def _lists(self, path: Path, lists: Mapping[str, list[str]] | None) -> dict[str, tuple[str, ...]]:
        self._texts(path, dict.fromkeys(lists or {}, "…"))
        return {language: tuple((lists or {}).get(language, ())) for language in self.languages}

    def _optional(self, path: Path, texts: Mapping[str, str] | None) -> dict[str, str] | None:
        return None if texts is None else self._texts(path, texts)

    def _question(self, i: int, q: doc.QuestionBlock) -> Question:
        here: Path = ("questions", i)
        if q.id == END:
            self._note((*here, "id"), "reserved-name", name=q.id)
        if q.kind in _WITH_OPTIONS and not q.options:
            self._note(here, "no-options", question=q.id)
        if q.options and q.kind not in _MAY_HAVE_OPTIONS:
            self._note((*here, "options"), "options-unused", question=q.id, kind=q.kind)
        values = [o.value for o in q.options]
        for k, value in enumerate(values):
            if value in values[:k]:
                self._note((*here, "options", k, "value"), "repeated-name", name=value)
            if value in _WORDS:
                self._note((*here, "options", k, "value"), "reserved-name", name=value)
        if q.kind is Kind.AUTHORITY:
            for k, value in enumerate(values):
                if value not in _FIXED[Kind.AUTHORITY]:
                    valid = ", ".join(_FIXED[Kind.AUTHORITY])
                    place = (*here, "options", k, "value")
                    self._note(place, "unknown-value", given=value, valid=valid, among=_FIXED[Kind.AUTHORITY])
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

    def _ask(self, here: Path, q: doc.QuestionBlock) -> dict[str, str]:
        if q.kind is Kind.CONSENT and q.ask is None:
            return {language: word("consent.ask", language) for language in self.languages if language in LOCALES}
        if q.ask is None:
            self._note(here, "missing-key", name="ask")
            return dict.fromkeys(self.languages, "")
        return self._texts((*here, "ask"), q.ask)

    def _consent_links(self, here: Path, q: doc.QuestionBlock) -> None:
        if q.kind is Kind.CONSENT and self.document.consent is None:
            self._note(here, "no-consent-text", question=q.id)
        if q.kind is Kind.CONSENT and self.document.consent is not None and not q.purposes:
            self._note(here, "missing-key", name="purposes")
        if q.kind is not Kind.CONSENT and q.purposes:
            self._note((*here, "purposes"), "only-consent", name="purposes", kind="consent")
        if q.grants is not None and q.kind is not Kind.YES_NO:
            self._note((*here, "grants"), "only-consent", name="grants", kind="yes-no")
        for k, purpose in enumerate(q.purposes):
            self._purpose((*here, "purposes", k), purpose)
        if q.grants is not None:
            self._purpose((*here, "grants"), q.grants)

    def _purpose(self, path: Path, purpose: str) -> None:
        if purpose not in self.purposes:
            self._note(path, "unknown-purpose", name=purpose, among=self.purposes)

    def _branches(self, i: int, q: doc.QuestionBlock) -> tuple[Branch, ...]:
        following = self.document.questions[i + 1].id if i + 1 < len(self.document.questions) else END
        if not q.next:
            return (Branch(Condition(), following),)
        for k, b in enumerate(q.next):
            if b.go != END and b.go not in self.blocks:
                place = ("questions", i, "next", k, "go")
                self._note(place, "unknown-question", name=b.go, among=[*self.blocks, END])
            if b.when is None and k < len(q.next) - 1:
                self._note(("questions", i, "next", k), "branch-hides", question=q.id)
        here: Path = ("questions", i, "next")
        return tuple(Branch(self._when((*here, k, "when"), b.when), b.go) for k, b in enumerate(q.next))

    def _acyclic(self, questions: tuple[Question, ...]) -> None:
        """Notes the first branch of each circle: a talk must come to an end."""
        edges = {q.id: [b.go for b in q.branches if b.go in self.blocks] for q in questions}
        order = {q.id: i for i, q in enumerate(questions)}
        state: dict[str, int] = {}

        def visit(name: str) -> None:
            state[name] = 1
            for k, go in enumerate(edges[name]):
                if state.get(go) == 1:
                    self._note(("questions", order[name], "next", k, "go"), "circle", question=name, name=go)
                elif go not in state:
                    visit(go)
            state[name] = 2

        for q in questions:
            if q.id not in state:
                visit(q.id)

    def _when(self, path: Path, when: Mapping[str, object] | None) -> Condition:
        """A condition, each term held to its question's kind."""
        terms: list[Term] = []
        any_of: list[Condition] = []
        if when is not None and not when:
            self._note(path, "empty", name="when")
        for name, test in (when or {}).items():
            place = (*path, name)
            if name == "any":
                if not isinstance(test, list) or not test or not all(isinstance(c, dict) for c in test):
                    self._note(place, "not-a-list", name="any")
                else:
                    any_of += [self._when((*place, k), c) for k, c in enumerate(test)]
            elif name not in self.blocks:
                self._note(place, "unknown-question", name=name, among=self.blocks)
            else:
                terms += self._test(place, self.blocks[name], test)
        return Condition(tuple(terms), tuple(any_of))

    def _test(self, path: Path, q: doc.QuestionBlock, test: object) -> list[Term]:
        if isinstance(test, dict):
            return [t for name, bound in test.items() for t in self._bound((*path, name), q, name, bound)]
        if isinstance(test, str) and test in _WORDS:
            if test == Test.NONE and q.kind not in (Kind.BUDGET, Kind.TIMING):
                self._note(path, "test-does-not-fit", name=test, question=q.id, kind=q.kind)
            return [Term(q.id, Test(test))]
        values = test if isinstance(test, list) else [test]
        valid = [o.value for o in q.options] or list(_FIXED.get(q.kind, ()))
        for value in values:
            if not valid:
                self._note(path, "test-does-not-fit", name=str(value), question=q.id, kind=q.kind)
            elif value not in valid:
                self._note(path, "unknown-option", name=str(value), question=q.id, among=valid)
        return [Term(q.id, Test.IS, tuple(str(v) for v in values))]

    def _bound(self, path: Path, q: doc.QuestionBlock, name: str, bound: object) -> list[Term]:
        valid = sorted(_BOUNDS.get(q.kind, set()))
        if name not in valid:
            self._note(path, "test-does-not-fit", name=name, question=q.id, kind=q.kind, among=valid)
            return []
        try:
            number = float(str(bound))
        except ValueError:
            number = math.nan
        most = _MOST_DAYS if q.kind is Kind.TIMING else _MOST_AMOUNT
        if not abs(number) <= most:  # also when it is not a number at all
            self._note(path, "not-a-number", name=name, given=str(bound)[:60])
            return []
        return [Term(q.id, Test(name), number=number)]

    def _rule(self, i: int, r: doc.RuleBlock) -> Rule:
        when = self._when(("score", i, "when"), r.when)
        return Rule(r.id, r.axis, when, r.points, self._texts(("score", i, "because"), r.because))

    def _magnet(self, i: int, m: doc.MagnetBlock) -> Magnet:
        here: Path = ("magnets", i)
        if (m.files is None) == (m.code is None):
            self._note(here, "file-or-code", name=m.id)
        if m.mailed_to is not None:
            block = self.blocks.get(m.mailed_to)
            emails = [q.id for q in self.document.questions if q.kind is Kind.EMAIL]
            if block is None or block.kind is not Kind.EMAIL:
                self._note((*here, "mailed_to"), "not-an-email-question", name=m.mailed_to, among=emails)
            if m.purpose is None:
                self._note(here, "mail-without-purpose", name=m.id)
        if m.purpose is not None:
            self._purpose((*here, "purpose"), m.purpose)
        return Magnet(
            id=m.id,
            title=self._texts((*here, "title"), m.title),
            when=self._when((*here, "when"), m.when),
            bands=tuple(m.bands or BANDS),
            files=self._files(here, m),
            code=m.code,
            say=self._optional((*here, "say"), m.say),
            mailed_to=m.mailed_to,
            purpose=m.purpose,
        )

    def _files(self, here: Path, m: doc.MagnetBlock) -> dict[str, File]:
        if m.files is None:
            return {}
        found = {}
        for language, path in self._texts((*here, "files"), m.files).items():
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
        gate = [p for q in self.document.questions if q.kind is Kind.CONSENT for p in q.purposes]
        return ConsentText(
            version=c.version,
            text=self._texts(("consent", "text"), c.text),
            purposes=tuple(
                Purpose(p.id, self._texts(("consent", "purposes", k, "text"), p.text)) for k, p in enumerate(c.purposes)
            ),
            asked_at_gate=tuple(dict.fromkeys(gate)),
            retention_days=c.retention_days,
        )

    def _alert(self) -> AlertRule | None:
        a = self.document.alert
        if a is None:
            return None
        locale = a.locale or self.languages[0]
        if locale not in self.languages:
            self._note(("alert", "locale"), "unknown-value", given=locale, valid=", ".join(self.languages))
        here: Path = ("alert",)
        for path, channel in [
            ((*here, "slack_channel"), a.slack_channel),
            *(((*here, "channels", k, "slack_channel"), c.slack_channel) for k, c in enumerate(a.channels)),
        ]:
            if channel is not None and not _CHANNEL.fullmatch(channel):
                self._note(path, "bad-slack-channel", given=channel)
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
                self._note(path, "bad-slack-member", given=member)
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
        if zone not in available_timezones():
            valid = "Europe/Brussels, Europe/Paris…"
            self._note(path, "unknown-value", given=zone, valid=valid, among=available_timezones())

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
            self._note(("endings",), "missing-key", name="disqualified")
        if e.declined is None and self.document.consent is not None:
            self._note(("endings",), "missing-key", name="declined")
        return {n: self._texts(("endings", n), texts) for n, texts in blocks.items() if texts is not None}
