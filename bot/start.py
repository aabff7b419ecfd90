"""Where the command `aimant` begins: what is loaded stays to the end, so nobody looks for garbage in it meanwhile."""

from __future__ import annotations

import gc


def main() -> None:
    """The console script."""
    gc.disable()  # it took a twelfth of the time from the start to the first answer
    from bot import cli

    gc.freeze()
    gc.enable()
    cli.main()
