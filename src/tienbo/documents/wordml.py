"""WordprocessingML, as strings: the few elements that an official document needs.

Built as text and parsed once per block: through python-docx's objects a table of 400 rows takes a hundred
times longer. Every value that comes from outside goes through `escape`.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from tienbo.documents.content import Run
from tienbo.documents.editions import Edition
from tienbo.documents.layout import Grid, GridCell, Line, Room, Rule, Side, Square, Stack
from tienbo.documents.measures import bold_width_mm
from tienbo.documents.styles import Style, styles_of

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PICTURES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36_000
RULE = '<w:{side} w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
# Thin lines of a table: half a point.
EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def style_id(role: str) -> str:
    """The identifier of a role's style; headings and the kind of document are Word's own, so navigation
    works."""
    if role == "type_name":
        return "Title"
    if len(role) == 2 and role.startswith("h"):
        return f"Heading{role[1]}"
    return "Tb" + "".join(part.capitalize() for part in role.split("_"))


def text_runs(runs: tuple[Run, ...], bold: bool = False) -> str:
    """Runs with their direct emphasis; "\\n" is a line break."""
    parts = []
    for run in runs:
        properties = ("<w:b/>" if run.bold or bold else "") + ("<w:i/>" if run.italic else "")
        properties += '<w:vertAlign w:val="superscript"/>' if run.raised else ""
        shown = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in run.text.split("\n"))
        parts.append(f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{shown}</w:r>")
    return "".join(parts)


def paragraph(line: Line) -> str:
    """A line in its role's style."""
    held = "<w:keepNext/>" if line.held else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(line.role)}"/>{held}</w:pPr>{text_runs(line.runs)}</w:p>'


def rule(piece: Rule, width_mm: float, edition: Edition) -> str:
    """A centred rule: an empty paragraph three points high whose upper border is as wide as its indents
    leave."""
    size = styles_of(edition)[piece.role].size
    length = min(bold_width_mm(piece.of, size), width_mm) * piece.share
    indent = twips(max(width_mm - length, 0) / 2)
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' if piece.role == 'subject' else ''}<w:pBdr>{RULE.format(side='top')}</w:pBdr>"
        f'<w:spacing w:before="40" w:after="60" w:line="60" w:lineRule="exact"/>'
        f'<w:ind w:left="{indent}" w:right="{indent}" w:firstLine="0"/></w:pPr></w:p>'
    )


def room(piece: Room) -> str:
    """An empty paragraph of an exact height that stays with the name below it."""
    return f'<w:p><w:pPr><w:keepNext/><w:spacing w:line="{twips(piece.mm)}" w:lineRule="exact"/></w:pPr></w:p>'


def picture(piece: Square, relation: str) -> str:
    """A square picture of the package in a paragraph of its own, with the words that a reader hears."""
    side = round(piece.mm * EMU_PER_MM)
    said = escape(f"QR: {piece.address}", {'"': "&quot;"})
    return (
        '<w:p><w:pPr><w:spacing w:before="120"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline {PICTURES}><wp:extent cx="{side}" cy="{side}"/><wp:docPr id="1" name="QR" descr="{said}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="QR"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def stack(pieces: Stack, width_mm: float, edition: Edition, pictures: Mapping[str, str]) -> str:
    """The content of one column; a table cell may not be empty. `pictures`: address -> relation, of QR codes."""
    shown = []
    for piece in pieces:
        if isinstance(piece, Line):
            shown.append(paragraph(piece))
        elif isinstance(piece, Rule):
            shown.append(rule(piece, width_mm, edition))
        elif isinstance(piece, Square):
            shown.append(picture(piece, pictures[piece.address]))
        else:
            shown.append(room(piece))
    return "".join(shown) or "<w:p/>"


def side(piece: Side, width_mm: float, edition: Edition, pictures: Mapping[str, str]) -> str:
    """Two columns as a table without borders whose rows do not break."""
    widths = (width_mm * piece.left_share, width_mm * (1 - piece.left_share))
    rows = []
    for columns in piece.rows:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(mm)}" w:type="dxa"/></w:tcPr>'
            f"{stack(column, mm, edition, pictures)}</w:tc>"
            for column, mm in zip(columns, widths, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{twips(mm)}"/>' for mm in widths)
    return (
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblW w:w="{twips(width_mm)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def table(grid: Grid, width_mm: float) -> str:
    """A ruled table whose head repeats on every page."""
    widths = [twips(width_mm * share) for share in grid.shares]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(_head_row(cells, above, widths) for cells, above in _with_continued(grid.head))
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_row(row, widths, position in grid.held)}</w:tr>"
        for position, row in enumerate(grid.body)
    )
    return (
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{EDGES}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="20" w:type="dxa"/>'
        '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        '</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" w:noVBand="1" w:noHBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _with_continued(
    head: tuple[tuple[GridCell, ...], ...],
) -> list[tuple[tuple[GridCell, ...], tuple[GridCell, ...]]]:
    """Each head row with the cells of rows above that reach down into it."""
    return [
        (
            cells,
            tuple(cell for r, row in enumerate(head[:position]) for cell in row if r + cell.rows > position),
        )
        for position, cells in enumerate(head)
    ]


