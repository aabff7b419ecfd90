"""Compiles the French of the command line's library: `python -m tests.bot.po` writes the .mo beside the .po."""

from __future__ import annotations

import ast
import struct
from pathlib import Path

PO = Path(__file__).resolve().parents[2] / "bot" / "locales" / "fr" / "LC_MESSAGES" / "messages.po"


def entries(text: str) -> dict[str, str]:
    """The messages of a .po, plurals joined by NUL as the compiled form has them."""
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        lines = [line.partition(" ") for line in block.splitlines() if line and not line.startswith("#")]
        said = {name: ast.literal_eval(value) for name, _, value in lines}
        key = "\0".join(said[name] for name in ("msgid", "msgid_plural") if name in said)
        found[key] = "\0".join(value for name, value in said.items() if name.startswith("msgstr"))
    return found


def compiled(text: str) -> bytes:
    """The .mo of a .po (GNU gettext manual, section "The Format of GNU MO Files")."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries(text).items())
    head, tables, strings = 28, 2 * 8 * len(pairs), b""
    keys, values = b"", b""
    for column, of in (("key", 0), ("value", 1)):
        for pair in pairs:
            place = struct.pack("<II", len(pair[of]), head + tables + len(strings))
            strings += pair[of] + b"\0"
            if column == "key":
                keys += place
            else:
                values += place
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), head, head + len(keys), 0, 0)
    return header + keys + values + strings


if __name__ == "__main__":
    PO.with_suffix(".mo").write_bytes(compiled(PO.read_text(encoding="utf-8")))
