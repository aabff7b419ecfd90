"""Every channel keeps to the contract: each check, over each driver that is here, in both languages."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.channels.contract import CONTRACT, CORE, FLOW, WORDS

#: A channel is held to the contract as soon as its driver is in this folder.
DRIVERS: list[Any] = [
    import_module(f"tests.channels.{path.stem}") for path in sorted(Path(__file__).parent.glob("on_*.py"))
]


@pytest.mark.parametrize("locale", WORDS)
@pytest.mark.parametrize("check", CONTRACT)
@pytest.mark.parametrize("driver", DRIVERS, ids=lambda driver: driver.NAME)
async def test_it_keeps_to(driver: Any, check: str, locale: str, tmp_path: Path) -> None:
    async with driver.stage(tmp_path, FLOW) as stage:
        await CONTRACT[check](stage, locale)


def test_the_core_is_part_of_it() -> None:
    assert set(CORE) <= set(CONTRACT)
