"""What a page pays for the widget, and what its script never contains."""

from __future__ import annotations

import gzip
import re

import pytest

from adapters.widget.minify import README, WEIGHT, minified
from adapters.widget.pages import FOLDER, PAGE_TEXTS, Page, render
from adapters.widget.words import SHOWN, SHUT, WORDS, file_label

SCRIPT = (FOLDER / "widget.js").read_text()
LANDING: dict[str, object] = {
    "here": "https://chat.example/",
    "flow": "f",
    "title": "10 ideas",
    "lead": "L",
    "points": ["<b>"],
    "languages": ["fr", "en"],
    "flows": [],
}
BEGINNING: dict[str, object] = {
    "flow": "f",
    "title": "10 ideas",
    "languages": ["fr", "en"],
    "ticket": "x",
    "came": [("utm_source", "<b>")],
    "error": "form_old",
    "gone": False,
}
CONTEXTS: list[tuple[Page, dict[str, object]]] = [
    ("landing", LANDING),
    ("page", {**BEGINNING, "plain": False}),
    ("form", {**BEGINNING, "plain": True, "talk": None}),
    ("demo", {"flow": "f", "title": "T", "languages": ["fr"], "mode": "popup", "modes": ["popup"], "tag": "<b>"}),
    ("trouble", {"state": "busy", "languages": [], "seconds": "3", "again": None}),
    ("link", {"state": "expired", "renew": "/m/x", "languages": ["fr", "en"]}),
    ("link", {"state": "altered", "renew": None, "languages": ["fr", "en"]}),
    ("link", {"state": "sent", "renew": None, "languages": ["fr", "en"]}),
]


def test_the_widget_weighs_at_most_10_000_bytes_compressed_as_it_is_served() -> None:
    assert len(gzip.compress((FOLDER / "widget.min.js").read_bytes(), 9)) <= WEIGHT == 10_000


def test_what_is_served_is_what_the_source_gives() -> None:
    assert (FOLDER / "widget.min.js").read_text() == minified(SCRIPT)


@pytest.mark.parametrize("word", ["innerHTML", "outerHTML", "insertAdjacent", "eval(", "Function(", "document.write"])
def test_the_widget_never_turns_text_into_markup_or_code(word: str) -> None:
    assert word not in SCRIPT


def test_both_languages_of_the_widget_have_the_same_words_each_in_one_place() -> None:
    english, french = re.search(r"\n  en: \{(.*?)\n  \},\n  fr: \{(.*?)\n  \},\n", SCRIPT, re.DOTALL).groups()  # type: ignore[union-attr]

    def keys(text: str) -> list[str]:
        return re.findall(r"(\w+): (?=['{(])", re.sub(r"'[^']*'", "''", text))

    assert keys(english) == keys(french)
    assert len(keys(english)) > 8
    assert list(WORDS["en"]) == list(WORDS["fr"])
    assert len(WORDS["en"]) > 15
    assert not set(keys(english)) & WORDS["en"].keys()
    assert [verb.split(":")[0] for verb in WORDS["en"]["menu"]] == [verb.split(":")[0] for verb in WORDS["fr"]["menu"]]
    assert SHOWN["en"].keys() == SHOWN["fr"].keys()
    assert SHUT["en"].keys() == SHUT["fr"].keys()


@pytest.mark.parametrize(
    ("size", "locale", "label"),
    [
        (240_000, "en", "PDF · 240\u00a0kB"),
        (999_960, "en", "PDF · 1000\u00a0kB"),
        (2_451_234, "en", "PDF · 2.45\u00a0MB"),
        (2_451_234, "fr", "PDF · 2,45\u00a0Mo"),
    ],
)
def test_a_file_is_named_by_its_kind_and_size(size: int, locale: str, label: str) -> None:
    assert file_label("application/pdf", size, locale) == label


def test_both_languages_of_the_pages_have_the_same_words() -> None:
    assert PAGE_TEXTS["fr"].keys() == PAGE_TEXTS["en"].keys()


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize(("name", "context"), CONTEXTS)
def test_no_page_has_a_script_or_a_style_of_its_own(name: Page, context: dict[str, object], locale: str) -> None:
    html = render(name, locale, **context)

    assert f'<html lang="{locale}">' in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! (?:async|defer) src=)", html)
    assert "<b>" not in html.replace("<b>10</b>", "")


def test_the_readme_tells_what_it_weighs() -> None:
    [told] = re.findall(r"<!-- size -->([^<]*)<!-- /size -->", README.read_text())

    assert told == f"{len(gzip.compress((FOLDER / 'widget.min.js').read_bytes(), 9)) / 1000:.1f} kB"
