"""hatchling's hook: the wheel, and a checkout that is installed, carry compiled catalogues."""

import importlib.util
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Compiles every ``.po`` before the files are collected."""

    def initialize(self, version: str, build_data: dict) -> None:
        source = Path(self.root) / "src" / "tienbo" / "core" / "catalogues.py"
        spec = importlib.util.spec_from_file_location("catalogues", source)
        catalogues = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(catalogues)
        catalogues.compile_all()
