"""Flow files: every planted fault is found, where it stands and in words that help; what is sound stays sound."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml
from jsonschema_rs import Draft202012Validator

from flows import document, yaml12
from flows.checks import examine
from flows.flow import END, Kind
from flows.loading import built, edition_of, read_flow
from flows.problems import FlowProblems, Problem
from flows.texts import LOCALES
from flows.yaml12 import Parsed, Path, YamlProblem, parse
from tests.flows.planted.faults import FAULTS, SIZES, SOUND, Fault
from tests.flows.stories import CATALOG, sizes_beside

SHIPPED = sorted(CATALOG.glob("*.yaml"))


def problems(text: str, sizes: dict[str, int] | None = None) -> tuple[Problem, ...]:
    """All that is wrong with a file."""
    return examine(text, (SIZES if sizes is None else sizes).get)[1]


# --- planted faults ----------------------------------------------------------------------------------------------


def test_the_flow_that_faults_are_planted_in_is_sound() -> None:
    assert problems(SOUND) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_in_its_place(fault: Fault) -> None:
    found = problems(fault.text, fault.sizes)

    told = {p.mark: (p.text("fr"), p.text("en")) for p in found}
    assert fault.place in told, f"expected {fault.place}, found {told}"
    french, english = told[fault.place]
    assert fault.french in french
    assert fault.english in english


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_in_full_words(fault: Fault) -> None:
    for problem in problems(fault.text, fault.sizes):
        for locale in ("fr", "en"):
            assert set(re.findall(r"\{([a-z_]+)\}", LOCALES[locale][f"check.{problem.key}"])) <= problem.params.keys()
            assert problem.severity == "error"


def test_all_faults_are_told_at_once_from_top_to_bottom() -> None:
    chosen = [f for f in FAULTS if f.name.startswith(("an unknown question to", "an unknown option", "a file that"))]
    text = SOUND
    for fault in chosen:
        text = text.replace(fault.old, fault.new)

    found = problems(text)

    assert [p.key for p in found] == ["unknown-question", "unknown-option", "no-such-file"]
    assert [p.mark for p in found] == sorted(p.mark for p in found)


def planted(*names: str) -> str:
    """A file with several of the faults at once."""
    text = SOUND
    for fault in FAULTS:
        if fault.name in names:
            assert text.count(fault.old) == 1
            text = text.replace(fault.old, fault.new)
    return text


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_draws_no_other_after_it(fault: Fault) -> None:
    told = [(p.mark, p.text("en")) for p in problems(fault.text, fault.sizes)]

    assert [mark for mark, _ in told] == [fault.place], told


@pytest.mark.parametrize(
    "walked",
    ["a question that no path leads to", "a band that no path reaches", "a magnet that no path gives"],
)
@pytest.mark.parametrize(
    "first",
    [
        "a file that is not there",
        "a missing translation",
        "a missing translation of the opening",
        "a translation too many",
        "a language that nobody speaks",
        "an unknown key, with the one that was meant",
        "an unknown key at the top",
        "a kind that there is not",
        "a name with capitals",
        "an unknown option",
        "an unknown purpose of a question",
        "a text for one language only",
        "true or false, but said otherwise",
        "a list where there is none",
        "too short a time to keep anything",
        "a currency that is a word",
        "a digest of nothing",
        "quiet times that are none",
        "something to fill in where nothing is",
        "a label longer than a button",
        "a text longer than a message",
    ],
)
def test_no_fault_of_writing_hides_a_fault_of_the_paths(first: str, walked: str) -> None:
    text = planted(first, walked)

    told = {p.text("en") for p in problems(text)}

    wanted = {fault.english for fault in FAULTS if fault.name in (first, walked)}
    assert all(any(words in each for each in told) for words in wanted), told
    assert len(told) == 2, told


def test_personal_before_consent_and_a_dead_end_are_told_beside_a_missing_file() -> None:
    names = ("a personal question before consent", "a dead end", "a file that is not there")

    text = planted(*names[1:]).replace("        go: gate\n", "        go: email\n")

    assert [p.key for p in problems(text)] == ["dead-end", "personal-before-consent", "no-such-file"]


def test_a_slip_in_the_name_of_a_question_is_read_as_what_was_meant() -> None:
    text = planted("an unknown question to go to", "an unknown question in a condition", "a band that no path reaches")

    assert [p.key for p in problems(text)] == ["unknown-question", "unknown-question", "unreachable-band"]


def test_where_a_way_leads_to_nobody_knows_what_no_path_leads_to_is_not_told() -> None:
    text = SOUND.replace("      - go: howmany", "      - go: somewhere")

    assert [(p.key, p.params.get("meant")) for p in problems(text)] == [("unknown-question", None)]


def test_a_kind_that_is_like_no_other_says_nothing_about_conditions_on_it() -> None:
    text = SOUND.replace("kind: budget", "kind: xyzzy").replace("paper.en.pdf", "papers.en.pdf")

    assert [p.key for p in problems(text)] == ["unknown-value", "no-such-file"]


def test_a_question_without_its_name_is_told_once_whoever_speaks_of_it() -> None:
    text = SOUND.replace("  - id: money\n    kind", "  - kind")

    assert [(p.key, p.params["name"]) for p in problems(text)] == [("missing-key", "id")]


def test_a_misspelt_key_that_must_be_there_is_not_missing_too() -> None:
    text = SOUND.replace("questions:", "qestions:").replace("kind: timing", "kidn: timing")

    assert [(p.key, p.params.get("meant")) for p in problems(text)] == [
        ("unknown-key", "questions"),
        ("unknown-key", "kind"),
    ]


def test_of_questions_that_lead_to_one_another_only_the_first_is_lost() -> None:
    lost = "  - {id: one, kind: text, ask: {fr: a, en: a}}\n  - {id: two, kind: text, ask: {fr: a, en: a}}\nscore:\n"
    text = SOUND.replace("    ask: {fr: Nos nouvelles", "    next: [{go: end}]\n    ask: {fr: Nos nouvelles")
    text = text.replace("score:\n", lost).replace("{decider: self}", "{two: answered}, {decider: self}")

    assert [p.params for p in problems(text)] == [{"question": "one"}]


def test_nothing_in_a_file_steers_the_terminal_that_its_faults_are_told_on() -> None:
    found = problems('"\\e[2J\\x9b31m": x\n"a\\nb\u202e": c\nflow: "a\\eb"\n' + SOUND)

    told = "".join(p.text(locale) for p in found for locale in ("fr", "en"))
    assert found
    assert not any(sign in told for sign in "\x1b\x9b\n\u202e")


NOT_OURS = re.compile(r"Input should|pydantic|validation|Extra inputs|Field required|\[\]|\{'|\['|None|errno", re.I)
ODD = ["", "[]", "{}", "[[a]]", "{a: {b: c}}", "-1", "9" * 400, "'" + "y" * 5000 + "'"]


def with_odd_values() -> Iterator[tuple[Path, str, Parsed]]:
    """The sound file with one value of it replaced by an odd one, for the first value of each list alone."""
    sound = parse(SOUND)
    seen = set()
    for path in sound.marks:
        named = tuple(step for step in path if isinstance(step, str))
        for odd in () if not path or named in seen else ODD:
            tree = deepcopy(sound.tree)
            holder = tree
            for step in path[:-1]:
                holder = holder[step]  # type: ignore[index,call-overload]
            holder[path[-1]] = parse(f"a: {odd}").tree["a"]  # type: ignore[index,call-overload]
            yield path, odd, Parsed(tree, sound.marks, ())
        seen.add(named)


def test_whatever_stands_anywhere_is_told_in_our_own_words_and_never_raises() -> None:
    for path, odd, parsed in with_odd_values():
        draft = built(parsed, SIZES.get)
        assert draft.flow is not None
        for problem in (*draft.problems, *draft.slips):
            for locale in ("fr", "en"):
                told = problem.text(locale)
                assert not NOT_OURS.search(told), (path, odd, told)
                assert "{" not in told.replace("{code}", ""), (path, odd, told)
            assert problem.key != "shape", (path, odd, problem)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "".join(f"k{i}: v\n" for i in range(20_000)),
        SOUND.replace("when: {wish: cheese}", f"when: {{wish: [{', '.join(f'chese{i}' for i in range(40_000))}]}}"),
        SOUND.replace("[fr, en]", f"[{', '.join(f'l{i}' for i in range(40_000))}]"),
        SOUND.replace("alert:\n", "".join(f"  - {{id: A{i}, wehn: {{wisj: y}}}}\n" for i in range(4000)) + "alert:\n"),
    ],
    ids=["keys", "answers", "languages", "magnets"],
)
def test_a_file_of_faults_only_is_told_without_delay_and_within_a_bound(text: str) -> None:
    found = problems(text)

    assert len(found) == 1001
    assert found[-1].text("en") == "there are more than 1000 faults; mend these first"


def test_faults_of_shape_are_told_together_with_keys_given_twice() -> None:
    text = SOUND.replace("kind: timing", "kind: soonish").replace("currency: EUR", "currency: EUR\ncurrency: USD")

    assert [p.key for p in problems(text)] == ["repeated-key", "unknown-value"]


def test_the_error_tells_line_and_column_by_itself() -> None:
    with pytest.raises(FlowProblems, match="4:1 there is no “curency” here"):
        read_flow(SOUND.replace("currency: EUR", "curency: EUR"), SIZES.get)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but a comment",
        "just words",
        "- a list",
        "a: &x [*x]",
        "a: [b",
        "\t- tab",
        "? [a, b]\n: c",
        "a: !!python/object/apply:os.system [ls]",
        "---\na: b\n---\nc: d",
        "\ud800",
        "a: \x00",
        "flow: 1\nquestions: [null, 1, [], {}]",
        "questions: {a: b}",
        "flow: x\nlanguages: fr",
        "[" * 5000,
        "a: " + "{b: " * 400,
    ],
)
def test_what_is_no_flow_is_told_and_never_raises_anything_else(text: str) -> None:
    found = problems(text)

    assert found
    assert all(p.mark >= (1, 1) and p.text("fr") and p.text("en") for p in found)


def test_a_file_that_repeats_itself_without_end_is_refused() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 8)
    )

    assert [p.key for p in problems(bomb)] == ["yaml-repeats"]


# --- YAML as it is meant here ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "oui", "non", "2026-11", "2026-11-03", "1_000", "0x10", "1e3", "True", "y"]
)
def test_a_word_stays_the_word_it_is(word: str) -> None:
    parsed = parse(f"a: {word}\nb: [{word}]\n{word}: c")

    assert parsed.tree == {"a": word, "b": [word], word: "c"}


def test_words_need_no_quotes_in_conditions_and_versions() -> None:
    text = SOUND.replace('{gate: "no"}', "{gate: no}").replace('version: "1"', "version: 2026-11")

    flow, _ = read_flow(text, SIZES.get)

    assert problems(text) == ()
    assert flow.by_id["gate"].branches[0].when.terms[0].operands == ("no",)
    assert flow.consent is not None
    assert flow.consent.version == "2026-11"


def test_an_empty_value_is_none_and_a_quoted_one_is_empty() -> None:
    assert parse("a:\nb: ~\nc: null\nd: ''\ne: 'null'").tree == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_every_value_has_its_line_and_column() -> None:
    parsed = parse("a:\n  - b: 1\n    c:   2\n")

    assert parsed.mark(("a",)) == (1, 1)
    assert parsed.mark(("a", 0)) == (2, 5)
    assert parsed.mark(("a", 0, "c")) == (3, 5)
    assert parsed.mark(("a", 0, "nothing", "here")) == (2, 5)


def test_broken_yaml_says_where() -> None:
    with pytest.raises(YamlProblem) as error:
        parse("a: b\nc: [d\ne: f\n")

    assert error.value.mark == (3, 2)


# --- the flows that ship, and their schema -----------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_flow_is_clean(path: object) -> None:
    path = CATALOG / str(path)
    text = path.read_text(encoding="utf-8")

    flow, found = examine(text, sizes_beside(CATALOG).get, str(CATALOG))

    assert found == ()
    assert flow is not None
    assert flow.name == path.stem
    assert flow.languages == ("fr", "en")
    assert flow.landing is not None
    assert text.startswith("# yaml-language-server: $schema=")


def test_three_flows_ship() -> None:
    assert [path.stem for path in SHIPPED] == ["bant-b2b", "livre-blanc", "quiz-b2c"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_flow_keeps_to_the_schema_as_editors_read_it(path: object) -> None:
    schema = Draft202012Validator(document.schema())
    # Editors read YAML 1.2's core schema, as PyYAML's own loader nearly does.
    tree = json.loads(json.dumps(yaml.safe_load((CATALOG / str(path)).read_text(encoding="utf-8"))))

    assert [error.message for error in schema.iter_errors(tree)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hint:", "hnt:"),
        ("kind: timing", "kind: timming"),
        ("points: 30\n    because", "points: thirty\n    because"),
        ("  - id: soon", "  - id: Soon!"),
        ("languages: [fr, en]", "languages: []"),
        ("axis: intent\n    when: {date", "axis: wish\n    when: {date"),
    ],
)
def test_the_schema_says_no_to_what_is_wrong(old: str, new: str) -> None:
    schema = Draft202012Validator(document.schema())

    assert schema.is_valid(yaml.safe_load(SOUND))
    assert not schema.is_valid(yaml.safe_load(SOUND.replace(old, new)))


def test_the_schema_offers_what_an_editor_completes() -> None:
    schema = document.schema()

    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"flow", "questions", "score", "bands", "magnets", "consent"} <= set(schema["properties"])  # type: ignore[arg-type]
    assert definitions["Kind"]["enum"] == [kind.value for kind in Kind]  # type: ignore[index,call-overload]
    assert {"id", "kind", "ask", "next", "personal"} <= set(definitions["QuestionBlock"]["properties"])  # type: ignore[index,call-overload,arg-type]
    assert definitions["QuestionBlock"]["additionalProperties"] is False  # type: ignore[index,call-overload]


# --- what is built -----------------------------------------------------------------------------------------------


def test_a_question_without_a_way_on_leads_to_the_next_and_the_last_to_the_end() -> None:
    flow, _ = read_flow(SOUND, SIZES.get, "here")

    assert [b.go for b in flow.by_id["howmany"].branches] == ["money"]
    assert [b.go for b in flow.by_id["letters"].branches] == [END]
    assert flow.longest[flow.first] == 8
    assert flow.folder == "here"


def test_a_consent_question_asks_in_the_products_words_and_knows_its_purposes() -> None:
    flow, _ = read_flow(SOUND, SIZES.get)

    assert flow.by_id["gate"].ask == {"fr": "Êtes-vous d’accord ?", "en": "Do you agree?"}
    assert flow.consent is not None
    assert flow.consent.asked_at_gate == ("answer",)
    assert [p.id for p in flow.consent.purposes] == ["answer", "news"]


def test_files_are_known_by_size_and_type() -> None:
    flow, _ = read_flow(SOUND, SIZES.get)

    paper, code = flow.magnets

    assert (paper.files["fr"].path, paper.files["fr"].type, paper.files["fr"].size) == (
        "paper.fr.pdf",
        "application/pdf",
        1000,
    )
    assert (code.files, code.code, code.bands) == ({}, "BRIE-10", ("hot", "warm"))


def test_the_edition_changes_with_every_word() -> None:
    assert edition_of(SOUND) == edition_of(SOUND)
    assert edition_of(SOUND) != edition_of(SOUND.replace("Du pain", "Du  pain"))
    assert len(edition_of("\ud800")) == 16


@pytest.mark.parametrize(
    ("text", "place", "french", "english"),
    [
        ("", (1, 1), "ce fichier est vide", "this file is empty"),
        ("- a\n- b\n", (1, 1), "lignes « nom: valeur »", "lines of “name: value”"),
        ("bonjour", (1, 1), "lignes « nom: valeur »", "lines of “name: value”"),
        ("flow: a\n---\nflow: b\n", (2, 1), "second document", "second document"),
        ("flow: a\n...\nflow: b\n", (3, 1), "second document", "second document"),
        ("flow: , a\n", (1, 7), "commence par « , »", "begins with “,”"),
        ("flow: ? a\n", (1, 7), "commence par « ? »", "begins with “?”"),
        ('"\\ud800": a\n', (1, 1), "U+D800", "U+D800"),
        ("flow: a\n? [x, y]\n: z\n", (2, 3), "il manque un nom", "a name is missing"),
        ("flow: a\n: z\n", (2, 1), "il manque un nom", "a name is missing"),
        ("flow: !!python/object:os.system x\n", (1, 7), "n’a pas sa place ici", "has no place here"),
        ("flow: a\n\ttitle: b\n", (2, 1), "tabulation", "tab here"),
        ('flow: "a\n', (1, 7), "jamais fermé", "never closed"),
        ("flow: a: b\n", (1, 8), "un second « : »", "a second “:”"),
        ("flow: @a\n", (1, 7), "commence par « @ »", "begins with “@”"),
        ("flow: a\x1bb\n", (1, 8), "U+001B", "U+001B"),
        ("flow: " + "[" * 100 + "]" * 100, None, "trop emboîtées", "too deep"),
        ("a: &a [" + "x," * 60_000 + "]", None, "plus de 50000 valeurs", "more than 50000 values"),
        ('a: &x "' + "y" * 250_000 + '"\nb: [' + "*x," * 40_000 + "]", None, "se répète sans fin", "repeats itself"),
        ("#" * 600_000, (1, 1), "dépasse 512 ko", "larger than 512 kB"),
    ],
)
def test_a_file_that_is_no_flow_at_all_is_told_in_its_authors_words(
    text: str, place: tuple[int, int] | None, french: str, english: str
) -> None:
    found = problems(text)

    told = [(p.mark, p.text("fr"), p.text("en")) for p in found]
    assert any(french in fr and english in en and place in (None, mark) for mark, fr, en in told), told
    everything = " ".join(fr + en for _, fr, en in told)
    assert not re.search(r"yaml\.|Traceback|expected <|Document|python\.org|YAMLError", everything)


@pytest.mark.parametrize("key", ["1", "null", "2026-01-01", "true", "3.5"])
def test_an_odd_name_is_a_word_like_any_other_and_is_not_known(key: str) -> None:
    found = problems(SOUND + f"\n{key}: x\n")

    assert [(p.key, p.params["name"]) for p in found] == [("unknown-key", key)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_flow_is_read_the_same_with_and_without_libyaml(path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = parse(path.read_text())
    assert yaml12._composed(path.read_text()) is not None
    monkeypatch.setattr(yaml12, "_composed", lambda _: None)

    assert parse(path.read_text()) == quick


@pytest.mark.parametrize("text", ["a: [" * 100_000, "- " * 200_000, "{a: " * 100_000], ids=["lists", "rows", "maps"])
def test_what_is_nested_without_end_is_refused(text: str) -> None:
    with pytest.raises(YamlProblem):
        parse(text)
