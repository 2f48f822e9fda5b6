"""``tienbo proof check FILE``: without database, settings or network. No Django.

Exit 0: everything holds, and the chain contains the code that was given; 1: it does not; 2: no such file, or no proof.
"""

import argparse
import json
from pathlib import Path

from tienbo.core.arguments import in_both_languages
from tienbo.core.terminal import Refusal, both, choose, say, why
from tienbo.reporting.versions.proof import MOST_BYTES, SHORTEST_CODE, NotAProof, Step, Verdict, check


def main(words: list[str]) -> int:
    """Run the command with what stands after ``proof check``; the exit code."""
    parser = argparse.ArgumentParser(prog="tienbo proof check")
    add_arguments(parser)
    in_both_languages(parser, about=both("Kiểm tra một tệp chứng minh.", "Checks a proof file."))
    return run(**vars(parser.parse_args(words)))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help=both("tệp chứng minh", "the proof file"))
    parser.add_argument(
        "--digest",
        metavar="HEX",
        default="",
        help=both(
            f"mã kiểm chứng in trên báo cáo đã ký của cấp trên (cả mã, hoặc {SHORTEST_CODE} ký tự đầu trở lên)",
            f"the code printed on a superior's signed paper (the whole, or its first {SHORTEST_CODE} letters or more)",
        ),
    )
    parser.add_argument("--json", action="store_true", help=both("kết quả dạng JSON", "the result as JSON"))


def run(*, file: Path, digest: str = "", json: bool = False) -> int:
    """Check a file and say what was found; the exit code. Refusal when there is nothing to check."""
    code = _code(digest)
    try:
        verdict = check(_read(file))
    except NotAProof as problem:
        raise Refusal(f"{file}: {_uncapital(problem.vi)}", f"{file}: {_uncapital(problem.en)}") from problem
    step = verdict.step_of(code) if code else None
    is_good = verdict.is_sound and (step is not None or not code)
    if json:
        print(_as_json(verdict, code, step))
    else:
        _tell(verdict, code, step)
    return 0 if is_good else 1


def _code(text: str) -> str:
    code = "".join(text.split()).rstrip(".…").lower()
    if text and (not SHORTEST_CODE <= len(code) <= 64 or not set(code) <= set("0123456789abcdef")):
        raise Refusal(
            f"“{text}” không phải mã kiểm chứng: cần từ {SHORTEST_CODE} đến 64 ký tự 0-9, a-f.",
            f"“{text}” is no verification code: it has {SHORTEST_CODE} to 64 letters of 0-9 and a-f.",
        )
    return code


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            # One more than a proof may have: `check` says that it is too large, nothing larger is ever held.
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không mở được {path}: {vi}.", f"{path} cannot be opened: {en}.") from error


def _uncapital(text: str) -> str:
    return text[:1].lower() + text[1:]


def _tell(verdict: Verdict, code: str, step: Step | None) -> None:
    if verdict.round:
        print(choose("Đợt báo cáo", "Round") + f": {verdict.round_name or verdict.round}")
    for place, each in enumerate(verdict.steps, start=1):
        version = choose(f"bản số {each.number}", f"version {each.number}")
        print(f"{place}. {each.name or each.unit}, {version}: {each.digest}")
    for problem in verdict.problems:
        print(f"✗ {choose(problem.vi, problem.en)}")
    if not verdict.is_sound:
        say("Tệp KHÔNG chứng minh được điều ghi trong tệp.", "The file does NOT prove what it says.")
        return
    print(_what_holds(verdict))
    if code:
        print(_what_code(verdict, step))
    print(choose("Tên đơn vị, tên đợt do tệp ghi, mã kiểm chứng không bảo đảm.",
                 "Names of units and round are the file's; no code covers them."))  # fmt: skip


def _what_holds(verdict: Verdict) -> str:
    own, last = verdict.steps[0], verdict.steps[-1]
    if own == last:
        return choose(
            f"✓ Nội dung trong tệp ({verdict.cells} ô số liệu) đúng với mã kiểm chứng của bản này. "
            "Tệp chưa nối với báo cáo của cấp trên.",
            f"✓ What the file holds ({verdict.cells} cells) is what the code of this version stands for. "
            "It is not linked to a superior's report.",
        )
    name = last.name or last.unit
    return choose(
        f"✓ Nội dung trong tệp ({verdict.cells} ô số liệu) đúng với mã kiểm chứng của bản này, và bản này nằm trong "
        f"báo cáo của {name}. Đối chiếu mã ở dòng {len(verdict.steps)} với mã in trên báo cáo đã ký của {name}.",
        f"✓ What the file holds ({verdict.cells} cells) is what the code of this version stands for, and this version "
        f"is in the report of {name}. Compare the code of line {len(verdict.steps)} with that on its signed paper.",
    )


def _what_code(verdict: Verdict, step: Step | None) -> str:
    if step is None:
        return choose(
            "✗ Mã đã cho không phải mã của bước nào trong chuỗi.", "✗ The code given is not that of any line above."
        )
    place = verdict.steps.index(step) + 1
    return choose(
        f"✓ Mã đã cho là mã ở dòng {place}: {step.name or step.unit}, bản số {step.number}.",
        f"✓ The code given is that of line {place}: {step.name or step.unit}, version {step.number}.",
    )


def _as_json(verdict: Verdict, code: str, step: Step | None) -> str:
    result = {
        "sound": verdict.is_sound,
        "problems": [{"vi": each.vi, "en": each.en} for each in verdict.problems],
        "round": {"uid": verdict.round, "name": verdict.round_name},
        "cells": verdict.cells,
        "text": verdict.text_shown,
        "steps": [
            {"unit": each.unit, "name": each.name, "version": each.number, "digest": each.digest}
            for each in verdict.steps
        ],
    }
    if code:
        result["code"] = {"given": code, "step": verdict.steps.index(step) + 1 if step else None}
    return json.dumps(result, ensure_ascii=False, indent=2)
