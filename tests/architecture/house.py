"""What the architecture tests look at: the source files, and the order of the modules as pyproject.toml states it."""

import ast
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "tienbo"
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())


def contracts() -> list[dict]:
    """The contracts of pyproject.toml."""
    return PYPROJECT["tool"]["importlinter"]["contracts"]


@functools.cache
def layers(package: str = "tienbo") -> list[str]:
    """The modules of a package from top to bottom."""
    for contract in contracts():
        if contract["containers"] == [package]:
            return [layer.strip("()") for layer in contract["layers"]]
    raise AssertionError(f"pyproject.toml states no order of the modules of {package}")


def is_below_or_same(lower: str, upper: str) -> bool:
    """Whether `upper` may know `lower`."""
    return layers().index(lower) >= layers().index(upper)


def sources(*suffixes: str) -> Iterator[Path]:
    """Our files in src/ with these suffixes; migrations are written by a machine and left out."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in suffixes and "migrations" not in path.parts and "__pycache__" not in path.parts:
            yield path


def module_of(path: Path) -> str:
    """The module that a file of the package belongs to; "" for the package's own files."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def shown(path: Path) -> str:
    """The path as a person writes it."""
    return str(path.relative_to(REPOSITORY))


@functools.cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(), filename=str(path))
