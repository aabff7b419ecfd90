"""A case as a card in Block Kit: whom to call, why, in the prospect's own words, and what can be done now; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from adapters.channels.slack.blocks import (
    LONGEST_FALLBACK,
    MOST_BLOCKS,
    Block,
    actions,
    button,
    context,
    escaped,
    fields,
    fitting,
    header,
    ours,
    packed,
    plain,
    section,
)
from adapters.integrations.card import Card, card, shown
from flows.case import CLOSED, REASONS, Case, CaseState
from flows.effects import AlertSales
from flows.flow import AlertRule
from flows.texts import word

#: How many reasons a card shows: those that weigh most.
MOST_REASONS = 4
_HEAT = {"hot": "🔥", "warm": "🌤", "cold": "❄️", "disqualified": "🚫"}


def card_of(case: Case, rule: AlertRule | None) -> tuple[str, list[Block]]:
    """The notification's text and the card's blocks, as the case stands, in the card's language."""
    content = card(_veiled(case.alert) if is_masked(case, rule) else case.alert)
    light = case.alert.reason == "human"
    title = _title(case, content)
    made = [header(title)]
    made.append(section(f"{content.headline}\n{content.title}\n{content.band}"))
    made += fields(content.contact)
    made += fields(content.facts)
    if not light:
        made += [section(text) for text in packed(_why(case), content.reasons[:MOST_REASONS])]
    if content.quote:
        made.append(section(f"{content.headings.quote}\n{content.quote}"))
    made.append(
        context([f"{label}{content.headings.colon}{value}" for label, value in content.origin][:4], *_times(case))
    )
    made += list(_standing(case))
    made += list(_buttons(case))
    text = escaped(f"{title} · {_state(case)} · {content.band}", LONGEST_FALLBACK)
    return text, fitting(made[:MOST_BLOCKS])


def digest_of(cases: list[Case], locale: str) -> tuple[str, list[Block]]:
    """Several cases in one message, a line and a button each."""
    title = word("desk.digest.one" if len(cases) == 1 else "desk.digest", locale, count=str(len(cases)))
    made = [header(f"📋 {title}")]
    for case in cases[:40]:
        line: Block = {"type": "section", "text": plain(f"{_title(case, card(case.alert))} · {_state(case)}", 300)}
        if case.state is CaseState.NEW:
            label = word("desk.claim", locale)
            line["accessory"] = button(label, f"desk:claim:{case.id}", str(case.id), style="primary")
        made.append(line)
    return escaped(title, LONGEST_FALLBACK), made


def disqualify_view(case: Case, codes: list[tuple[str, str]]) -> Block:
    """The modal that asks why a lead is ruled out; `codes` are (code, words)."""
    locale = case.alert.locale
    options = [{"text": plain(words, 75), "value": code[:75]} for code, words in codes[:100]]
    return {
        "type": "modal",
        "callback_id": "desk:disqualify",
        "private_metadata": str(case.id),
        "title": plain(word("desk.disqualify", locale), 24),
        "submit": plain(word("desk.disqualify", locale), 24),
        "close": plain(word("desk.cancel", locale), 24),
        "blocks": [
            {
                "type": "input",
                "block_id": "reason",
                "label": plain(word("desk.reason", locale), 150),
                "element": {"type": "static_select", "action_id": "reason", "options": options},
            },
            {
                "type": "input",
                "block_id": "note",
                "optional": True,
                "label": plain(word("desk.note", locale), 150),
                "element": {"type": "plain_text_input", "action_id": "note", "multiline": True, "max_length": 2000},
            },
        ],
    }


def _title(case: Case, content: Card) -> str:
    """Who it is in one line: the company or the person, and the points."""
    alert = case.alert
    told = [value for _, value in alert.contact if value not in alert.reach]
    named = [value for value in told if "@" not in value and len(_digits(value)) < _FEWEST_DIGITS]
    who = named[-1] if named else ""
    who = shown(who, 80) or content.headline
    mark = "🙋" if alert.reason == "human" else _HEAT.get(alert.band, "")
    return f"{mark} {alert.points} — {who}"


def _why(case: Case) -> str:
    return word("desk.why", case.alert.locale, points=str(case.alert.points))


def is_masked(case: Case, rule: AlertRule | None) -> bool:
    """Whether the desk does not see yet how the lead is reached."""
    return rule is not None and rule.mask_contact and case.owner is None


_MAIL = re.compile(
    r"([^\s@<>:=]{1,64})\s?(?:[@＠]|[\[(]\s?at\s?[\])]|\barobase\b)\s?([^\s@<>,;]{1,255})", re.IGNORECASE
)
_RUN = re.compile(r"\+?[0-9][0-9 ./()\u00a0\u202f-]{3,40}[0-9]", re.ASCII)
#: What has so many digits and is among a lead's contact details is a number to call.
_FEWEST_DIGITS = 7
#: So many last digits tell that a number in a text is a contact detail: its beginning is written in many ways.
_SAME_DIGITS = 6
#: The longest number to call (E.164); what begins as one and is long enough is taken for one.
_MOST_DIGITS = 15
#: The shortest numbers to call have so many, without their country's.
_LEAST_DIGITS = 5


def _veiled(alert: AlertSales) -> AlertSales:
    """The alert with its contact details hidden, wherever the lead has said them."""

    def hide(text: str) -> str:
        return without_contact(text, alert)

    return replace(
        alert,
        contact=tuple((label, hide(value)) for label, value in alert.contact),
        facts=tuple((label, hide(value)) for label, value in alert.facts),
        lines=tuple(replace(line, quote=hide(line.quote)) for line in alert.lines),
        quote=hide(alert.quote),
        source=hide(alert.source),
    )


