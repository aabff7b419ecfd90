"""A finished talk turned into effects: the ending for its band, the magnets, the mail, the alert to sales."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid5

from flows import questions
from flows.effects import AlertSales, CardLine, Gift, SendMail
from flows.flow import Kind, Magnet, Question
from flows.model import Conversation, State
from flows.scoring import Score
from flows.talk import Talk
from flows.texts import fill, word
from flows.timetable import moment

_CONTACT = (Kind.NAME, Kind.COMPANY, Kind.EMAIL, Kind.PHONE, Kind.ADDRESS)
_NO_FACT = (*_CONTACT, Kind.CONSENT)
_REACHING = (Kind.EMAIL, Kind.PHONE, Kind.ADDRESS)
_TELLING = (Kind.NEED, Kind.TEXT, Kind.TIMING, Kind.BUDGET)


def finish(talk: Talk) -> None:
    """End the talk (or end it again after a change): say so, and give and tell what is new."""
    flow = talk.flow
    known, result = talk.walk().known, talk.score()
    declined = any(a.live and a.value == "no" and flow.by_id[a.question].kind is Kind.CONSENT for a in talk.now.answers)
    ending = "declined" if declined and "declined" in flow.endings else result.band
    same = ending == talk.now.ending
    talk.change(state=State.DONE, asking=None, ending=ending)
    talk.say(talk.word("done.updated") if same else flow.endings[ending][talk.locale])
    given = [m for m in flow.magnets if result.band in m.bands and m.when.holds(known)]
    addresses = [address for m in given if (address := _give(talk, m)) is not None]
    if addresses and flow.mails:  # without a mail server it waits in the outbox: nothing is promised
        talk.say(talk.word("done.mailed", address=", ".join(dict.fromkeys(addresses))))
    if "hot" in talk.now.alerted:
        alert(talk, "hot", result, corrected=True)
    elif flow.alert is not None and result.band in flow.alert.bands and not declined:
        tell_when(talk)
        alert(talk, "hot", result)


def tell_when(talk: Talk) -> None:
    """Outside business hours, say when a person of the team will answer."""
    claim = talk.flow.alert.claim if talk.flow.alert else None
    opens = claim.hours.opens(talk.at) if claim else None
    if claim is not None and opens is not None and opens > talk.at:
        talk.say(talk.word("human.later", when=moment(opens, talk.at, claim.hours.timezone, talk.locale)))


def gift_of(magnet: Magnet, conversation: Conversation, locale: str) -> Gift | None:
    """What one magnet is in a conversation's language; None for a code. Its delivery id never changes."""
    file = magnet.files.get(locale)
    if file is None:
        return None
    delivery = uuid5(conversation.id, f"magnet/{conversation.round}/{magnet.id}/{locale}")
    return Gift(delivery, magnet.id, magnet.title[locale], file.path, file.type, file.size)


def _give(talk: Talk, magnet: Magnet) -> str | None:
    """Give a magnet once a round, and mail it once to an address; returns the address when it is mailed now."""
    gift = gift_of(magnet, talk.now, talk.locale)
    address = mail_address(magnet, talk.now)
    given = magnet.id in talk.now.magnets
    mailed = address is None or (magnet.id, address) in talk.now.mailed
    if gift is not None and not (given and mailed):
        talk.gifts.append(gift)  # also when it is only mailed anew: in another language it is another delivery
    if not given:
        talk.change(magnets=(*talk.now.magnets, magnet.id))
        text = magnet.say[talk.locale] if magnet.say else magnet.title[talk.locale]
        talk.say(fill(text, code=magnet.code or ""), gift=gift)
    if address is None or mailed:
        return None
    talk.change(mailed=(*talk.now.mailed, (magnet.id, address)))
    talk.effects.append(_mail(talk, magnet, gift, address))
    return address


def mail_address(magnet: Magnet, conversation: Conversation) -> str | None:
    """Where a magnet's link may be mailed: an address that was given, under a purpose that was agreed to."""
    answer = conversation.answer(magnet.mailed_to) if magnet.mailed_to else None
    agreed = magnet.purpose is not None and conversation.consented(magnet.purpose)
    return answer.value if answer and agreed and isinstance(answer.value, str) else None


