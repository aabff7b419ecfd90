"""What the tests of the core share: the flows that ship, read once, and somebody who talks."""

from __future__ import annotations

from functools import cache

import pytest

from flows.flow import Flow
from tests.flows.stories import shipped

flow_named = cache(shipped)


@pytest.fixture
def white_paper() -> Flow:
    """The flow of the citizens' blog."""
    return flow_named("livre-blanc")


@pytest.fixture
def bant() -> Flow:
    """The full BANT qualification."""
    return flow_named("bant-b2b")


@pytest.fixture
def quiz() -> Flow:
    """The quiz about a car."""
    return flow_named("quiz-b2c")
