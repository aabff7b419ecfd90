"""The command `aimant` in a process of its own, as people type it, without the second that its imports take.

A process that has imported the command waits, one for each language, which is settled by then; for each command it
makes a copy of itself, which takes the arguments, the environment, the folder and the three files of whoever asked, and
is that command from there on.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

#: Seconds that a command may take.
PATIENCE = 60.0


class _Waiting:
    """The process that waits, for the tests of this process; they ask one after the other."""

    def __init__(self, language: str) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (this very module)
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={"AIMANT_LANG": language},
            )
        self._line = ours
        self._answers = ours.makefile("r")
        self.lock = threading.Lock()
        atexit.register(self._end)

    def _end(self) -> None:
        self._answers.close()
        self._line.close()  # there is nothing more to wait for
        self._process.wait()

    def run(self, arguments: Sequence[str], environment: dict[str, str], files: Sequence[int]) -> int:
        """The exit code of a command with these arguments and files; a signal's number is negative."""
        asked = json.dumps({"arguments": [*arguments], "environment": environment, "folder": str(Path.cwd())}).encode()
        self._line.sendall(len(asked).to_bytes(4, "big"))
        socket.send_fds(self._line, [b"!"], [*files])
        self._line.sendall(asked)
        child = int(self._answers.readline())
        late = threading.Timer(PATIENCE, os.kill, (child, signal.SIGKILL))
        late.start()
        try:
            return int(self._answers.readline())
        finally:
            late.cancel()


_waiting: dict[str, _Waiting] = {}
_making = threading.Lock()


def run(arguments: Sequence[str], environment: dict[str, str], said: str) -> subprocess.CompletedProcess[str]:
    """Run `aimant` with these arguments and words on its input, and nothing in its environment but this."""
    language = _language(environment)
    with _making:
        waiting = _waiting[language] = _waiting.get(language) or _Waiting(language)
    with (
        tempfile.TemporaryFile("w+") as given,
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as err,
    ):
        given.write(said)
        given.seek(0)
        with waiting.lock:
            code = waiting.run(arguments, environment, [file.fileno() for file in (given, out, err)])
        for file in (out, err):
            file.seek(0)
        return subprocess.CompletedProcess(["aimant", *arguments], code, out.read(), err.read())


def _language(environment: dict[str, str]) -> str:
    """What the command will find its language to be; it makes sure of that itself."""
    wished = [environment[name] for name in ("AIMANT_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)]
    return "fr" if wished and wished[0].lower().startswith("fr") else "en"


# --- the process that waits ------------------------------------------------------------------------------------------


def _wait(line: socket.socket) -> None:
    import bot.cli  # noqa: F401 (what takes long; of the environment it looks at the language alone)

    while head := line.recv(4):
        _, files, _, _ = socket.recv_fds(line, 1, 3)
        asked = json.loads(line.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL))
        child = os.fork()
        if not child:
            line.close()
            _become(asked, files)
        for file in files:
            os.close(file)
        line.sendall(f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(asked: dict[str, Any], files: Sequence[int]) -> None:
    code: Any = 1
    try:
        for number, file in enumerate(files):
            os.dup2(file, number)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 (the interpreter's own are those of the process that waited)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", errors="backslashreplace", closefd=False)  # noqa: SIM115
        os.environ.clear()  # noqa: TID251 (a command's own)
        os.environ.update(asked["environment"])  # noqa: TID251 (a command's own)
        os.chdir(asked["folder"])
        sys.argv = ["aimant", *asked["arguments"]]
        from bot.cli import LANG, main
        from bot.settings import terminal_language

        assert terminal_language() == LANG, "the language was settled before"
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 (told as the interpreter tells it)
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _wait(socket.socket(fileno=int(sys.argv[1])))