def _mail(talk: Talk, magnet: Magnet, gift: Gift | None, address: str) -> SendMail:
    title = magnet.title[talk.locale]
    said = fill(magnet.say[talk.locale], code=magnet.code or "") if magnet.say else title
    key = "mail.file" if gift else "mail.code"
    return SendMail(
        id=talk.id(f"mail/{magnet.id}"),
        to=address,
        subject=talk.word("mail.subject", title=title),
        text=talk.word(key, title=title, said=said, flow=talk.flow.title[talk.locale]),
        locale=talk.locale,
        gift=gift,
    )


def fresh_link(talk: Talk, delivery: UUID) -> None:
    """Mail a fresh link for an earlier delivery to the address on file; nobody else ever receives it."""
    for magnet in talk.flow.magnets:
        for locale in magnet.files:
            for round_ in range(talk.now.round + 1):
                gift = gift_of(magnet, _at_round(talk.now, round_), locale)
                address = mail_address(magnet, talk.now)
                if gift is not None and gift.delivery == delivery and address is not None:
                    talk.effects.append(_mail(talk, magnet, gift, address))
                    return


def _at_round(conversation: Conversation, round_: int) -> Conversation:
    return replace(conversation, round=round_)


def alert(talk: Talk, reason: str, result: Score, *, corrected: bool = False) -> None:
    """Tell sales, once a round for each reason; after that only what was `corrected`."""
    if reason in talk.now.alerted and not corrected:
        return
    talk.change(alerted=tuple(dict.fromkeys((*talk.now.alerted, reason))))
    flow = talk.flow
    locale = flow.alert.locale if flow.alert else flow.languages[0]
    because = {r.id: r.because[locale] for r in flow.rules}
    lines = sorted(result.lines, key=lambda line: -abs(line.points))
    shown = [(flow.by_id[a.question], a) for a in talk.now.answers if a.live and a.value is not None]
    shown.sort(key=lambda pair: flow.questions.index(pair[0]))
    told = [(q, label(q, locale), questions.show(a.value, q, locale)) for q, a in shown]
    talk.effects.append(
        AlertSales(
            id=talk.id(f"alert/{reason}"),
            reason="hot" if reason == "hot" else "human",
            flow=flow.name,
            title=flow.title[locale],
            locale=locale,
            language=talk.locale,
            band=result.band,
            points=result.points,
            fit=result.fit,
            intent=result.intent,
            lines=tuple(CardLine(ln.points, because[ln.rule], ln.quote) for ln in lines),
            facts=tuple((name, value) for q, name, value in told if q.kind not in _NO_FACT and q.grants is None),
            quote=_most_telling(talk, result),
            contact=tuple((name, value) for q, name, value in told if q.kind in _CONTACT),
            source=source_line(talk.now),
            channel=talk.now.key.channel,
            at=talk.at,
            conversation=talk.now.id,
            corrected=corrected,
            reach=tuple(value for q, _, value in told if q.kind in _REACHING),
            slack_channel=flow.alert.channel_for(talk.walk().known) if flow.alert else None,
            consented_at=next((c.at for c in reversed(talk.now.consents) if c.given), None),
        )
    )


def _most_telling(talk: Talk, result: Score) -> str:
    """The prospect's own sentence that says most: about need or free text if there is one, else the weightiest line."""
    for kind in _TELLING:
        words = [a.raw for a in talk.now.answers if a.live and a.value and talk.flow.by_id[a.question].kind is kind]
        if words:
            return max(words, key=len)
    return max(result.lines, key=lambda line: line.points).quote if result.lines else ""


def label(question: Question, locale: str) -> str:
    """What a question is about, in two words; its kind when the flow does not say."""
    return question.label[locale] if question.label else word(f"kind.{question.kind.value}", locale)


def source_line(conversation: Conversation) -> str:
    """Where the person came from, in one line."""
    source = conversation.source
    parts = [f"{k.removeprefix('utm_')}: {v}" for k, v in source.utm.items()]
    return " · ".join(part for part in (source.page, source.referrer, *parts) if part)
