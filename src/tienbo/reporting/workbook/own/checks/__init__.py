"""What is looked for in an office's own file: one check per file. Pure.

Those of a table have `find`; `problem_of` words what the reader of a cell came upon. What to do is mostly to say anew
how the table is read: `CHANGE_IT`.
"""

from collections.abc import Sequence

from tienbo.reporting.definitions.cells import Text

# So many are named in one sentence.
NAMED = 8
CHANGE_IT = Text(
    "Nếu bảng đã đổi mẫu: mở cách đọc bảng này, tải tệp mới lên và khai báo lại.",
    "If the table has changed for good: open how it is read, send the new file and say it anew.",
)


def named(texts: Sequence[str]) -> str:
    """Texts in quotes, the first of many."""
    return ", ".join(f"“{text}”" for text in texts[:NAMED]) + (" …" if len(texts) > NAMED else "")
