"""Modules know only what lies below them: in imports, in relations of models, migrations, templates and addresses."""

import ast
import re
import subprocess
import sys

import django.apps
import pytest
from django.db.migrations.loader import MigrationLoader
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture import house
from tests.architecture.house import (
    PACKAGE,
    REPOSITORY,
    contracts,
    is_below_or_same,
    layers,
    module_of,
    shown,
    sources,
    tree,
)


def test_every_module_has_its_place_in_the_order():
    present = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert present == set(layers())


def test_imports_keep_the_contracts_of_pyproject():
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()",
         "--no-cache"],
        cwd=REPOSITORY, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_every_package_with_screens_or_actions_keeps_the_order_of_its_files():
    """A package below a module that has views, actions or queries of its own is named in the contract too."""
    (contract,) = [each for each in contracts() if each["name"] == "Files within a module"]
    ordered = {f"{name}.py" for layer in contract["layers"] for name in re.findall(r"\w+", layer)}
    wanted = {
        ".".join(("tienbo", *path.parent.relative_to(PACKAGE).parts))
        for path in sources(".py")
        if path.name in ordered and len([name for name in ordered if (path.parent / name).exists()]) > 1
    }
    assert wanted - {"tienbo.core", "tienbo.config"} - set(contract["containers"]) == set()


# Django-free, so that they can be tested by themselves and moved to another program.
PURE = [
    "core/clock.py",
    "core/deadlines.py",
    "core/numbers.py",
    "core/places.py",
    "core/postgres_processes.py",
    "core/postgres_programs.py",
    "core/private_server.py",
    "core/terminal.py",
    "core/vietnamese.py",
    "core/working_days.py",
    "core/mail_delivery.py",
    "core/mail_server.py",
    "documents/",
    "guidance/reading/",
    "reporting/consolidation/fold.py",
    "reporting/definitions/derived.py",
    "reporting/definitions/drafting/",
    "reporting/definitions/expressions.py",
    "reporting/definitions/lines.py",
    "reporting/definitions/schema.py",
    "reporting/entry/drawing/steps.py",
    "reporting/entry/wording.py",
    "reporting/narrative/folding.py",
    "reporting/narrative/grouping.py",
    "reporting/output/basis.py",
    "reporting/output/narrative.py",
    "reporting/output/official.py",
    "reporting/output/snapshot.py",
    "reporting/output/tables.py",
    "reporting/output/tabulate.py",
    "reporting/reminders/ladder.py",
    "reporting/reminders/wording.py",
    "reporting/rounds/due_days.py",
    "reporting/rules/builtin.py",
    "reporting/rules/comparing.py",
    "reporting/rules/engine.py",
    "reporting/rules/findings.py",
    "reporting/rules/language.py",
    "reporting/rules/outliers.py",
    "reporting/rules/relations.py",
    "reporting/rules/sheet.py",
    "reporting/rules/territory.py",
    "reporting/questions/about.py",
    "reporting/versions/changes.py",
    "reporting/versions/digest.py",
    "reporting/workbook/own/declaring.py",
    "reporting/workbook/own/grids.py",
    "reporting/workbook/own/layouts.py",
    "reporting/workbook/own/locating.py",
    "reporting/workbook/own/words.py",
]


