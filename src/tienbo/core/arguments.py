"""What a command says about its arguments: ``--help`` in both languages, Vietnamese first, and one sentence for a wrong
one. No Django.

argparse knows one language only; this puts the other beside it, for our own parsers and for those that Django makes.
"""

import argparse
import re

from tienbo.core.terminal import Refusal, both

# argparse's own sentences in Vietnamese; what follows the colon is what was typed or is missing.
_SENTENCES = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không có tùy chọn \1"),
    (r"argument (\S+): expected one argument", r"\1 cần một giá trị"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\2 không dùng được, chọn một trong \3"),
    (r"argument (\S+): invalid (?:int|fromisoformat) value: (.+)", r"\1 không nhận giá trị \2"),
)


class _Help(argparse.HelpFormatter):
    """The usage line begins in both languages."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:
        super().add_usage(usage, actions, groups, both("Cách dùng", "Usage") + ": ")


def in_both_languages(parser: argparse.ArgumentParser, about: str = "") -> argparse.ArgumentParser:
    """Let a parser and those below it speak both languages, and refuse a wrong argument in one sentence. `about`: what
    the command does.
    """
    parser.formatter_class, parser.description = _Help, about
    parser._positionals.title = both("Tham số", "Arguments")
    parser._optionals.title = both("Tùy chọn", "Options")
    parser.error = lambda message: _refuse(parser, message)
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            action.help = both("in trợ giúp này", "show this help")
        elif isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                in_both_languages(below)
    return parser


def _refuse(parser: argparse.ArgumentParser, message: str) -> None:
    vi = message
    for english, vietnamese in _SENTENCES:
        if found := re.fullmatch(english, message):
            vi = found.expand(vietnamese)
    look = f"`{parser.prog} --help`"
    raise Refusal(f"Sai cách dùng: {vi}. Xem {look}.", f"Wrong usage: {message}. See {look}.")
