"""Only actions write. A second place that writes is a second set of rules."""

import ast

from tests.architecture.house import module_of, shown, sources, tree

# Methods of a manager or a queryset, and of a model's instance, that change rows.
WRITING = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
}
# The others are also methods of dictionaries, hashes and documents: _writes looks closer.
ALWAYS_ROWS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Files that may: each with its reason.
ALLOWED = {
    "src/tienbo/reporting/exchange/freezing.py": "the part of the action `submit` that writes the version's rows",
}
# Actions that are a part of somebody's act: the act authorises and journals.
PARTS_OF_AN_ACT = {"notify", "notify_each", "observe", "register_breakdowns", "register_elements", "write_mail"}


def test_only_actions_write_rows():
    wrong = []
    for path in sources(".py"):
        if path.name == "actions.py" or "actions" in path.parts or shown(path) in ALLOWED or not module_of(path):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _writes(node):
                wrong.append(f"{shown(path)}:{node.lineno} .{node.func.attr}(")
    assert not wrong, "\n".join(wrong)


def test_nothing_writes_by_a_signal_or_by_overriding_save():
    wrong = []
    for path in sources(".py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module in {"django.dispatch", "django.db.models.signals"}:
                wrong.append(f"{shown(path)}:{node.lineno} imports {node.module}")
            if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"} and _is_method(path, node):
                wrong.append(f"{shown(path)}:{node.lineno} defines {node.name}()")
    assert not wrong, "\n".join(wrong)


def test_actions_take_their_arguments_by_name_and_say_who_acts():
    wrong = []
    for path in sources(".py"):
        if not (path.name == "actions.py" or "actions" in path.parts):
            continue
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            names = {each.arg for each in node.args.kwonlyargs}
            speaks = "by" in names or node.name in PARTS_OF_AN_ACT
            if _is_atomic(node) and (node.args.args or not speaks):
                wrong.append(f"{shown(path)}:{node.lineno} {node.name}")
    assert not wrong, "\n".join(wrong)


def _is_atomic(node: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)


def _is_method(path, node) -> bool:
    return any(isinstance(each, ast.ClassDef) and node in each.body for each in ast.walk(tree(path)))


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITING:
        return False
    if call.func.attr in ALWAYS_ROWS:
        return True
    target = ast.unparse(call.func.value)
    if "objects" in target or ".filter(" in target or ".exclude(" in target or "select_for_update" in target:
        return True
    # `row.save()`, `row.save(update_fields=[..])`, `row.delete()`; but `document.save(path)`, `set.update(other)`.
    if call.func.attr in {"save", "delete"}:
        return not call.args and all(keyword.arg == "update_fields" for keyword in call.keywords)
    return False
