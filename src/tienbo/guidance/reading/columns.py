"""Two columns printed side by side, as programs that keep the layout write a letterhead or a signature.

    UBND TỈNH CAO BẰNG            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Số: 12/BC-UBND                Cao Bằng, ngày 5 tháng 3 năm 2015

becomes the left column, then the right one. Only the head and the foot of a letter are taken apart: in the
body a wide gap is only a justified line.
"""

import re

_GAP = re.compile(r" {3,}|\t[ \t]*")
_PIPE_ROW = re.compile(r"^\s*\|.*\S.*\|\s*$|\S \| \S|\S \|\s*$")
_TABLE_RULE = re.compile(r"^[\s|:-]+$")
_HEAD_END = re.compile(
    r"^\W*(?:kinh gui|can cu|thuc hien|ke hoach$|bao cao$|quyet dinh$|chi thi$|huong dan$|thong bao$|giay moi$)",
    re.IGNORECASE,
)
_FOOT_START = re.compile(r"^\W*noi nhan\b")
_HEAD_LINES = 60
_FOOT_LINES = 45
# Blanks to be filled in by hand are no columns: "Số:      /UBND", "ngày     tháng     năm 2015".
_BLANKS = (
    re.compile(r"(S[ốỐ]\s?:?)[ \t_.…]{2,}(?=[/-])"),
    re.compile(r"(ngày|Ngày)[ \t]{2,}(?=tháng|\d)"),
    re.compile(r"(tháng)[ \t]{2,}(?=năm|\d)"),
    re.compile(r"(\d)[ \t]{2,}(?=tháng|năm)"),
    re.compile(r"(năm)[ \t]{2,}(?=\d)"),
)


def split_columns(lines: list[str], plain: list[str]) -> list[str]:
    """`lines` with the head and the foot put in reading order; `plain` is the shadow of each line."""
    head = _end_of_head(plain)
    foot = next((i for i in range(len(plain) - 1, head - 1, -1) if _FOOT_START.match(plain[i])), len(lines))
    stop = min(len(lines), foot + _FOOT_LINES)
    return _apart(lines[:head]) + lines[head:foot] + _apart(lines[foot:stop]) + lines[stop:]


def _end_of_head(plain: list[str]) -> int:
    seen = 0
    for index, line in enumerate(plain):
        if not line.strip():
            continue
        if _HEAD_END.match(line.strip()):
            return index
        seen += 1
        if seen > _HEAD_LINES:
            break
    return min(len(plain), 20)


def _apart(lines: list[str]) -> list[str]:
    """Take each run of lines that stand in two columns apart."""
    result: list[str] = []
    block: list[str] = []
    in_table = False
    for line in lines:
        for blank in _BLANKS:
            line = blank.sub(r"\1 ", line)
        is_row = bool(_PIPE_ROW.search(line))
        if is_row != in_table:
            result += _rows(block) if in_table else _columns(block)
            block, in_table = [], is_row
        block.append(line)
    return result + (_rows(block) if in_table else _columns(block))


def _rows(block: list[str]) -> list[str]:
    """The rows of a table written with bars: a letterhead of two cells column by column, anything wider as it
    is.
    """
    rows = [_cells(row) for row in block if not _TABLE_RULE.match(row)]
    if any(len(cells) > 2 for cells in rows):
        return block
    width = max((len(cells) for cells in rows), default=0)
    return [cell for at in range(width) for cell in [*(cells[at] for cells in rows if at < len(cells)), ""]]


def _cells(row: str) -> list[str]:
    row = row.strip()
    return [cell.strip() for cell in row.removeprefix("|").removesuffix("|").split("|")]


def _columns(block: list[str]) -> list[str]:
    if not any(_GAP.search(line.strip()) for line in block):
        return block
    starts = [gap.end() for line in block for gap in [_last_gap(line)] if gap]
    middle = sorted(starts)[len(starts) // 4]
    left: list[str] = []
    right: list[str] = []
    for line in block:
        gap = _last_gap(line)
        if gap:
            left.append(line[: gap.start()])
            right.append(line[gap.end() :])
        elif line.strip() and len(line) - len(line.lstrip()) >= max(12, middle - 6):
            right.append(line)
        else:
            left.append(line)
            if not line.strip():
                right.append(line)
    return [*left, "", *right]


def _last_gap(line: str) -> re.Match[str] | None:
    """The widest gap inside a line."""
    gaps = [gap for gap in _GAP.finditer(line.rstrip()) if line[: gap.start()].strip()]
    return max(gaps, key=lambda gap: gap.end() - gap.start()) if gaps else None
