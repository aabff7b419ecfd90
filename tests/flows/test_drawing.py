"""Pictures of flows: whole, well-formed, and with nothing in them but what was meant."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from flows.drawing import mermaid, svg
from flows.loading import read_flow
from tests.flows.stories import CATALOG, shipped

FLOWS = ("livre-blanc", "bant-b2b", "quiz-b2c")


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_question_and_branch_is_in_the_picture(name: str, locale: str) -> None:
    flow = shipped(name)

    drawn = mermaid(flow, locale)
    picture = svg(flow, locale)

    assert drawn.startswith("flowchart TD\n")
    assert drawn.count("-->") == sum(len(q.branches) for q in flow.questions)
    root = ElementTree.fromstring(picture)  # noqa: S314 — our own picture
    texts = "".join(root.itertext())
    for q in flow.questions:
        assert f"  q_{q.id.replace('-', '_')}" in drawn
        assert f"{q.id} · {q.kind.value}" in texts
    assert "<script" not in picture
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_words_are_never_read_as_markup() -> None:
    text = (CATALOG / "livre-blanc.yaml").read_text().replace("Et où en êtes-vous ?", '<script>"&</script>')
    flow, _ = read_flow(text, lambda _: 1)

    picture, drawn = svg(flow, "fr"), mermaid(flow, "fr")

    assert "<script>" not in picture
    ElementTree.fromstring(picture)  # noqa: S314 — our own picture
    assert '"<script>"' not in drawn
    assert "#quot;" in drawn
