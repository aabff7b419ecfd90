"""A visitor of the web channel, for tests: begins, says, presses, as a browser's script would."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

import aiohttp

_ids = count(1)


@dataclass(slots=True)
class Visitor:
    """One conversation over HTTP; `last` is the latest answer, `messages` all that were received."""

    session: aiohttp.ClientSession
    url: str
    conversation: str
    token: str
    last: dict[str, Any]
    messages: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    async def begin(cls, session: aiohttp.ClientSession, url: str, flow: str, locale: str, **more: Any) -> Self:
        """Open the chat."""
        body = {"flow": flow, "locale": locale, **more}
        async with session.post(f"{url}/api/v1/conversations", json=body) as answer:
            assert answer.status == 201, await answer.text()
            begun = await answer.json()
        return cls(session, url, begun["conversation"], begun["token"], begun, list(begun["messages"]))

    @property
    def headers(self) -> dict[str, str]:
        """The conversation's token."""
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Send one message, whatever it is; the status and the answer."""
        path = f"{self.url}/api/v1/conversations/{self.conversation}/messages"
        async with self.session.post(path, json=body, headers=self.headers) as answer:
            return answer.status, await answer.json()

    async def _ok(self, body: dict[str, Any]) -> dict[str, Any]:
        status, self.last = await self.post(body)
        assert status == 200, self.last
        self.messages += self.last["messages"]
        return self.last

    async def say(self, *texts: str) -> dict[str, Any]:
        """Write each of these, one after the other."""
        for text in texts:
            await self._ok({"id": f"m{next(_ids)}", "text": text})
        return self.last

    async def press(self, question: str, choice: str | list[str]) -> dict[str, Any]:
        """Press a button."""
        return await self._ok({"id": f"m{next(_ids)}", "choice": choice, "question": question})

    async def resume(self, after: int = 0) -> tuple[int, dict[str, Any]]:
        """Read the transcript."""
        path = f"{self.url}/api/v1/conversations/{self.conversation}?after={after}"
        async with self.session.get(path, headers=self.headers) as answer:
            return answer.status, await answer.json()

    def texts(self) -> str:
        """All that the latest answer says."""
        return "\n".join(m["text"] for m in self.last["messages"] if m["from"] == "bot")

    def magnet(self) -> dict[str, Any]:
        """The latest magnet received."""
        return next(m["magnet"] for m in reversed(self.messages) if "magnet" in m)


#: A whole talk of livre-blanc in French, to a warm end.
LIVRE_BLANC = ("vélo", "2", "oui", "Marie", "marie@exemple.be", "oui")

#: A whole talk of bant-b2b in English, to a hot end.
BANT = (
    "invoices",
    "10 to 49",
    "in 6 weeks",
    "between 8 and 10k",
    "I decide",
    "yes",
    "Camille Dubois",
    "Dubois & Fils",
    "camille@dubois.example",
    "yes",
    "0470 12 34 56",
)
