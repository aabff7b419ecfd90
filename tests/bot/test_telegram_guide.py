"""docs/telegram.md, done as it says: the lines to type are taken from the guide, in either language and transport."""

from __future__ import annotations

import asyncio
import re
import shlex
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from string import Template
from subprocess import CompletedProcess

import pytest

from adapters.channels.contract import Pace
from bot.cli import commands
from bot.settings import Settings
from bot.wording import phrase
from flows.model import Key
from storage import conversations, outbox
from tests.bot.test_cli import aimant
from tests.conftest import Server, started
from tests.fakes.smtp import CERTIFICATE
from tests.fakes.telegram import FakeTelegram, Person
from tests.fakes.telegram.__main__ import BOT, TOKEN, Terminal, environment, parser
from tests.flows.stories import CATALOG

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "telegram.md").read_text()
SPEED = 20.0
#: How the sections with lines to type begin in either language, in their order.
TRY, REAL, WAYS, SEVERAL, KEPT = "try", "real", "ways", "several", "kept"
SECTIONS = {
    "en": {
        "Try it first": TRY,
        "For real": REAL,
        "How updates come": WAYS,
        "Several bots": SEVERAL,
        "What is kept": KEPT,
    },
    "fr": {
        "D’abord un essai": TRY,
        "Pour de bon": REAL,
        "Comment les messages arrivent": WAYS,
        "Plusieurs robots": SEVERAL,
        "Ce qui est gardé": KEPT,
    },
}


def guide(locale: str) -> str:
    english, french = PAGE.split("# Telegram en cinq minutes")
    return english if locale == "en" else french


def blocks_of(locale: str) -> dict[str, list[list[str]]]:
    """What is to be typed in each section of a language's guide: blocks of lines, without comments."""
    found: dict[str, list[list[str]]] = {}
    for section in guide(locale).split("\n## ")[1:]:
        name = next((name for title, name in SECTIONS[locale].items() if section.startswith(title)), section[:20])
        indented = re.findall(r"(?:^ {4,}\S.*\n)+", section, re.MULTILINE)
        blocks = [[line.partition("  #")[0].strip() for line in block.splitlines()] for block in indented]
        if blocks:
            found[name] = blocks
    return found


def talk_of(locale: str) -> list[str]:
    """The talk that the guide has one type."""
    [talk] = [block for block in blocks_of(locale)[TRY] if block[0] == "/start"]
    return talk


def exported(lines: list[str], env: Mapping[str, str]) -> dict[str, str]:
    """The settings after these lines; for letters that the guide leaves out there are others."""
    known = dict(env)
    for line in lines:
        if line.startswith("export "):
            name, _, value = line.removeprefix("export ").partition("=")
            known[name] = Template(value.replace("…", "x" * 32)).substitute(known)
    return known


class Visitor:
    """Somebody at the fake's terminal, and how the server behind the bot is run and asked about."""

    def __init__(self, tg: FakeTelegram, locale: str, data: Path, port: int) -> None:
        self.tg, self.locale = tg, locale
        self.person: Person = tg.person(1001, "Marie", locale)
        self.env: dict[str, str] = {}
        self._terminal = Terminal(tg, self.person)
        self._data, self._port = data, port

    def sets(self, *lines: str) -> None:
        self.env = exported(list(lines), self.env)

    async def types(self, line: str) -> CompletedProcess[str]:
        """Type a command into the other terminal."""
        program, *arguments = shlex.split(line)
        assert program == ".venv/bin/aimant"
        return await asyncio.to_thread(lambda: aimant(*arguments, data=self._data, lang=self.locale, **self.env))

    async def doctor(self) -> str:
        """What `aimant doctor` says of the bot."""
        done = await self.types(".venv/bin/aimant doctor")
        [line] = [line for line in done.stdout.splitlines() if phrase("doctor-telegram", self.locale) in line]
        return " ".join(line.split())

    @asynccontextmanager
    async def runs(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
        """`make run`, with the settings that were exported."""
        with monkeypatch.context() as patched:
            for name, value in self.env.items():
                patched.setenv(name, value)
            async with started(self._data, port=self._port) as server:
                for channel in server.house.channels:
                    channel.chat_pace, channel.lane_pace = Pace(1 / SPEED, 2), Pace(1 / 30 / SPEED, 30)
                yield server

    async def talks(self, lines: list[str], server: Server) -> None:
        """Type each of these into the terminal, once the one before it is answered."""
        for line in lines:
            before = len(self.person.chat(BOT).said)
            await self._terminal.do(line)
            await self.tg.until(lambda before=before: len(self.person.chat(BOT).said) > before, 10)
            await self.tg.settled()
            async with asyncio.timeout(10):
                while {row["lane"] for row in await outbox.listing(server.house.db, "pending")} - {"mail"}:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)

    def documents(self) -> list[bytes]:
        return [m.document.data for m in self.person.chat(BOT).messages if m.document]


