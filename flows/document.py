"""The flow file as its author writes it: the pydantic models that the JSON Schema for editors is made from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, StringConstraints, TypeAdapter

from flows.flow import Kind

#: How a name is written; a bad one is told when the flow is built, where all that names it is known.
NAME = r"^[a-z0-9][a-z0-9-]{0,39}$"
Slug = Annotated[str, Field(json_schema_extra={"pattern": NAME})]
Words = Annotated[str, StringConstraints(min_length=1, max_length=3000, strip_whitespace=True)]
Texts = Annotated[dict[str, Words], Field(description="A text for each language of the flow.")]
TextLists = Annotated[dict[str, list[Words]], Field(description="A list of texts for each language of the flow.")]
Band = Literal["hot", "warm", "cold", "disqualified"]


def _listed(value: object) -> object:
    return value if isinstance(value, list) or value is None else [value]


#: What one question is tested for; checked against the question's kind when the flow is built.
Test = Annotated[
    str | list[str] | dict[Literal["at_least", "at_most", "within_days", "beyond_days"], float],
    Field(description="A value, a list of values, answered, skipped, none, or a bound such as {at_least: 5000}."),
]
_ALTERNATIVES = {"type": "array", "minItems": 1, "items": {"type": "object"}}
When = Annotated[
    dict[str, Any],
    Field(
        description="Question ids with what to test; all must hold. `any` takes a list of which one must hold.",
        json_schema_extra={
            "properties": {"any": _ALTERNATIVES},
            "additionalProperties": TypeAdapter(Test).json_schema(),
        },
    ),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Landing(_Strict):
    """The words of the flow's own page."""

    title: Texts
    lead: Texts
    points: TextLists


class PurposeText(_Strict):
    """One purpose that personal details are used for."""

    id: Slug
    text: Texts


class ConsentBlock(_Strict):
    """What is shown and agreed to before the first personal question."""

    version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    retention_days: Annotated[int, Field(ge=1, le=3650)]
    text: Texts
    purposes: Annotated[list[PurposeText], Field(min_length=1)]


class OptionBlock(_Strict):
    """One choice."""

    value: Slug
    label: Texts
    synonyms: TextLists | None = None


class BranchBlock(_Strict):
    """Where to go next, and when; the last one of a question has no `when`."""

    when: When | None = None
    go: str


class QuestionBlock(_Strict):
    """One question."""

    id: Slug
    kind: Kind
    ask: Texts | None = None
    hint: Texts | None = None
    why: Texts | None = None
    label: Texts | None = None
    optional: bool = False
    personal: bool = False
    options: list[OptionBlock] = []
    min: Annotated[float | None, Field(allow_inf_nan=False)] = None
    max: Annotated[float | None, Field(allow_inf_nan=False)] = None
    grants: str | None = None
    purposes: list[str] = []
    next: list[BranchBlock] = []


class RuleBlock(_Strict):
    """Points for a fact."""

    id: Slug
    axis: Literal["fit", "intent"]
    when: When
    points: Annotated[int, Field(ge=-1000, le=1000)]
    because: Texts


class BandBlock(_Strict):
    """The least that a band takes."""

    points: int | None = None
    fit: int | None = None
    intent: int | None = None


class BandsBlock(_Strict):
    """From which points on a lead is hot or warm; the others are cold."""

    hot: BandBlock
    warm: BandBlock


class DisqualifierBlock(_Strict):
    """A fact that rules a lead out whatever the score."""

    code: Slug
    when: When
    because: Texts


class MagnetBlock(_Strict):
    """What is given at the end: files, or a code."""

    id: Slug
    title: Texts
    files: dict[str, str] | None = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    say: Texts | None = None
    when: When | None = None
    bands: Annotated[list[Band] | None, BeforeValidator(_listed)] = None
    mailed_to: str | None = None
    purpose: str | None = None


SlackChannel = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class ChannelBlock(_Strict):
    """The Slack channel for leads of which something holds."""

    when: When
    slack_channel: SlackChannel


class ClaimBlock(_Strict):
    """Within how many minutes of business time a hot lead is to be claimed, and by whom else."""

    minutes: Annotated[int, Field(ge=1, le=10_080)]
    timezone: str | None = None
    hours: Annotated[
        dict[str, str] | None,
        Field(description='By day or days: {mon-fri: "09:00-12:30, 13:30-18:00"}. Without it, always.'),
    ] = None
    holidays: Annotated[list[str], Field(max_length=400)] = []
    rota: Annotated[list[str], Field(max_length=100)] = []
    manager: str | None = None


class AlertBlock(_Strict):
    """When sales hears at once."""

    bands: Annotated[list[Band], BeforeValidator(_listed), Field(min_length=1)]
    locale: str | None = None
    slack_channel: SlackChannel | None = None
    channels: Annotated[list[ChannelBlock], Field(max_length=50)] = []
    claim: ClaimBlock | None = None
    mask_contact: bool = False
    digest_over: Annotated[int | None, Field(ge=1, le=1000)] = None
    quiet: Annotated[str | None, Field(description='Times when no card is posted: "20:00-07:30".')] = None


class FaqBlock(_Strict):
    """A question that people ask back, in as many wordings as are known, and its answer."""

    ask: TextLists
    answer: Texts


class EndingsBlock(_Strict):
    """What is said at the end."""

    hot: Texts
    warm: Texts
    cold: Texts
    disqualified: Texts | None = None
    declined: Texts | None = None


class Document(_Strict):
    """A whole flow file."""

    flow: Slug
    languages: Annotated[list[str], Field(min_length=1)]
    title: Texts
    opening: TextLists
    questions: Annotated[list[QuestionBlock], Field(min_length=1, max_length=60)]
    bands: BandsBlock
    endings: EndingsBlock
    score: Annotated[list[RuleBlock], Field(max_length=200)] = []
    disqualify: list[DisqualifierBlock] = []
    magnets: list[MagnetBlock] = []
    consent: ConsentBlock | None = None
    alert: AlertBlock | None = None
    landing: Landing | None = None
    faq: Annotated[list[FaqBlock], Field(max_length=200)] = []
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    timezone: str = "UTC"


def schema() -> dict[str, JsonValue]:
    """The JSON Schema (draft 2020-12) that editors use for completion."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Aimant flow"} | {
        key: value for key, value in Document.model_json_schema().items() if key != "title"
    }
