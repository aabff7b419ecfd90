"""Flow files on disk: read within a limit, their files looked up one by one, and never a system's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.checking import checked, read_text, sizes_in
from flows.loading import MOST_BYTES
from flows.problems import FlowProblems
from tests.flows.planted.faults import SOUND


def told(path: Path) -> list[tuple[str, str, str]]:
    """What is wrong with a file: the wording's key, in French and in English."""
    return [(p.key, p.text("fr"), p.text("en")) for p in checked(path)[1]]


def test_a_file_is_read_up_to_a_limit_and_refused_beyond(tmp_path: Path) -> None:
    path = tmp_path / "flow.yaml"
    path.write_text(SOUND + "#" * (MOST_BYTES - len(SOUND.encode())), encoding="utf-8")

    assert {key for key, *_ in told(path)} == {"no-such-file"}

    path.write_bytes(path.read_bytes() + b"#")

    [(key, french, english)] = told(path)
    assert key == "too-large"
    assert "512 ko" in french
    assert "512 kB" in english


def test_an_enormous_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "flow.yaml"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing, that no memory would hold

    assert [key for key, *_ in told(path)] == ["too-large"]


def test_the_files_of_a_flow_are_looked_up_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(*_: object) -> None:
        raise AssertionError("everything below the folder was looked at")

    for name in ("rglob", "glob", "iterdir"):
        monkeypatch.setattr(Path, name, walk)
    (tmp_path / "flow.yaml").write_text(SOUND, encoding="utf-8")
    for name in ("paper.fr.pdf", "paper.en.pdf"):
        (tmp_path / name).write_bytes(b"1234")

    flow, problems = checked(tmp_path / "flow.yaml")

    assert problems == ()
    assert flow is not None
    assert [file.size for file in flow.magnets[0].files.values()] == [4, 4]


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../beside.pdf", "inner/../../beside.pdf", "/etc/hostname", "inner", "./a.pdf", "a\0.pdf"]
)
def test_nothing_outside_the_folder_is_a_file_of_the_flow(tmp_path: Path, name: str) -> None:
    (tmp_path / "beside.pdf").write_bytes(b"1")
    folder = tmp_path / "flows"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(b"1")

    assert sizes_in(folder)("a.pdf") == 1
    assert sizes_in(folder)(name) is None
    assert sizes_in(folder)("x" * 5000) is None


def test_what_cannot_be_opened_is_told_in_the_readers_language_alone(tmp_path: Path) -> None:
    assert told(tmp_path / "gone.yaml") == [("not-there", "ce fichier n’existe pas", "there is no such file")]

    [(key, french, english)] = told(tmp_path)  # a folder

    assert key == "unreadable"
    assert french.startswith("ce fichier ne s’ouvre pas")
    assert "directory" not in french + english.lower()


def test_a_line_ends_as_it_may_and_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "flow.yaml"
    path.write_bytes(b"a: b\r\nc: d\re: f\n")

    assert read_text(path) == "a: b\nc: d\ne: f\n"

    path.write_bytes("é".encode("latin-1"))

    with pytest.raises(FlowProblems, match="not UTF-8"):
        read_text(path)
