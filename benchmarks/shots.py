"""Pictures of every page and state in both languages and themes, to be looked at: `make shots`, into build/shots."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, Page, async_playwright

from adapters.links import Links
from bot import logs
from bot.app import House, now, secret_of, serving
from bot.settings import Settings
from flows.model import Incoming, Key, TakenOver, Wrote
from storage import tables

FOLDER = Path(__file__).resolve().parents[1] / "build" / "shots"
_WORDS = {
    "en": {"person": "Ana", "wrote": "Hello, Ana here. I am reading what you wrote, one moment."},
    "fr": {"person": "Ana", "wrote": "Bonjour, c’est Ana. Je lis ce que vous avez écrit, un instant."},
}


@dataclass(slots=True)
class Camera:
    """One visitor's page; pictures are named by what is seen, then language, theme and width."""

    page: Page
    url: str
    house: House
    lang: str
    look: str

    async def shot(self, name: str, *, whole: bool = True) -> None:
        """Take a picture once all has settled."""
        await self.page.wait_for_timeout(250)
        await self.page.screenshot(path=FOLDER / f"{name}.{self.lang}.{self.look}.png", full_page=whole)

    async def go(self, path: str) -> None:
        """Open a page of the server's in the language."""
        await self.page.goto(f"{self.url}{path}{'&' if '?' in path else '?'}lang={self.lang}")

    async def taken_over(self) -> None:
        """A person of the team takes the newest talk over, and writes."""
        async with self.house.db.reading() as db:
            newest = await tables.Conversation.all().using_db(db).order_by("-started_at").first()
        if newest is None:
            raise LookupError("no talk has begun")
        key, words = Key("web", str(newest.id)), _WORDS[self.lang]
        await self.house.turns.hear(Incoming(key, "t", now(), TakenOver(words["person"])))
        await self.house.turns.hear(Incoming(key, "w", now(), Wrote(words["person"], words["wrote"])))


async def pages(camera: Camera) -> None:
    """The pages that are not a talk."""
    await camera.go("/")
    await camera.shot("landing")
    for mode in ("bubble", "inline", "popup"):
        await camera.go(f"/demo/{mode}")
        await camera.shot(f"demo-{mode}")
    await camera.go("/m/altered")
    await camera.shot("link-altered")
    async with camera.house.db.reading() as db:
        given = await tables.MagnetDelivery.all().using_db(db).first()
    if given is not None:
        past = Links(secret_of(camera.house.settings), camera.url, 7, lambda: now() - timedelta(days=60))
        await camera.go(past.sign(given.id))
        await camera.shot("link-expired")
    await camera.go("/c/nothing")
    await camera.shot("trouble-nothing")


async def form(camera: Camera) -> None:
    """The talk without JavaScript."""
    page = camera.page

    async def confirm(choice: int) -> None:
        await page.locator(".pick").nth(choice).click()
        await page.locator(".turn .go").first.click()

    async def write(text: str) -> None:
        await page.locator("#text").fill(text)
        await page.locator(".turn form:last-of-type .go").click()

    await camera.go("/c/livre-blanc?form")
    await camera.shot("form-start")
    await page.locator(".go").click()
    await camera.shot("form-choice")
    await write(" ")
    await camera.shot("form-error")
    await confirm(1)
    await confirm(1)
    await camera.shot("form-consent")
    await confirm(0)
    await camera.shot("form-text")
    await write("Ann")
    await write("ann@example.org")
    await confirm(0)
    await page.locator("summary").click()
    await camera.shot("form-magnet")
    await page.locator("#verbs button").last.click()
    await camera.shot("form-erase")
    await page.locator(".ways button").nth(1).click()
    await page.locator("summary").click()
    await page.locator("#verbs button").nth(2).click()
    await camera.taken_over()
    await page.reload()
    await camera.shot("form-person")


async def widget(camera: Camera) -> None:
    """The widget as a bubble, and as a full page."""
    page = camera.page
    await camera.go("/demo/bubble")
    await page.locator(".launch").wait_for()
    await camera.shot("widget-launcher", whole=False)
    await page.locator(".preview").wait_for(timeout=8000)
    await camera.shot("widget-preview", whole=False)
    await page.locator(".launch").click()
    await page.locator(".pick").first.wait_for()
    await camera.shot("widget-choice", whole=False)
    await page.locator("header .icon").first.click()
    await camera.shot("widget-menu", whole=False)
    await page.keyboard.press("Escape")
    for choice in (1, 1, 0):
        await press(page, choice)
    await camera.shot("widget-text", whole=False)
    await said(page, "Ann")
    await said(page, "ann@example")
    await camera.shot("widget-error", whole=False)
    await said(page, "ann@example.org")
    await press(page, 0)
    await page.locator(".card").wait_for()
    await camera.shot("widget-magnet", whole=False)
    await page.context.set_offline(True)
    await said(page, "?")
    await page.wait_for_timeout(400)
    await camera.shot("widget-offline", whole=False)
    await page.context.set_offline(False)
    await page.wait_for_timeout(1500)
    await camera.taken_over()
    await page.reload()
    await page.locator(".launch").click()
    await page.locator(".person").first.wait_for()
    await camera.shot("widget-person", whole=False)
    await camera.go("/c/bant-b2b")
    await page.locator(".m").first.wait_for()
    await page.wait_for_timeout(600)
    await camera.shot("widget-page", whole=False)


async def press(page: Page, choice: int) -> None:
    """Press one of the buttons, and wait until it is answered."""
    lines = await page.locator(".m.bot").count()
    await page.locator(".pick").nth(choice).click()
    await page.locator(".m.bot").nth(lines).wait_for()


async def said(page: Page, text: str) -> None:
    """Write something."""
    field = page.get_by_role("textbox")
    await field.fill(text)
    await field.press("Enter")
    await page.wait_for_timeout(500)


#: What is pictured, and whether it is without JavaScript; the pages come last, as one is about a magnet's link.
SCENES: list[tuple[Callable[[Camera], Awaitable[None]], bool]] = [(form, False), (widget, True), (pages, True)]


@asynccontextmanager
async def visiting(browser: Browser, lang: str, theme: str, width: int, *, script: bool) -> AsyncIterator[Page]:
    """A page of a new visitor."""
    context = await browser.new_context(
        java_script_enabled=script,
        viewport={"width": width, "height": 820},
        has_touch=width < 500,
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        locale=lang,
        device_scale_factor=1,
    )
    page = await context.new_page()
    page.set_default_timeout(15_000)
    try:
        yield page
    finally:
        await context.close()


async def main() -> int:
    """Take all the pictures; the exit code is the number of scenes that could not be played to their end."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    logs.configure("error")
    failed = 0
    with TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data), port=0, least_seconds=0, rate_new=0)
        async with serving(settings) as (house, url), async_playwright() as playwright:
            found = shutil.which("chromium") or shutil.which("google-chrome")
            browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
            for scene, script in SCENES:
                for lang in ("fr", "en"):
                    for theme, width in (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)):
                        async with visiting(browser, lang, theme, width, script=script) as page:
                            try:
                                await scene(Camera(page, url, house, lang, f"{theme}.{width}"))
                            except Exception as error:  # noqa: BLE001 — the other scenes are still to be seen
                                failed += 1
                                print(f"{scene.__name__} {lang} {theme} {width}: {error}", file=sys.stderr)
            await browser.close()
    print(f"{len([*FOLDER.glob('*.png')])} pictures in {FOLDER}")
    return failed


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
