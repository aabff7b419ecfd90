"""Published recognisers on the same phrasings: reads JSON rows {"job", "lang", "text"}, writes what each tool reads.

It runs in an environment of its own (`make bench` makes it from requirements-bench.lock), since one of the tools needs
libraries of 2019. Each answer is {"tool": [low, high, currency]} for money, {"tool": [first, last]} for times and
{"tool": value} for the rest; null where a tool finds nothing. The day is Tuesday 10 March 2026.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

warnings.simplefilter("ignore")

from dateparser.search import search_dates  # noqa: E402 — after the warnings are off
from price_parser import Price  # noqa: E402
from quantulum3 import parser as quantulum  # noqa: E402
from recognizers_choice import recognize_boolean  # noqa: E402
from recognizers_date_time import recognize_datetime  # noqa: E402
from recognizers_number_with_unit import recognize_currency  # noqa: E402
from recognizers_sequence import recognize_email, recognize_phone_number  # noqa: E402
from recognizers_text import Culture  # noqa: E402

TODAY = datetime(2026, 3, 10)  # noqa: DTZ001 — the tools take naive times
CULTURES = {"fr": Culture.French, "en": Culture.English}
UNITS = {"Euro": "EUR", "Dollar": "USD", "United States dollar": "USD", "Pound": "GBP", "British pound": "GBP"}
UNITS |= {"Swiss franc": "CHF", "Canadian dollar": "CAD", "Australian dollar": "AUD", "Japanese yen": "JPY"}
SIGNS = {"€": "EUR", "EUR": "EUR", "$": "USD", "USD": "USD", "£": "GBP", "GBP": "GBP", "CHF": "CHF", "C$": "CAD"}


def ends(amounts: Iterable[float], currencies: Iterable[str | None]) -> list[Any] | None:
    """The lowest and the highest of what was found, so that "10k to 20k" found as two amounts counts as a range."""
    found = sorted(amounts)
    return [found[0], found[-1], next(filter(None, currencies), None)] if found else None


def recognizers_money(lang: str, text: str) -> Any:
    """All amounts that Microsoft's recogniser finds, as one range."""
    found = [r.resolution for r in recognize_currency(text, CULTURES[lang]) if r.resolution]
    amounts = [float(r["value"]) for r in found if r.get("value")]
    return ends(amounts, [UNITS.get(r.get("unit")) for r in found])


def price_money(_lang: str, text: str) -> Any:
    """The one price that price-parser finds."""
    found = Price.fromstring(text)
    return ends([] if found.amount is None else [float(found.amount)], [SIGNS.get(found.currency or "")])


def quantulum_money(_lang: str, text: str) -> Any:
    """All amounts that quantulum3 finds, as one range; it knows English only."""
    found = [q for q in quantulum.parse(text) if q.unit.entity.name in ("currency", "dimensionless")]
    return ends([q.value for q in found], [getattr(q.unit, "currency_code", None) for q in found])


def recognizers_time(lang: str, text: str) -> Any:
    """All times found, from the first day to the last."""
    values = [
        r.resolution["values"][-1] for r in recognize_datetime(text, CULTURES[lang], reference=TODAY) if r.resolution
    ]
    spans = []
    for v in values:
        first, last = v.get("start") or v.get("value"), v.get("end") or v.get("value")
        if last and v.get("end") and "Mod" not in v:  # its ends are the first day that is out
            last = (datetime.fromisoformat(last[:10]) - timedelta(days=1)).date().isoformat()
        spans.append((first and first[:10], last and last[:10]))
    if not spans:
        return None
    firsts, lasts = [a for a, _ in spans], [b for _, b in spans]
    return [None if None in firsts else min(firsts), None if None in lasts else max(lasts)]


def dateparser_time(lang: str, text: str) -> Any:
    """All days found, from the first to the last."""
    settings = {"RELATIVE_BASE": TODAY, "PREFER_DATES_FROM": "future"}
    found = search_dates(text, languages=[lang], settings=settings)
    days = sorted(day.date().isoformat() for _, day in found or ())
    return [days[0], days[-1]] if days else None


def recognizers_yesno(lang: str, text: str) -> Any:
    """The first yes or no found."""
    found = [r.resolution["value"] for r in recognize_boolean(text, CULTURES[lang])]
    return ("yes" if found[0] else "no") if found else None


def recognizers_email(lang: str, text: str) -> Any:
    """The first address found."""
    found = recognize_email(text, CULTURES[lang])
    return found[0].resolution["value"].lower() if found else None


def recognizers_phone(lang: str, text: str) -> Any:
    """The digits of the first number found."""
    found = recognize_phone_number(text, CULTURES[lang])
    return "".join(c for c in found[0].resolution["value"] if c.isdigit()) if found else None


TOOLS: dict[str, dict[str, Callable[[str, str], Any]]] = {
    "money": {
        "recognizers-text": recognizers_money,
        "price-parser": price_money,
        "quantulum3": quantulum_money,
    },
    "timing": {"recognizers-text": recognizers_time, "dateparser": dateparser_time},
    "yesno": {"recognizers-text": recognizers_yesno},
    "email": {"recognizers-text": recognizers_email},
    "phone": {"recognizers-text": recognizers_phone},
}


def main() -> None:
    """A line of answers for each line that comes in, with the milliseconds that each tool took."""
    for line in sys.stdin:
        row = json.loads(line)
        answers, took = {}, {}
        for tool, read in TOOLS[row["job"]].items():
            began = time.perf_counter()
            try:
                answers[tool] = read(row["lang"], row["text"])
            except Exception:  # noqa: BLE001 — what a tool cannot take counts as not read
                answers[tool] = None
            took[tool] = (time.perf_counter() - began) * 1000
        sys.stdout.write(json.dumps({"answers": answers, "ms": took}) + "\n")


if __name__ == "__main__":
    main()
