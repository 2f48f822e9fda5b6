"""Translation catalogues without gettext: ``python -m tienbo.core.catalogues update|check|compile [module]``.

The msgid is English, in the templates and the Python of a module; its Vietnamese is in
``<module>/locale/vi/LC_MESSAGES/django.po`` of the same module. The files are sorted and carry neither line
numbers nor dates, so that a change of them shows only what changed. ``.mo`` files are made, never
committed.

``update`` adds new msgids and drops those no longer used, ``check`` names whatever is missing, empty, fuzzy
or no longer used, placeholders that differ, and one msgid that two modules translate differently (exit code 1),
``compile`` writes the ``.mo`` files that are
out of date.
"""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
HEADER = """msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
# What a call means: the position of the singular, the plural, and the context ("c").
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# %(name)s and {name}: what a translation must keep.
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sd]|\{\w*\}")

Key = tuple[str, str | None]


def modules() -> list[str]:
    """Every module of the package that has words for people, by name."""
    names = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
    return [name for name in names if _po(name).exists() or any(True for _ in _messages(name))]


def update(names: Iterable[str]) -> None:
    """Bring the catalogues in line with the sources; translations are kept, unused ones dropped."""
    for name in names:
        kept = _read(name)
        fresh = Catalog(locale="vi")
        for message in _messages(name):
            old = kept.get(message.id, message.context) if kept else None
            string = old.string if old and _is_plural(old) == _is_plural(message) else None
            flags = {flag for flag in (old.flags if old else ()) if flag == "fuzzy"}
            fresh.add(message.id, string, context=message.context, flags=flags)
        _write(name, fresh)


def check(names: Iterable[str]) -> list[str]:
    """What keeps the catalogues from being complete, a line each; empty when they are."""
    findings = []
    for name in names:
        wanted = {_key(message): message for message in _messages(name)}
        kept = {_key(message): message for message in _read(name) or () if message.id}
        findings += [f"{name}: missing: {key[0]!r}" for key in wanted.keys() - kept.keys()]
        findings += [f"{name}: no longer used: {key[0]!r}" for key in kept.keys() - wanted.keys()]
        for key in kept.keys() & wanted.keys():
            findings += [f"{name}: {problem}: {key[0]!r}" for problem in _problems(kept[key], wanted[key])]
    return sorted([*findings, *_clashes()])


def _clashes() -> Iterator[str]:
    """One msgid in two modules is one translation to Django, that of whichever module stands first: the others would
    show words that were meant for another place."""
    told: dict[Key, tuple[str, object]] = {}
    for name in modules():
        for message in _read(name) or ():
            if not message.id:
                continue
            first, said = told.setdefault(_key(message), (name, _texts(message)))
            if said != _texts(message):
                yield f"{name}: otherwise than in {first}, give one a context: {_key(message)[0]!r}"


def compile_all() -> int:
    """Write every ``.mo`` that is missing or older than its ``.po``; their number. Needs no Django."""
    written = 0
    for po in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with open(po, "rb") as file:
            catalog = read_po(file, locale="vi")
        # Whole or not at all: a test session and a server may compile at once.
        fresh = mo.with_name(f"django.mo.{os.getpid()}")
        with open(fresh, "wb") as file:
            write_mo(file, catalog)
        os.replace(fresh, mo)
        written += 1
    return written


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code."""
    if not arguments or arguments[0] not in {"update", "check", "compile"}:
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    verb, names = arguments[0], arguments[1:] or modules()
    if verb == "compile":
        compile_all()
        return 0
    if verb == "update":
        update(names)
    findings = check(names)
    for finding in findings:
        print(finding)
    return 1 if findings and verb == "check" else 0


def _po(name: str) -> Path:
    return PACKAGE / name / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def _read(name: str) -> Catalog | None:
    if not _po(name).exists():
        return None
    with open(_po(name), "rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def _write(name: str, catalog: Catalog) -> None:
    text = io.BytesIO()
    write_po(text, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    _po(name).parent.mkdir(parents=True, exist_ok=True)
    _po(name).write_text(HEADER + text.getvalue().decode().strip() + "\n")


def _messages(name: str) -> Iterator[Message]:
    """Every msgid of a module, once."""
    seen = set()
    for path in sorted((PACKAGE / name).rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        for _, identifier, _, context in extract("python", io.BytesIO(_python(path)), keywords=KEYWORDS):
            message = Message(identifier, context=context)
            if message.id and _key(message) not in seen:
                seen.add(_key(message))
                yield message


def _python(path: Path) -> bytes:
    """The source, or what a template says to a translator as calls of gettext."""
    text = path.read_text()
    if path.suffix == ".py":
        return text.encode()
    from django.utils.translation.template import templatize

    # Within brackets Python's tokenizer does not mind the indentation of a template.
    return f"(\n{templatize(text, origin=str(path))}\n)".encode()


def _is_plural(message: Message) -> bool:
    return isinstance(message.id, list | tuple)


def _key(message: Message) -> Key:
    return (message.id[0] if _is_plural(message) else message.id), message.context


def _texts(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


def _problems(kept: Message, wanted: Message) -> Iterator[str]:
    texts = _texts(kept)
    if kept.fuzzy:
        yield "fuzzy"
    if _is_plural(kept) != _is_plural(wanted):
        yield "singular in one place, plural in another"
    if not texts or not all(texts):
        yield "not translated"
        return
    needed = set(PLACEHOLDER.findall(wanted.id[-1] if _is_plural(wanted) else wanted.id))
    for text in texts:
        if set(PLACEHOLDER.findall(text)) != needed:
            yield "other placeholders"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
