"""A visitor of a page with the widget, in the words of the page: what they press, write and see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from playwright.async_api import BrowserContext, Locator, Page, Request, expect

#: The widget's own words that the tests press or look for.
WORDS = {
    "en": {
        "start": "Start",
        "open": "Open the chat",
        "send": "Send",
        "confirm": "Confirm",
        "skip": "Skip",
        "change": "Change",
        "menu": "Options",
        "close": "Close",
        "download": "Download",
        "retry": "Try again",
        "again": "Start again",
        "welcome": "Welcome back",
        "fresh": "no longer available",
        "offline": "No connection",
        "busy": "Many people",
    },
    "fr": {
        "start": "Commencer",
        "open": "Ouvrir la discussion",
        "send": "Envoyer",
        "confirm": "Valider",
        "skip": "Passer",
        "change": "Modifier",
        "menu": "Options",
        "close": "Fermer",
        "download": "Télécharger",
        "retry": "Réessayer",
        "again": "Recommencer",
        "welcome": "Content de vous revoir",
        "fresh": "n’est plus disponible",
        "offline": "Pas de connexion",
        "busy": "Beaucoup de monde",
    },
}


@dataclass
class Visitor:
    """One person at one browser; every address asked for and every complaint of the console is kept."""

    context: BrowserContext
    page: Page
    language: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    async def arrive(cls, context: BrowserContext, language: str) -> Visitor:
        """A new page in a new profile, with the ears open."""
        visitor = cls(context, await context.new_page(), language)
        visitor.page.set_default_timeout(15_000)

        def heard(request: Request) -> None:
            visitor.requests.append(request.url)

        visitor.page.on("request", heard)
        visitor.page.on("console", lambda line: visitor.complaints.append(line.text) if line.type == "error" else None)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        return visitor

    def word(self, key: str) -> str:
        """One of the widget's own words in the visitor's language."""
        return WORDS[self.language][key]

    @property
    def log(self) -> Locator:
        """The transcript."""
        return self.page.get_by_role("log")

    def button(self, name: str) -> Locator:
        """A button with exactly this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def press(self, name: str) -> None:
        """Presses the button with exactly this name."""
        await self.button(name).click()

    async def choose(self, verb: str) -> None:
        """Opens the menu and presses one of its lines."""
        await self.press(self.word("menu"))
        await self.press(verb)

    async def write(self, text: str) -> None:
        """Writes into the field, whatever it is called now, and sends it with Enter."""
        field = self.page.get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")

    async def hears(self, text: str | re.Pattern[str]) -> None:
        """Waits until the last thing the bot said holds `text`."""
        await expect(self.log.locator(".bot").last).to_contain_text(text)

    async def said(self) -> list[str]:
        """What the visitor has said so far, in the transcript's words."""
        nodes = self.log.locator(".you p")
        said: list[str] = await nodes.evaluate_all("nodes => nodes.map(n => n.lastChild.textContent)")
        return said

    async def focused(self) -> str:
        """Where the keyboard is: tag and accessible words, looked up through the shadow root."""
        words: str = await self.page.evaluate(
            """() => { let at = document.activeElement;
            while (at && at.shadowRoot) at = at.shadowRoot.activeElement;
            return at ? at.localName + ': ' + (at.ariaLabel || at.textContent.trim().slice(0, 60)) : 'nowhere' }"""
        )
        return words

    async def stored(self) -> int:
        """How many things this origin keeps in the browser: local, session, cookies and databases."""
        count: int = await self.page.evaluate(
            "async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length"
        )
        return count + len(await self.context.cookies())


class Opener(Protocol):
    """Opens a page as a new visitor."""

    async def __call__(
        self,
        address: str,
        *,
        width: int = 1280,
        height: int = 860,
        touch: bool = False,
        dark: bool = False,
        language: str = "en",
        calm: bool = True,
    ) -> Visitor:
        """The visitor, once the page has loaded; `calm` asks for reduced motion, so that nothing is waited for."""
        ...
