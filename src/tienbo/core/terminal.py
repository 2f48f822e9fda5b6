"""What the program says at a terminal: in Vietnamese, or in English to whoever's terminal is English. No
Django.

A refusal is an expected problem that a person can mend. It carries its sentence in both languages and the
exit code: 1 for a finding or a refusal, 2 when the command could not run at all. A traceback is never the
way to say it.
"""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path


def language() -> str:
    """``vi`` or ``en``: TIENBO_LANG decides, else the terminal's own language; else Vietnamese."""
    if wanted := os.environ.get("TIENBO_LANG"):
        return "en" if wanted.lower().startswith("en") else "vi"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "en" if value.lower().startswith("en") else "vi"
    return "vi"


def choose(vi: str, en: str) -> str:
    """The text in the terminal's language."""
    return en if language() == "en" else vi


def both(vi: str, en: str) -> str:
    """The text in both languages, Vietnamese first: what ``--help`` says, whatever the terminal's language."""
    return f"{vi} | {en}"


def say(vi: str, en: str) -> None:
    """One line for the person at the terminal. To stderr: stdout is for results that programs read."""
    print(choose(vi, en), file=sys.stderr, flush=True)


def why(error: OSError) -> tuple[str, str]:
    """Why a file could not be opened, in Vietnamese and in English, without a full stop."""
    known = {
        FileNotFoundError: "không có tệp này",
        FileExistsError: "đó không phải thư mục",
        NotADirectoryError: "đường dẫn đi qua một tệp",
        PermissionError: "không có quyền",
        IsADirectoryError: "đó là thư mục",
    }
    english = error.strerror or str(error)
    return known.get(type(error), english), english[:1].lower() + english[1:]


class Refusal(Exception):
    """An expected problem in one sentence of each language, and the exit code of the program (1 or 2)."""

    def __init__(self, vi: str, en: str, *, code: int = 2) -> None:
        super().__init__(vi, en)
        self.vi, self.en, self.code = vi, en, code

    def __str__(self) -> str:
        return choose(self.vi, self.en)


def make_folder(folder: Path) -> None:
    """Make a folder for results where there is none; refuses one that cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không ghi được vào {folder}: {vi}.", f"{folder} cannot be written to: {en}.") from error


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """Write a file of text, a part after the other, wholly or not at all: a kill leaves no half of it."""
    if path.is_dir():
        raise Refusal(f"Không ghi được {path}: đó là thư mục.", f"{path} cannot be written: it is a folder.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            whole = Path(folder, path.name)
            with whole.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(parts)
            whole.replace(path)
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không ghi được {path}: {vi}.", f"{path} cannot be written: {en}.") from error
