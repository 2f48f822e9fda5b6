"""Where the program keeps its data. No Django here: settings ask this module.

``TIENBO_VAR`` wins; else ``./var`` of a checkout; else the platform's data directory.
"""

import os
from pathlib import Path

# The file that marks a data directory as a demo's. It holds the day on which the demo's clock stands, or
# nothing.
DEMO_MARK = "DEMO"


def checkout() -> Path | None:
    """The root of the checkout that this package runs from, or None when it was installed from a wheel."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").exists() and (root / "src" / "tienbo").exists() else None


def data_directory() -> Path:
    """The folder of this instance. It may not exist: only `serve`, `demo` and `init` create one."""
    if "TIENBO_VAR" in os.environ:
        return Path(os.environ["TIENBO_VAR"]).expanduser().absolute()
    if root := checkout():
        return root / "var"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "tienbo"


def make_data_directory(folder: Path, *, passable: bool) -> None:
    """Make the folder of an instance where there is none, for its owner alone: it holds a secret key and what units
    wrote. `passable`: the account that root lends to the private server must pass through, and sees nothing.
    """
    mode = 0o711 if passable and os.geteuid() == 0 else 0o700
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Made with its mode at once: another process may make it at this moment, and goes on with what is there.
        folder.mkdir(mode=mode)
    except FileExistsError:
        return
    # Whatever the umask took away.
    folder.chmod(mode)


def recall_demo() -> None:
    """In a demo's data directory every command is the demo's, on its day. Called before settings."""
    mark = data_directory() / DEMO_MARK
    if mark.exists():
        os.environ.setdefault("TIENBO_DEMO", "1")
        if day := mark.read_text().strip():
            os.environ.setdefault("TIENBO_TODAY", day)
