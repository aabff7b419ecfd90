"""What every channel keeps to, written once; a channel's driver (`on_*.py`) says how a person talks there.

A driver has `NAME` and `stage(path, flow)`, a context manager that gives a `Stage`: a server with the channel, and
persons who sit down at it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.app import House
from flows.effects import Message
from flows.model import Conversation, Incoming, Key, Released, TakenOver, What, Wrote
from storage import conversations, outbox, reports
from tests.conftest import Server
from tests.flows.stories import CATALOG
from tests.kept import in_files, in_rows

FLOW = "livre-blanc"


class Talker(Protocol):
    """One person on one channel, who does what can be done there and sees what is shown there."""

    @property
    def key(self) -> Key:
        """Whose conversation it is; known once the chat was opened."""
        ...

    async def open(self, locale: str) -> None:
        """Open the chat, in an app or browser of this language."""
        ...

    async def say(self, text: str) -> None:
        """Write something; an answer need not be there yet when this returns."""
        ...

    async def press(self, label: str) -> None:
        """Press a button that is shown, or the channel's way of doing so; raises LookupError when there is none."""
        ...

    async def heard(self) -> list[str]:
        """What was shown since this was last asked, oldest first, once all that is under way has come.

        A line of a person of the team reads `NAME : TEXT` in French, `NAME: TEXT` in English (`line`).
        """
        ...

    async def buttons(self) -> list[str]:
        """The labels that can be pressed now."""
        ...

    async def document(self) -> bytes:
        """The latest file that was given."""
        ...

    def as_shown(self, text: str) -> str:
        """What the channel is to show of a text: all of it, unless the place itself would obey some of it."""
        ...


def line(locale: str, text: str, name: str = "Ana") -> str:
    """A person's line as it is shown."""
    return f"{name} : {text}" if locale == "fr" else f"{name}: {text}"


Sit = Callable[["Stage", int], Talker]


class Stage:
    """A server with one channel, which can be restarted over the same data; `sit` gives the nth person a place."""

    def __init__(self, serve: Callable[[], AbstractAsyncContextManager[Server]], sit: Sit) -> None:
        self._serve = serve
        self._sit = sit
        self._stack = AsyncExitStack()
        self._persons = 0
        self.server: Server

    @property
    def house(self) -> House:
        """The parts of the server that runs now."""
        return self.server.house

    async def __aenter__(self) -> Stage:
        self.server = await self._stack.enter_async_context(self._serve())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def restart(self) -> None:
        """End the server in good order and start it over the same data."""
        await self._stack.aclose()
        self.server = await self._stack.enter_async_context(self._serve())

    def talker(self) -> Talker:
        """Somebody new."""
        self._persons += 1
        return self._sit(self, self._persons)

    async def opened(self, locale: str, *said: str) -> Talker:
        """Somebody new who has opened the chat, said this and seen what came of it."""
        talker = self.talker()
        await talker.open(locale)
        await talker.heard()
        for text in said:
            await talker.say(text)
            await talker.heard()
        return talker

    async def team(self, talker: Talker, *whats: What) -> None:
        """What a person of the team does in a talk."""
        for what in whats:
            self._persons += 1  # any number will do that is not used twice
            await self.house.turns.hear(Incoming(talker.key, f"/desk/{self._persons}", self.house.clock(), what))

    async def talk(self, talker: Talker) -> Conversation:
        """The conversation as it stands."""
        found = await conversations.find(self.house.db, talker.key)
        assert found is not None
        return found

    async def transcript(self, talker: Talker) -> tuple[Message, ...]:
        """What was said, as it is kept."""
        return (await self.house.turns.recall(talker.key)).messages


