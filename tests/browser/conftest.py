"""Chromium for the browser tests: the system's own, installed when root and absent, and one fresh profile a test."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, async_playwright

from tests.browser.fake_api import FakeApi
from tests.browser.visitor import Opener, Visitor

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
_found: dict[str, str | None] = {}


def pytest_collection_finish(session: pytest.Session) -> None:
    """Looks for Chromium once, before any test's clock runs, and only if a browser test is to run."""
    wanted = any(item.get_closest_marker("browser") for item in session.items)
    if wanted and not session.config.option.collectonly:
        _chromium()


def _chromium() -> str | None:
    """The path of Chromium, or None; installs Debian's when that is allowed."""
    if "path" not in _found:
        _found["path"] = _look() or _install()
    return _found["path"]


def _look() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def _install() -> str | None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    lock = Path(tempfile.gettempdir()) / "aimant-chromium.lock"
    with lock.open("w") as held:  # several test processes may come here at once
        fcntl.flock(held, fcntl.LOCK_EX)
        if (path := _look()) is not None:
            return path
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
            command = [apt, "-qq", *arguments]
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}  # noqa: TID251 — apt's own setting
            if subprocess.run(command, env=environment, capture_output=True, check=False).returncode:  # noqa: S603
                return None
    return _look()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; without it the test is skipped, or fails where CI=true."""
    path = _chromium()
    if path is None:
        words = "Chromium is missing: install Debian's package `chromium`, or run the tests as root so that they can"
        if os.environ.get("CI") == "true":  # noqa: TID251 — a test's switch, not a setting of the product
            pytest.fail(words)
        pytest.skip(words)
    return path


@pytest.fixture(scope="session")
def running(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chromium that runs for as long as this process's tests: to start one takes as long as a test."""
    config = tmp_path_factory.mktemp("chromium") / "config.json"
    config.write_text(json.dumps({"executablePath": chromium, "headless": True, "args": _FLAGS}))
    command = [sys.executable, "-m", "playwright", "launch-server", "--browser=chromium", f"--config={config}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:  # noqa: S603
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("ws://"), "Chromium did not start"
        yield address
        os.killpg(process.pid, signal.SIGTERM)  # the command itself tells nobody that it ends


@pytest.fixture
async def browser(running: str) -> AsyncIterator[Browser]:
    """Chromium with nothing in it: what is opened in it is closed at the end, and shares nothing with others'."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect(running)
        yield browser
        await browser.close()


@pytest.fixture
def visit(browser: Browser) -> Opener:
    """Opens a page as a new visitor, with nothing stored; what the console says is kept in `Visitor.complaints`."""

    async def opener(
        address: str,
        *,
        width: int = 1280,
        height: int = 860,
        touch: bool = False,
        dark: bool = False,
        language: str = "en",
        calm: bool = True,
    ) -> Visitor:
        context = await browser.new_context(
            viewport=ViewportSize(width=width, height=height),
            has_touch=touch,
            is_mobile=touch,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
            locale={"en": "en-GB", "fr": "fr-BE"}[language],
            accept_downloads=True,
        )
        visitor = await Visitor.arrive(context, language)
        await visitor.page.goto(address)
        return visitor

    return opener


@pytest.fixture
async def api() -> AsyncIterator[FakeApi]:
    """A stand-in for the server, on a free port, that can be told to misbehave."""
    fake = FakeApi()
    await fake.start()
    try:
        yield fake
        assert fake.faults == []
    finally:
        await fake.stop()