@pytest.mark.parametrize("place", PURE)
def test_pure_code_imports_no_django(place):
    """Not even through another module of ours: it is imported in a process without Django."""
    path = PACKAGE / place
    names = [
        ".".join(("tienbo", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        for file in ([path] if path.is_file() else sorted(path.rglob("*.py")))
    ]
    assert names, f"{place} is gone: mend the list"
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
        "    assert 'django' not in sys.modules, name\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _ours(config) -> bool:
    return config.name.startswith("tienbo.")


def test_relations_of_models_point_down():
    wrong = []
    for config in filter(_ours, django.apps.apps.get_app_configs()):
        for model in config.get_models():
            for field in model._meta.get_fields():
                if field.auto_created or not (field.many_to_one or field.one_to_one or field.many_to_many):
                    continue
                target = field.related_model._meta.app_config if field.related_model else None
                if target and _ours(target) and not is_below_or_same(target.label, config.label):
                    wrong.append(f"{model._meta.label}.{field.name} points up to {field.related_model._meta.label}")
    assert not wrong, "\n".join(wrong)


def _order_within() -> list[str]:
    """Modules from top to bottom, those of reporting by its sub-packages."""
    within = [f"reporting.{name}" for name in house.layers("tienbo.reporting")]
    return [name for module in layers() for name in (within if module == "reporting" else [module])]


def _rank(dotted: str) -> int | None:
    parts = dotted.split(".")
    name = ".".join(parts[1:3]) if parts[1] == "reporting" else parts[1]
    return _order_within().index(name) if name in _order_within() else None


def _names_from_above() -> dict[str, int]:
    """What a model is given by a relation that a higher module makes to it, with that module's rank."""
    found = {}
    for model in filter(lambda model: model.__module__.startswith("tienbo."), django.apps.apps.get_models()):
        for relation in model._meta.related_objects:
            owner = relation.related_model.__module__
            if owner.startswith("tienbo.") and _rank(owner) < _rank(model.__module__):
                found[relation.get_accessor_name()] = max(_rank(owner), found.get(relation.get_accessor_name(), 0))
    return found


def _own_fields(rank: int) -> set[str]:
    """Fields of a module's own models: a version's `justifications` is no relation of entry, though named like one."""
    models = (model for model in django.apps.apps.get_models() if model.__module__.startswith("tienbo."))
    return {field.name for model in models if _rank(model.__module__) == rank for field in model._meta.fields}


def _names_used(path) -> set[str]:
    """Attributes, and the steps of lookups, in a file that knows models."""
    found = set()
    if not any(isinstance(node, ast.ImportFrom) and (node.module or "").endswith("models") for node in tree(path).body):
        return found
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg and "__" in node.arg:
            found.update(node.arg.split("__"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"-?\w+__\w+", node.value):
            found.update(node.value.lstrip("-").split("__"))
    return found


def test_no_module_reaches_upward_through_a_reverse_relation():
    """`report.versions` read in rounds would know what stands above, without an import that shows it."""
    above = _names_from_above()
    wrong = []
    for path in sources(".py"):
        rank = _rank("tienbo." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
        if rank is None:
            continue
        used = (_names_used(path) & above.keys()) - _own_fields(rank)
        wrong += [f"{shown(path)} uses {name}" for name in sorted(used) if above[name] < rank]
    assert "versions" in above and not wrong, "\n".join(wrong)


def test_migrations_depend_on_modules_below():
    wrong = []
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app not in layers():
            continue
        for needed, _ in [*migration.dependencies, *migration.run_before]:
            if needed in layers() and not is_below_or_same(needed, app):
                wrong.append(f"{app}.{name} depends on {needed}")
    assert not wrong, "\n".join(wrong)


NAMED_TEMPLATE = re.compile(r"""\{%\s*(?:include|extends)\s+["']([\w./-]+)["']""")
NAMED_ADDRESS = re.compile(r"""(?:\{%\s*url\s+|reverse(?:_lazy)?\(|redirect\()["'](\w+):[\w-]+["']""")


def test_templates_use_templates_of_modules_below():
    wrong = []
    for path in sources(".html", ".txt"):
        if "templates" not in path.parts:
            continue
        for name in NAMED_TEMPLATE.findall(path.read_text()):
            owner = name.split("/")[0]
            if owner in layers() and not is_below_or_same(owner, module_of(path)):
                wrong.append(f"{shown(path)} uses {name}")
    assert not wrong, "\n".join(wrong)


def test_templates_and_code_name_addresses_of_modules_below():
    """Links upward go through the one resolver that `config` fills (core.links)."""
    wrong = []
    for path in sources(".html", ".txt", ".py"):
        if module_of(path) in {"", "config"}:
            continue
        for owner in NAMED_ADDRESS.findall(path.read_text()):
            if owner in layers() and not is_below_or_same(owner, module_of(path)):
                wrong.append(f"{shown(path)} names an address of {owner}")
    assert not wrong, "\n".join(wrong)


def test_every_address_of_ours_is_named_within_its_modules_namespace():
    wrong = []
    for pattern, namespaces in _patterns(get_resolver().url_patterns, ()):
        view = pattern.callback
        home = getattr(view, "view_class", view).__module__
        if home.startswith("tienbo."):
            module = home.split(".")[1]
            if pattern.name is None or namespaces != (module,):
                wrong.append(f"{home}: {pattern.pattern} is named {':'.join((*namespaces, str(pattern.name)))}")
    assert not wrong, "\n".join(wrong)


def _patterns(patterns, namespaces):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _patterns(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield pattern, namespaces