@asynccontextmanager
async def visited(
    locale: str, data: Path, port: int, bots: Mapping[str, str] | None = None, trusts: ssl.SSLContext | None = None
) -> AsyncIterator[Visitor]:
    async with FakeTelegram({TOKEN: BOT, **(bots or {})}, speed=SPEED, trusts=trusts) as tg:
        yield Visitor(tg, locale, data, port)
        assert tg.breaches == []
        assert tg.refused_429 == 0


@asynccontextmanager
async def https(port: int) -> AsyncIterator[str]:
    """A proxy that speaks https and passes on to a port: the address of it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    async def copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while some := await reader.read(65_536):
                writer.write(some)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    async def passed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(copied(reader, back), copied(there, writer))

    async with await asyncio.start_server(passed_on, "127.0.0.1", 0, ssl=context) as server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


def magnets(locale: str) -> set[bytes]:
    return {path.read_bytes() for path in (CATALOG / "magnets").glob(f"*.{locale}.pdf")}


@pytest.mark.parametrize("locale", ["en", "fr"])
async def test_the_try_leads_from_the_first_command_to_the_documents_and_on_by_webhook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_port: int, locale: str
) -> None:
    [stands_in], set_up, talk, by_webhook = blocks_of(locale)[TRY]
    assert parser().parse_args(shlex.split(stands_in)[3:]).lang == locale
    async with visited(locale, tmp_path, free_port) as marie:
        marie.sets(*environment(marie.tg), *set_up)
        assert f"`{phrase('doctor-telegram', locale)}  {(await marie.doctor()).partition('Telegram ')[2]}`" in PAGE
        [link] = [await marie.types(line) for line in set_up if " telegram link" in line]
        async with marie.runs(monkeypatch) as server:
            await marie.talks(talk, server)
            kept = await conversations.find(server.house.db, Key("telegram", "110201543/1001"))
        given = marie.documents()
        marie.sets(*by_webhook)
        async with marie.runs(monkeypatch) as server:
            await marie.tg.until(lambda: marie.tg.bot(BOT).updates.webhook is not None, 10)
            await marie.talks(["/start", "/restart"], server)
            *_, goes_on, begins = marie.person.chat(BOT).texts
            await marie.talks(talk[1:], server)
        again = marie.documents()

    assert link.stdout == f"bant-b2b  https://t.me/{BOT}\n"
    assert kept is not None
    assert (kept.state, kept.locale) == ("done", locale)
    phone = kept.answer("phone")
    assert phone is not None
    assert f"/contact {phone.value}" == talk[-1]
    assert given
    assert set(given) <= magnets(locale)
    assert {"en": "Thank you, we were done", "fr": "nous avions terminé"}[locale] in goes_on
    assert {"en": "administrative work", "fr": "travail administratif"}[locale] in begins
    assert len(again) == 2 * len(given)


@pytest.mark.usefixtures("only_sqlite")  # commands that look into the folder
@pytest.mark.parametrize("locale", ["en", "fr"])
async def test_by_webhook_over_https_the_same_talk_comes_to_its_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_port: int, locale: str
) -> None:
    _, set_up, talk, _ = blocks_of(locale)[TRY]
    [[base_url, run, doctor]] = blocks_of(locale)[WAYS]
    [[dead_letters]] = blocks_of(locale)[KEPT]
    assert (run, doctor) == ("make run", ".venv/bin/aimant doctor")
    by = phrase("doctor-webhook", locale)
    trusts = ssl.create_default_context(cafile=str(CERTIFICATE))
    async with https(free_port) as address, visited(locale, tmp_path, free_port, trusts=trusts) as marie:
        marie.sets(*environment(marie.tg), *set_up, re.sub(r"https://\S+", address, base_url))
        early = await marie.doctor()
        async with marie.runs(monkeypatch) as server:
            await marie.tg.until(lambda: marie.tg.bot(BOT).updates.webhook is not None, 10)
            running = await marie.doctor()
            await marie.talks(talk, server)
            hook = marie.tg.bot(BOT).updates.webhook
            unsigned = await marie.tg.post_raw(BOT, b'{"update_id": 1}', {"Content-Type": "application/json"})
            unread = await marie.tg.post_raw(BOT, b'{"update_id": ')
            listed = (await marie.types(dead_letters)).stdout
        given = marie.documents()

    assert phrase("doctor-webhook-unset", locale) in early
    assert running == f"{phrase('ok', locale)} Telegram @{BOT} · bant-b2b · {by}"
    assert f"`{by}`" in guide(locale)
    assert hook is not None
    assert hook.url == f"{address}/telegram/110201543"
    assert hook.secret
    assert unsigned[0] == 401
    assert unread == (200, "")
    assert re.search(rf"telegram:110201543 .*{phrase('letter-not-json', locale)}", listed), listed
    assert given
    assert set(given) <= magnets(locale)


@pytest.mark.parametrize("locale", ["en", "fr"])
async def test_doctor_says_why_telegram_does_not_get_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_port: int, locale: str
) -> None:
    _, set_up, _, _ = blocks_of(locale)[TRY]
    [[base_url, *_]] = blocks_of(locale)[WAYS]
    async with https(free_port) as address, visited(locale, tmp_path, free_port) as marie:  # nobody signed for it
        marie.sets(*environment(marie.tg), *set_up, re.sub(r"https://\S+", address, base_url))
        async with marie.runs(monkeypatch):
            updates = marie.tg.bot(BOT).updates
            await marie.tg.until(lambda: updates.webhook is not None, 10)
            await marie.person.start(BOT)
            await marie.tg.until(lambda: "last_error_message" in updates.info(), 10)
            told = await marie.doctor()

    assert phrase("doctor-waiting", locale, count="1") in told
    assert phrase("doctor-webhook-fails", locale, why="") in told


@pytest.mark.parametrize("locale", ["en", "fr"])
async def test_each_setting_of_bots_is_one_that_runs_and_a_campaign_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_port: int, locale: str
) -> None:
    [[plain, named]] = blocks_of(locale)[REAL]
    [[several, campaign]] = blocks_of(locale)[SEVERAL]
    bots = [exported([line], {})["AIMANT_TELEGRAM_BOTS"] for line in (plain, named, several)]
    tokens = {each.rpartition("=")[2]: f"bot{n}" for n, each in enumerate(",".join(bots).split(","))}
    async with visited(locale, tmp_path, free_port, tokens) as marie:
        marie.sets(*environment_of(marie.tg))
        links = []
        for line in (plain, named, several):
            marie.sets(line)
            links.append((await marie.types(".venv/bin/aimant telegram link")).stdout.split()[::2])
        [link] = [url for url in (await marie.types(campaign)).stdout.split() if "://" in url]
        address, _, payload = link.partition("?start=")
        username = address.rpartition("/")[2]
        async with marie.runs(monkeypatch) as server:
            await marie.person.start(username, payload)
            await marie.person.hears(username, {"en": "automated", "fr": "automatique"}[locale], 10)
            kept = await conversations.find(server.house.db, Key("telegram", "220302654/1001"))

    assert links == [["livre-blanc"], ["bant-b2b"], ["livre-blanc", "bant-b2b"]]
    assert kept is not None
    assert kept.flow == "bant-b2b"
    assert kept.source.utm == {"start": {"en": "fair-2026", "fr": "salon-2026"}[locale]}


def environment_of(tg: FakeTelegram) -> list[str]:
    """The address alone: the bots are the guide's."""
    return [f"export AIMANT_TELEGRAM_BASE_URL={tg.base_url}"]


