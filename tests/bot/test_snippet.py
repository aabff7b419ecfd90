"""What a site pastes into its pages: it names a version by its digest, and that version is served ever after."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import aiohttp
import pytest

from adapters.widget.embedding import script, snippet
from storage import widgets
from tests.bot.test_cli import aimant
from tests.conftest import Server, started


def attributes(html: str) -> dict[str, str]:
    return dict(re.findall(r'([a-z-]+)="([^"]*)"', html.splitlines()[0]))


async def test_the_snippet_names_the_script_that_is_served(server: Server, session: aiohttp.ClientSession) -> None:
    found = attributes(snippet(server.url, "livre-blanc", "fr", "Livre blanc", pinned=True).html)

    async with session.get(found["src"]) as answer:
        raw = await answer.read()

    assert answer.status == 200
    assert found["integrity"] == "sha384-" + base64.b64encode(hashlib.sha384(raw).digest()).decode()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "immutable" in answer.headers["Cache-Control"]
    assert (found["crossorigin"], found["data-flow"], found["data-lang"]) == ("anonymous", "livre-blanc", "fr")


async def test_a_version_that_was_served_once_is_served_after_an_upgrade(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with started(tmp_path) as server:
        await widgets.keep(server.house.db, "0123456789abcdef", "/* as it was: é */", server.house.clock())
        await widgets.keep(server.house.db, "0123456789abcdef", "/* never */", server.house.clock())
    async with started(tmp_path) as server:
        async with session.get(f"{server.url}/widget-0123456789abcdef.js") as old:
            source = await old.text()
        async with session.get(f"{server.url}/widget-{'f' * 16}.js") as none:
            pass
        ours = await widgets.source_of(server.house.db, script().hash)

    assert (old.status, source) == (200, "/* as it was: é */")
    assert none.status == 404
    assert ours is not None
    assert ours.encode() == script().source


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_command_prints_what_to_paste_and_tells_what_it_means(tmp_path: Path, lang: str) -> None:
    site = ("--site", "https://chat.example/")

    done = aimant("snippet", "livre-blanc", *site, "--lang", lang, data=tmp_path, lang=lang)
    newest = aimant("snippet", "livre-blanc", *site, "--newest", data=tmp_path, lang=lang)
    told = json.loads(aimant("snippet", "livre-blanc", *site, "--json", data=tmp_path).stdout)

    assert done.returncode == 0, done.stderr
    found = attributes(done.stdout)
    assert found["src"] == f"https://chat.example/widget-{script().hash}.js"
    assert found["integrity"] == script().integrity == told["integrity"]
    title = {"fr": "10 initiatives locales", "en": "10 local initiatives"}[lang]
    assert f'<noscript><a href="https://chat.example/c/livre-blanc?form&amp;lang={lang}">{title}' in done.stdout
    assert {"fr": "empreinte", "en": "digest"}[lang] in done.stderr
    assert "script-src https://chat.example; connect-src https://chat.example" in done.stderr
    assert attributes(newest.stdout) == {"src": "https://chat.example/widget.js", "data-flow": "livre-blanc"}


def test_a_flow_or_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    unknown = aimant("snippet", "livre", data=tmp_path)
    nowhere = aimant("snippet", "livre-blanc", "--site", "javascript:alert(1)", data=tmp_path)

    assert (unknown.returncode, nowhere.returncode) == (1, 2)
    assert "livre-blanc" in unknown.stderr


def test_what_stands_in_a_snippet_is_text_and_nothing_else() -> None:
    html = snippet("https://chat.example", "f", None, "</a><script>alert(1)</script>", pinned=False).html

    assert html.count("<script") == 1
    assert "&lt;script&gt;" in html
