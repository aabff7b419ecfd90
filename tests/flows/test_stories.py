"""Every story, told through `step` alone; and the storyteller itself, which must be able to say no."""

from __future__ import annotations

from functools import cache

import pytest

from flows.flow import Flow
from tests.flows.stories import Story, StoryError, every_story, parse, shipped, tell

STORIES = every_story()
flow_named = cache(shipped)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_it_goes_as_told(story: Story) -> None:
    for incoming, decision in tell(story, flow_named(story.flow)):
        assert decision.conversation.updated_at == incoming.at


def test_there_are_stories_of_every_flow_in_both_languages() -> None:
    told = {(story.flow, story.locale) for story in STORIES}

    assert told == {(f, lang) for f in ("livre-blanc", "bant-b2b", "quiz-b2c") for lang in ("fr", "en")}
    assert len(STORIES) >= 36


def test_no_two_stories_are_the_same_and_each_says_what_it_is_about() -> None:
    assert len({story.turns for story in STORIES}) == len(STORIES)
    assert all(story.sentence.endswith((".", "?")) for story in STORIES)


HEAD = "Somebody talks.\nflow livre-blanc · en · 2026-03-10\n"


@pytest.fixture(scope="module")
def flow() -> Flow:
    return flow_named("livre-blanc")


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ("< Good evening", "t.txt:3: did not say: Good evening"),
        ("< In exchange\n< Hello!", "t.txt:4: did not say: Hello!"),
        ("< Hello!\n< Hello!", "t.txt:4: did not say"),
        ("! automated assistant", "t.txt:3: was not to be said"),
        ("= done", "t.txt:3: told “done”, but it is “open”"),
        ("= asking engaged", "but it is “interest”"),
        ("= open · progress 1/6", "told “progress 1/6”, but it is “0/6”"),
        ("= hot 80", "but it is “cold 0”"),
        ("= mail", "but it is “nothing sent”"),
        ("= answer interest Local food", "but it is “none”"),
        ("= buttons Yes, No", "but it is “Local food"),
        ("= agreed magnet yes", "but it is “no”"),
    ],
)
def test_a_story_that_does_not_go_as_told_is_found_out(flow: Flow, told: str, complaint: str) -> None:
    story = parse(f"{HEAD}{told}\n> bike", "t")

    with pytest.raises(StoryError) as error:
        list(tell(story, flow))

    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEAD, "t.txt: nobody says anything"),
        ("Somebody talks.\n> hello", "a line “flow NAME · LANGUAGE · YYYY-MM-DD” is missing"),
        (f"{HEAD}> hello\n<", "t.txt:4: nothing follows “<”"),
        (f"{HEAD}> hello\nhello yourself", "t.txt:4: a line begins with"),
        (f"{HEAD}> hello\n+ 2 seconds\n> you", "t.txt:4: a line begins with"),
        (f"{HEAD}> hello\n+ 2 s", "t.txt: after “+ 2 s” somebody does something"),
        (f"{HEAD}> hello\npage https://exemple.be", "t.txt:4: a line begins with"),
    ],
)
def test_a_story_that_cannot_be_read_says_where(text: str, complaint: str) -> None:
    with pytest.raises(StoryError) as error:
        parse(text, "t")

    assert complaint in str(error.value)


def test_a_turn_comes_twenty_seconds_after_the_one_before_or_as_the_story_says(flow: Flow) -> None:
    story = parse(f"{HEAD}> bike\n+ 2 s\n> project\n> yes", "t")

    at = [incoming.at for incoming, _ in tell(story, flow)]

    assert [(each - at[0]).seconds for each in at] == [0, 20, 22, 42]


@pytest.mark.parametrize(
    ("press", "complaint"), [("[interest]", "t.txt:3: a press is"), ("[link nothing]", "t.txt:3: no magnet")]
)
def test_a_press_that_cannot_be_is_found_out(flow: Flow, press: str, complaint: str) -> None:
    with pytest.raises(StoryError) as error:
        list(tell(parse(f"{HEAD}> {press}", "t"), flow))

    assert complaint in str(error.value)