async def until(so: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so: neither a screen nor a folder nor a database tells by itself."""
    async with asyncio.timeout(20):
        while not await so():  # noqa: ASYNC110 (as said above)
            await asyncio.sleep(0.01)


async def carried(house: House, channel: str) -> None:
    """All that was decided for a channel that pushes has been carried."""

    async def done() -> bool:
        return not any(r["lane"].partition(":")[0] == channel for r in await outbox.listing(house.db, "pending"))

    await until(done)


@dataclass(frozen=True, slots=True)
class Words:
    """How the white paper's flow speaks, and what is said to it, in one language."""

    discloses: str
    first: str
    labels: tuple[str, ...]
    second: str
    agree: str
    name: str
    address: str
    help: str
    helped: str
    back: str
    had_answered: str
    change: str
    corrected: str
    skip: str
    skipped: str
    why: str
    because: str
    other_language: str
    other_second: str
    other_label: str
    stop: str
    stopped: str
    resume: str
    resumed: str
    human: str
    human_label: str
    told: str
    erase: str
    sure: str
    erase_yes: str
    erased: str
    yes: str
    here: str
    gone: str
    end: str


WORDS = {
    "fr": Words(
        discloses="assistant automatique",
        first="Qu’est-ce qui vous intéresse le plus",
        labels=("Alimentation locale", "Mobilité douce", "Énergie et logement", "Déchets et réemploi"),
        second="Et où en êtes-vous",
        agree="Êtes-vous d’accord",
        name="Comment vous appelez-vous",
        address="À quelle adresse e-mail",
        help="aide",
        helped="Vous pouvez dire",
        back="retour",
        had_answered="Vous aviez répondu : Mobilité douce",
        change="changer sujet",
        corrected="Alimentation locale",
        skip="passer",
        skipped="Pas de souci",
        why="pourquoi ?",
        because="Les premiers pas ne sont pas les mêmes",
        other_language="English please",
        other_second="And where do you stand",
        other_label="I am discovering",
        stop="stop",
        stopped="C’est arrêté",
        resume="Reprendre",
        resumed="Content de vous retrouver",
        human="parler à quelqu'un",
        human_label="Parler à quelqu’un",
        told="je préviens l’équipe",
        erase="supprimer mes données",
        sure="C’est définitif",
        erase_yes="Oui, tout effacer",
        erased="Vos données s’effacent",
        yes="oui",
        here="Vous parlez maintenant avec Ana",
        gone="Ana a quitté la conversation",
        end="Voici votre livre blanc",
    ),
    "en": Words(
        discloses="automated assistant",
        first="What interests you most",
        labels=("Local food", "Getting around", "Energy and housing", "Waste and reuse"),
        second="And where do you stand",
        agree="Do you agree",
        name="What is your name",
        address="Which e-mail address",
        help="help",
        helped="You can say",
        back="back",
        had_answered="You had answered: Getting around",
        change="change topic",
        corrected="Local food",
        skip="skip",
        skipped="No problem",
        why="why?",
        because="The first steps differ",
        other_language="en français",
        other_second="Et où en êtes-vous",
        other_label="Je découvre",
        stop="stop",
        stopped="We have stopped",
        resume="Pick up again",
        resumed="Good to have you back",
        human="talk to a person",
        human_label="Talk to a person",
        told="letting the team know",
        erase="delete my data",
        sure="cannot be undone",
        erase_yes="Yes, erase everything",
        erased="Your data is being erased",
        yes="yes",
        here="You are now talking with Ana",
        gone="Ana has left the conversation",
        end="Here is your white paper",
    ),
}

Check = Callable[[Stage, str], Awaitable[None]]
#: Every check by its name, in the order of a talk; each is given a stage and a language.
CONTRACT: dict[str, Check] = {}


def _kept(check: Check) -> Check:
    CONTRACT[check.__name__] = check  # type: ignore[attr-defined]
    return check


async def _hears(talker: Talker, *parts: str) -> str:
    """What was shown, as one text that holds each of these, in this order."""
    text = "\n".join(await talker.heard()).replace("\u202f", " ").replace("\u00a0", " ")
    at = 0
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, f"{part!r} is not in (or not in this order): {text}"
        at = found + len(part)
    return text


@_kept
async def an_opening_discloses_the_assistant(stage: Stage, locale: str) -> None:
    talker, w = stage.talker(), WORDS[locale]
    await talker.open(locale)
    text = await _hears(talker, w.discloses, w.first)
    assert text.index(w.discloses) < 60
    assert (await stage.talk(talker)).locale == locale


@_kept
async def every_label_is_shown(stage: Stage, locale: str) -> None:
    talker = await stage.opened(locale)
    assert tuple(await talker.buttons()) == WORDS[locale].labels


@_kept
async def a_press_and_the_same_words_lead_to_the_same(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    one, other = await stage.opened(locale), await stage.opened(locale)
    await one.press(w.labels[1])
    await other.say(w.labels[1])
    pressed = await _hears(one, w.second)
    assert pressed == await _hears(other, w.second)
    assert await one.buttons() == await other.buttons()
    answers = [(await stage.talk(talker)).answer("interest") for talker in (one, other)]
    assert [a.value for a in answers if a] == ["mobility", "mobility"]


@_kept
async def what_is_unclear_gets_help_that_grows(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale)
    for _ in range(3):
        await talker.say("zzz qqq")
        await _hears(talker, w.first)
    assert w.human_label in await talker.buttons()
    await talker.say(w.help)
    await _hears(talker, w.helped, w.first)
    assert (await stage.talk(talker)).asking == "interest"


@_kept
async def back_is_one_question_back(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, w.labels[1])
    await talker.say(w.back)
    await _hears(talker, w.had_answered, w.first)
    assert set(w.labels) <= set(await talker.buttons())


@_kept
async def an_answer_is_changed_by_its_name(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, w.labels[1])
    await talker.say(w.change)
    await _hears(talker, w.had_answered, w.first)
    await talker.press(w.corrected)
    await _hears(talker, w.second)
    answer = (await stage.talk(talker)).answer("interest")
    assert answer is not None
    assert answer.value == "food"


@_kept
async def an_optional_question_is_skipped(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1", "1", w.yes)
    await talker.say(w.skip)
    await _hears(talker, w.skipped, w.address)


@_kept
async def why_is_told_and_the_question_stays(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1")
    before = await talker.buttons()
    await talker.say(w.why)
    await _hears(talker, w.because, w.second)
    assert await talker.buttons() == before


@_kept
async def the_language_is_switched_in_mid_talk(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1")
    await talker.say(w.other_language)
    await _hears(talker, w.other_second)
    assert w.other_label in await talker.buttons()
    await talker.press(w.other_label)
    await talker.heard()
    assert (await stage.talk(talker)).asking == "privacy"


@_kept
async def a_talk_is_stopped_and_resumed(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1")
    before = await talker.buttons()
    await talker.say(w.stop)
    await _hears(talker, w.stopped)
    assert (await stage.talk(talker)).state == "stopped"
    await talker.press(w.resume)
    await _hears(talker, w.resumed, w.second)
    assert await talker.buttons() == before


@_kept
async def a_person_is_asked_for_and_sales_hears(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1")
    await talker.say(w.human)
    await _hears(talker, w.told)
    [alert] = await reports.alerts(stage.house.db)
    assert alert["card"]["reason"] == "human"
    assert alert["card"]["channel"] == talker.key.channel
    await talker.press(w.resume)
    await _hears(talker, w.second)


@_kept
async def what_was_erased_leaves_nothing(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1", "1", w.yes, "Xantippe", "xantippe@exemple.be")
    talk, db = await stage.talk(talker), stage.house.db
    planted = ("Xantippe", "xantippe@exemple.be", str(talk.id), talk.key.person)
    assert [p for p in planted if p not in await in_rows(db)] == []
    await talker.say(w.erase)
    await _hears(talker, w.sure)
    await talker.press(w.erase_yes)
    await _hears(talker, w.erased)

    async def gone() -> bool:
        return await conversations.find(db, talk.key) is None

    await until(gone)
    rows = await in_rows(db)
    assert [p for p in planted if p in rows] == []

    async def scrubbed() -> bool:  # after the rows, and before the erasure is done
        files = in_files(db)
        return not any(p.encode() in files for p in planted)

    await until(scrubbed)


HOSTILE = (
    "👩‍👩‍👧‍👦 🇧🇪 ✅ 👍🏽 e\u0301 ﬁ 𝔘𝔫𝔦",
    "safe \u202egnp.exe\u202c \u2066after\u2069",
    "Z" + "\u0301\u0323" * 1000,
    "<b>x</b> &amp; <script>alert(1)</script> *y* _z_ [a](tg://user?id=1) `c` <!channel> @everyone <@U1> {name} %s \\n",
)


@_kept
async def a_persons_words_come_letter_for_letter(stage: Stage, locale: str) -> None:
    talker = await stage.opened(locale, "1")
    await stage.team(talker, TakenOver("Ana"))
    await talker.heard()
    for text in HOSTILE:
        await stage.team(talker, Wrote("Ana", text))
        assert await talker.heard() == [talker.as_shown(line(locale, text))]


@_kept
async def a_magnet_is_the_file_byte_for_byte(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1", "2", w.yes, "Max", "max@exemple.be")
    await talker.say(w.yes)
    await _hears(talker, w.end)
    assert await talker.document() == (CATALOG / "magnets" / f"livre-blanc.{locale}.pdf").read_bytes()


@_kept
async def a_person_takes_over_writes_and_gives_back_the_same_question(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1")
    before = await talker.buttons()
    await stage.team(talker, Wrote("Ana", "too early"))
    assert await talker.heard() == []
    await stage.team(talker, TakenOver("Ana"), Wrote("Ana", "one"), Wrote("Ana", "two"))
    await _hears(talker, w.here, line(locale, "one"), line(locale, "two"))
    assert await talker.buttons() == []
    await talker.say("2")
    assert await talker.heard() == []
    assert (await stage.talk(talker)).answer("engaged") is None
    assert any(row["kind"] == "forward" for row in await outbox.listing(stage.house.db, None, 50))
    await stage.team(talker, Released())
    await _hears(talker, w.gone, w.second)
    assert await talker.buttons() == before
    await talker.press(before[0])
    await _hears(talker, w.agree)


@_kept
async def messages_come_in_their_order_however_quick(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale)
    for text in ("1", "2", w.yes, "Max", "max@exemple.be"):
        await talker.say(text)
    seen = "\n".join(await talker.heard())
    at = 0
    opening = 2 + 1
    for message in (await stage.transcript(talker))[opening:]:
        if message.sender == "bot":
            found = seen.find(message.text, at)
            assert found >= 0, f"{message.text!r} is missing or late in: {seen}"
            at = found + len(message.text)
    assert seen.index(w.second) < seen.index(w.agree) < seen.index(w.name) < seen.index(w.address)


@_kept
async def a_restart_in_the_middle_loses_and_doubles_nothing(stage: Stage, locale: str) -> None:
    w = WORDS[locale]
    talker = await stage.opened(locale, "1", "2")
    await stage.restart()
    assert await talker.heard() == []
    await talker.press(next(label for label in await talker.buttons() if label.lower().startswith(w.yes)))
    await _hears(talker, w.name)
    await stage.restart()
    for text in ("Max", "max@exemple.be", w.yes):
        await talker.say(text)
    text = await _hears(talker, w.address, w.end)
    assert text.count(w.end) == 1
    assert text.count(w.address) == 1
    talk = await stage.talk(talker)
    assert (talk.state, talk.version) == ("done", 7)


#: What a new channel keeps to before anything else.
CORE = (
    "an_opening_discloses_the_assistant",
    "every_label_is_shown",
    "a_press_and_the_same_words_lead_to_the_same",
    "a_person_takes_over_writes_and_gives_back_the_same_question",
    "a_persons_words_come_letter_for_letter",
    "a_magnet_is_the_file_byte_for_byte",
    "messages_come_in_their_order_however_quick",
    "a_restart_in_the_middle_loses_and_doubles_nothing",
    "what_was_erased_leaves_nothing",
)


class Driver(Protocol):
    """A driver's module."""

    NAME: str

    def stage(self, path: Path, flow: str) -> AbstractAsyncContextManager[Stage]:
        """A server with the channel, its data below a folder, speaking a flow."""
        ...


Stages = AsyncIterator[Stage]