def without_contact(text: str, alert: AlertSales) -> str:
    """A text whose mail addresses, and the lead's own numbers, are recognised and cannot be used: "+32 ••• 56".

    A postal address becomes "•••".
    """
    reach = alert.reach or tuple(value for _, value in alert.contact)  # what was raised before it was told apart
    calls = [digits for value in reach if (digits := _digits(value)) and not re.search(r"[^\W\d_]", value)]
    numbers = [digits for digits in calls if alert.reach or len(digits) >= _FEWEST_DIGITS]
    for value in alert.reach:
        if re.search(r"[^\W\d_]", value) and "@" not in value:
            text = re.sub(r"[\s,]+".join(map(re.escape, re.split(r"[\s,]+", value))), "•••", text, flags=re.IGNORECASE)

    def hide(found: re.Match[str]) -> str:
        run = found[0]
        end = _digits(run)[-_SAME_DIGITS:]
        theirs = len(end) >= _LEAST_DIGITS and any(number.endswith(end) for number in numbers)
        theirs |= run.startswith(("+", "0")) and _FEWEST_DIGITS < len(_digits(run)) <= _MOST_DIGITS
        return f"{run[:3]} ••• {run[-2:]}" if theirs else run

    return _RUN.sub(hide, _MAIL.sub(lambda m: f"{m[1][:1]}•••@{m[2][:1]}•••", text))


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _times(case: Case) -> Iterator[Block]:
    locale = case.alert.locale
    if case.alert.consented_at is not None:
        yield ours(f"{word('desk.consent', locale)} {_date(case.alert.consented_at)}")
    if case.state is CaseState.NEW and case.claim_by is not None and case.snoozed_until is None:
        yield ours(f"⏱ {word('desk.claim-before', locale)} {_date(case.claim_by)}")


def _date(at: datetime) -> str:
    """A moment that Slack shows in the reader's own time zone."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def _state(case: Case) -> str:
    return word(f"desk.state.{case.state.value}", case.alert.locale)


def _standing(case: Case) -> Iterator[Block]:
    """Who has it, since when, and why it is closed."""
    locale = case.alert.locale
    lines: list[str] = []
    if case.snoozed_until is not None:
        yield context([], ours(f"💤 {word('desk.snoozed', locale)} {_date(case.snoozed_until)}"))
    if case.owner is not None:
        took = case.claimed_at - case.raised_at if case.claimed_at else None
        after = _span(took.total_seconds(), locale) if took is not None else ""
        lines.append(f"{_state(case)} · {shown(case.owner.name)}" + (f" · {after}" if after else ""))
    if case.reason is not None:
        note = f" — {shown(case.note, 300)}" if case.note else ""
        lines.append(f"{_reason(case)}{note}")
    if case.relay is not None:
        lines.append(f"💬 {word('sales.in-talk', locale, name=shown(case.relay.name))}")
    if case.was_hot is not None:
        lines.append("👍" if case.was_hot else "👎")
    if lines:
        yield context(lines)


def _reason(case: Case) -> str:
    code = case.reason or ""
    return word(f"desk.reason.{code}", case.alert.locale) if code in REASONS else shown(code)


def _span(seconds: float, locale: str) -> str:
    whole = max(0, round(seconds))
    hours, minutes, left = whole // 3600, whole // 60 % 60, whole % 60
    told = f"{hours} h {minutes:02} min" if hours else f"{minutes} min {left} s" if minutes else f"{left} s"
    return word("desk.after", locale, span=told)


def _buttons(case: Case) -> Iterator[Block]:
    locale, value = case.alert.locale, str(case.id)

    def press(verb: str, style: str | None = None, more: str = "") -> Block:
        return button(word(f"desk.{verb}", locale), f"desk:{verb}", value + more, style=style)

    made: list[Block] = []
    if case.state is CaseState.NEW:
        made.append(press("claim", "primary"))
    if case.state not in CLOSED:
        if case.owner is not None:
            made += [press(verb) for verb in ("contacted", "meeting", "won", "lost") if verb != case.state.value]
        made.append(_snooze(case))
        if case.relay is None:
            made.append(press("take-over"))
        made.append(
            {
                "type": "users_select",
                "action_id": f"desk:reassign:{value}",
                "placeholder": plain(word("desk.reassign", locale), 150),
            }
        )
        made.append(press("disqualify", "danger"))
    if case.relay is not None:
        made.append(press("release"))  # also of a closed case: the bot is silent there until then
    if case.past:
        made.append(press("undo", more=f" {len(case.past)}"))
    yield from actions(made, f"desk:{case.version}")
    if case.owner is not None:
        judged = [press("was-hot"), press("was-not")]
        yield from actions(judged, f"judge:{case.version}")


def _snooze(case: Case) -> Block:
    locale = case.alert.locale
    options = [
        {"text": plain(word(f"desk.snooze.{until}", locale), 75), "value": f"{case.id} {until}"}
        for until in ("15m", "1h", "tomorrow")
    ]
    return {
        "type": "static_select",
        "action_id": "desk:snooze",
        "placeholder": plain(word("desk.snooze", locale), 150),
        "options": options,
    }


def spoken_by(alert: AlertSales, sender: str, name: str | None) -> str:
    """Who said a line of the transcript."""
    return name or word(f"desk.{'prospect' if sender == 'you' else 'bot'}", alert.locale)
