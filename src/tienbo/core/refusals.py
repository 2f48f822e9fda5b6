"""What other software is told when something it asked for is not done (`tienbo.api` answers it as JSON)."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(eq=False)
class Refused(Exception):
    """An answer that is no success: its HTTP status, a `code` for the program, a `message` for whoever reads its log,
    in the language asked for, and `more` members. `wait`: seconds after which it may be asked again."""

    status: int
    code: str
    message: str
    more: Mapping[str, object] = field(default_factory=dict)
    wait: int | None = None
