"""Derives widget.min.js, which is what visitors load, from widget.js; `--check` compares, and weighs it.

It is made ahead and kept in the repository: the server needs no minifier, and the digest is the same everywhere.
"""

from __future__ import annotations

import gzip
import re
import sys

import minify

from adapters.widget.pages import FOLDER

#: The most that it weighs, in bytes with gzip -9: as checked, and above which nothing is written.
WEIGHT, MOST = 10_000, 12_000
#: The style sheet within the script, as one template literal that nothing is put into.
_CSS = re.compile(r"(?<=const CSS = `)[^`$]*(?=`)")
#: Where a name is declared that never changes: spelt as those that do, it weighs less beside them.
_CONST = re.compile(r"\bconst(?=[ {\[])")


#: Where the size is told to whoever thinks of using it.
README = FOLDER.parents[1] / "README.md"
_SIZE = re.compile(r"(?<=<!-- size -->)[^<]*(?=<!-- /size -->)")


def minified(source: str) -> str:
    """The script without comments and spare spaces, its local names shortened; its style sheet the same way."""
    styled = _CSS.sub(lambda css: minify.string("text/css", css[0]), source)
    return _CONST.sub("let", minify.string("application/javascript", styled))


def main() -> None:
    """Write the file and print its size, or fail when it is not what the source gives."""
    target, made = FOLDER / "widget.min.js", minified((FOLDER / "widget.js").read_text())
    check = "--check" in sys.argv
    weight, most = len(gzip.compress(made.encode(), 9)), WEIGHT if check else MOST
    if weight > most:
        sys.exit(f"widget.min.js weighs {weight} bytes with gzip -9, more than {most}")
    if not check:
        target.write_text(made)
        README.write_text(_SIZE.sub(f"{weight / 1000:.1f} kB", README.read_text()))
        print(f"widget.min.js: {weight} bytes with gzip -9")
    elif target.read_text() != made:
        sys.exit("widget.min.js is not what widget.js gives: make widget")


if __name__ == "__main__":
    main()