@pytest.mark.parametrize("locale", ["en", "fr"])
async def test_every_command_of_the_guide_is_one_that_the_bot_offers_and_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_port: int, locale: str
) -> None:
    rows = re.findall(r"^\| (`/.*`) \|", guide(locale), re.MULTILINE)
    listed = [command for row in rows for command in re.findall(r"`/(\w+)`", row)]
    async with visited(locale, tmp_path, free_port) as marie:
        marie.sets(*environment(marie.tg))
        async with marie.runs(monkeypatch) as server:
            for command in listed:
                await marie.talks([f"/{command}"], server)
            [offered] = [kept for (_, spoken), kept in marie.tg.bot(BOT).commands.items() if spoken == locale]

    assert sorted(each["command"] for each in offered) == sorted(listed)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_line_and_command_of_the_guide_is_one_that_there_is(locale: str) -> None:
    makefile = (ROOT / "Makefile").read_text()
    blocks = blocks_of(locale)
    assert list(blocks) == [TRY, REAL, WAYS, SEVERAL, KEPT]
    typed = [line for section in blocks.values() for block in section if block[0] != "/start" for line in block]
    typed += re.findall(r"`((?:aimant|make) [^`]+)`", guide(locale))
    for line in typed:
        match shlex.split(line):
            case [".venv/bin/python", "-m", "tests.fakes.telegram", *given]:
                assert parser().parse_args(given)
            case [".venv/bin/aimant" | "aimant", *command]:
                assert commands.main([*command, "--help"], standalone_mode=False) == 0
            case ["export", setting]:
                assert setting.partition("=")[0].removeprefix("AIMANT_").lower() in Settings.model_fields
            case ["make", target]:
                assert re.search(rf"^{target}:", makefile, re.MULTILINE)
            case _:
                raise AssertionError(line)
    for name in re.findall(r"AIMANT_([A-Z_]+)", guide(locale)):
        assert name.lower() in Settings.model_fields, name
