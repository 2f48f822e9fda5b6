"""Files stay small enough to read, say what they mean, and are finished."""

import ast
import re

import django.apps

from tests.architecture.house import PACKAGE, REPOSITORY, shown, sources, tree

LONGEST, LONGEST_TEST = 500, 700
# Written by a machine or a list of data, not read from top to bottom.
UNMEASURED = {".po"}


def _tests():
    return sorted((REPOSITORY / "tests").rglob("*.py"))


def test_no_file_is_longer_than_one_can_read():
    long = [
        f"{shown(path)}: {count}"
        for path in [*sources(".py", ".html", ".css", ".js"), *_tests()]
        if (count := len(path.read_text().splitlines()))
        > (LONGEST_TEST if REPOSITORY / "tests" in path.parents else LONGEST)
    ]
    assert not long, "\n".join(long)


def test_every_python_file_says_what_it_is_for():
    silent = []
    for path in [*sources(".py"), *_tests()]:
        # A folder of commands or of tests needs no words; a module does.
        if path.name == "__init__.py" and not path.read_text().strip() and path.parent.parent != PACKAGE:
            continue
        if not ast.get_docstring(tree(path)):
            silent.append(shown(path))
    assert not silent, "\n".join(silent)


def test_every_model_and_public_function_says_what_it_means():
    silent = []
    for path in sources(".py"):
        for node in tree(path).body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node) and not _says_nothing_new(path, node):
                silent.append(f"{shown(path)}:{node.lineno} {node.name}")
    assert not silent, "\n".join(silent)


def _says_nothing_new(path, node) -> bool:
    """Classes whose name is fixed by a framework or that only gather fields of a form."""
    return isinstance(node, ast.ClassDef) and (
        node.name in {"Migration", "Meta"} or node.name.endswith(("QuerySet", "Config"))
    )


def test_every_model_of_ours_says_what_a_row_means():
    silent = [
        model.__name__
        for config in django.apps.apps.get_app_configs()
        if config.name.startswith("tienbo.")
        for model in config.get_models()
        # Django writes "Model(field, field)" where nobody wrote anything.
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]
    assert not silent, "\n".join(silent)


# Assembled, so that this file does not find itself.
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X\\b", "HA" + "CK\\b"]))
UNREASONED = re.compile(r"#\s*(?:type:\s*ignore|noqa)(?:[:\[]\s*[\w, ]+\]?)?\s*$")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "misc"}


def test_nothing_is_left_unfinished_or_silenced_without_a_reason():
    wrong = []
    for path in [*sources(".py", ".html", ".css", ".js"), *_tests()]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if UNFINISHED.search(line) or UNREASONED.search(line):
                wrong.append(f"{shown(path)}:{number} {line.strip()}")
    assert not wrong, "\n".join(wrong)


def test_files_are_named_for_what_they_hold():
    wrong = [
        shown(path) for path in sources(".py") if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES
    ]
    assert not wrong, "\n".join(wrong)


INLINE = re.compile(r"""<script(?![^>]*\bsrc=)|<style\b|\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|javascript:""")


def test_templates_carry_nothing_that_the_content_security_policy_refuses():
    wrong = []
    for path in sources(".html"):
        # A data island is no script.
        text = re.sub(r'<script[^>]*type="application/(?:json|ld\+json)"[^>]*>', "", path.read_text())
        for number, line in enumerate(text.splitlines(), 1):
            if INLINE.search(line):
                wrong.append(f"{shown(path)}:{number} {line.strip()}")
    assert not wrong, "\n".join(wrong)


# One thing, one name: the code that is printed on a sent report. The words on the right are other things' or nobody's.
OTHER_NAMES = re.compile(r"mã số kiểm chứng|mã kiểm(?! chứng)\b|mã băm(?! của tệp)", re.IGNORECASE)


def test_a_versions_code_is_called_ma_kiem_chung_everywhere():
    texts = [*sources(".py", ".po", ".html", ".yaml"), *REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")]
    found = [
        f"{shown(path)}: {name}" for path in texts for name in OTHER_NAMES.findall(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)
    catalogue = (PACKAGE / "reporting/locale/vi/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    codes = re.findall(r'msgid "(.*[Vv]erification code.*)"\nmsgstr "(.*)"', catalogue)
    assert codes and all("mã kiểm chứng" in vi.lower() for _, vi in codes)