def _head_row(cells: tuple[GridCell, ...], above: tuple[GridCell, ...], widths: list[int]) -> str:
    shown = [(cell.column, _cell(cell, widths, "head")) for cell in cells]
    shown += [(cell.column, _cell(cell, widths, "head", continued=True)) for cell in above]
    inner = "".join(text for _, text in sorted(shown, key=lambda pair: pair[0]))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{inner}</w:tr>"


def _row(cells: tuple[GridCell, ...], widths: list[int], held: bool) -> str:
    return "".join(_cell(cell, widths, "cell", held=held) for cell in cells)


def _cell(cell: GridCell, widths: list[int], role: str, continued: bool = False, held: bool = False) -> str:
    width = sum(widths[cell.column : cell.column + cell.columns])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    if cell.rows > 1:
        properties += "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>'
    properties += '<w:vAlign w:val="center"/>'
    side = f'<w:jc w:val="{cell.align}"/>' if role == "cell" and cell.align != "left" else ""
    runs = ""
    if not continued:
        marked = (Run(cell.text), Run(cell.mark, raised=True)) if cell.mark else (Run(cell.text),)
        bold = cell.bold and role == "cell"
        runs = text_runs(marked, bold) if cell.text else ""
        if role == "head" and not cell.bold:
            side, runs = (
                '<w:jc w:val="center"/>',
                runs.replace("<w:r>", '<w:r><w:rPr><w:b w:val="0"/></w:rPr>'),
            )
    return (
        f'<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style_id(role)}"/>'
        f"{'<w:keepNext/>' if held else ''}{side}</w:pPr>"
        f"{runs}</w:p></w:tc>"
    )


# --- styles ---------------------------------------------------------------------------------------


def style_sheet(edition: Edition, language: str) -> str:
    """The whole `w:styles` part: the defaults and one style per role."""
    font = escape(edition.font, {'"': "&quot;"})
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    tag = "vi-VN" if language == "vi" else "en-GB"
    size = round(edition.body_pt * 2)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="000000"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/><w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    plain_table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    roles = "".join(_style(role, style) for role, style in styles_of(edition).items())
    return f"<w:styles {NAMESPACES}>{defaults}{normal}{plain_table}{roles}</w:styles>"


def _style(role: str, style: Style) -> str:
    name = f"heading {role[1]}" if style_id(role).startswith("Heading") else style.name
    name = "Title" if role == "type_name" else name
    paragraph_properties = "<w:keepNext/><w:keepLines/>" if style.keep_next else ""
    paragraph_properties += (
        f'<w:spacing w:before="{round(style.before_pt * 20)}" w:after="{round(style.after_pt * 20)}" '
        f'w:line="{round(style.line * 240)}" w:lineRule="auto"/>'
    )
    first = f'w:hanging="{twips(style.hanging_mm)}"' if style.hanging_mm else f'w:firstLine="{twips(style.first_mm)}"'
    paragraph_properties += f'<w:ind w:left="{twips(style.left_mm)}" {first}/>'
    paragraph_properties += f'<w:jc w:val="{"both" if style.align == "justify" else style.align}"/>'
    paragraph_properties += f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    size = round(style.size * 2)
    run_properties = ("<w:b/>" if style.bold else "") + ("<w:i/>" if style.italic else "")
    run_properties += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(role)}"><w:name w:val="{escape(name)}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph_properties}</w:pPr>'
        f"<w:rPr>{run_properties}</w:rPr></w:style>"
    )
