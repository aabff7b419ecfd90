"""The core does no I/O while it decides, and needs no event loop."""

from __future__ import annotations

import subprocess
import sys

#: Decides a talk twice; the second time everything that opens a file, a socket or a process is counted.
PROGRAM = """
import sys
from tests.flows.stories import every_story, shipped, tell

assert "asyncio" not in sys.modules, "the core brought asyncio along"
stories = [story for story in every_story() if story.flow == "bant-b2b"][:12]
flow = shipped("bant-b2b")
told = [list(tell(story, flow)) for story in stories]
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if event.split(".")[0] in WATCHED and LISTENING else None)
WATCHED = {"open", "socket", "subprocess", "os", "shutil", "tempfile", "urllib", "import"}
LISTENING = True
again = [list(tell(story, flow)) for story in stories]
LISTENING = False
assert [d for story in told for _, d in story] == [d for story in again for _, d in story]
print(sorted(set(seen)))
"""


def test_deciding_opens_nothing_and_no_event_loop_is_loaded() -> None:
    done = subprocess.run(  # noqa: S603 — this very Python
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert done.stdout.strip() == "[]"
