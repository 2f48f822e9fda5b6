"""A document as DOCX: for the leaders who edit a draft, and for the record.

Written through python-docx (package, sections, headers); the text itself is WordprocessingML from `wordml`.
The bytes depend on the document and the release only: no clock, no random identifier, sorted members. (The
compressor is Python's zlib; another build of zlib may pack the same content into other bytes.)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.section import Section as WordSection
from docx.shared import Mm

from tienbo.documents import wordml
from tienbo.documents.archives import settled_zip
from tienbo.documents.codes import qr_png
from tienbo.documents.content import Document
from tienbo.documents.editions import A4_MM, Edition, text_width_mm
from tienbo.documents.layout import Grid, Layout, Line, Piece, Rule, Section, Side, Square, lower, properties_day

HEADER_MM = 10
# The number itself is put in by Word; "2" is only what stands there until it does.
PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
# An empty paragraph of an exact height, kept with what follows.
GAP = (
    '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="{twentieths}" w:lineRule="exact"/></w:pPr>'
    "</w:p>"
)
HAIR = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def to_docx(document: Document) -> bytes:
    """The document as a DOCX file. The same document gives the same bytes."""
    layout = lower(document)
    word = docx.Document()
    _drop_foreign_parts(word)
    _replace_styles(word, document)
    _set_properties(word, layout)
    body = word.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    for position, section in enumerate(layout.sections):
        page = word.sections[0] if position == 0 else _next_section(word)
        _page(page, section, layout)
        width = text_width_mm(document.edition, section.landscape)
        for element in _elements(section, width, document.edition, _pictures(word, section)):
            body.insert(len(body) - 1, parse_xml(element))
    buffer = BytesIO()
    word.save(buffer)
    return settled_zip(buffer.getvalue())


def _pictures(word: WordDocument, section: Section) -> dict[str, str]:
    """The QR codes of a section, put into the package: address -> the relation by which the text names it."""
    sides = (piece for piece in section.pieces if isinstance(piece, Side))
    stacks = (stack for side in sides for row in side.rows for stack in row)
    addresses = dict.fromkeys(piece.address for stack in stacks for piece in stack if isinstance(piece, Square))
    return {address: word.part.get_or_add_image(BytesIO(qr_png(address)))[0] for address in addresses}


def _elements(section: Section, width: float, edition: Edition, pictures: Mapping[str, str]) -> list[str]:
    """The XML of each piece and of the gaps between them."""
    elements: list[str] = []
    above: Piece | None = None
    for piece in section.pieces:
        gap = _gap_before(piece, above)
        if gap:
            elements.append(_named(GAP.format(twentieths=20 * gap)))
        match piece:
            case Line():
                elements.append(_named(wordml.paragraph(piece)))
            case Rule():
                elements.append(_named(wordml.rule(piece, width, edition)))
            case Side():
                elements.append(wordml.side(piece, width, edition, pictures))
            case Grid():
                elements.append(wordml.table(piece, width))
            case _:
                elements.append(_hair('<w:r><w:br w:type="page"/></w:r>'))
        above = piece
    if isinstance(above, Grid | Side):
        # Word wants a paragraph after the last table of a page.
        elements.append(_hair())
    return elements


def _gap_before(piece: Piece, above: Piece | None) -> int:
    """Points of space above a table; without it Word would join two tables that touch."""
    if above is None or not isinstance(piece, Grid | Side):
        return 0
    if isinstance(piece, Side):
        return 12
    return 0 if isinstance(above, Line) and above.role in ("caption", "unit") else 4


def _named(element: str) -> str:
    return element.replace("<w:p>", f"<w:p {wordml.NAMESPACES}>", 1)


def _hair(inner: str = "") -> str:
    """A paragraph one point high."""
    return _named(f"<w:p><w:pPr>{HAIR}</w:pPr>{inner}</w:p>")


# --- pages ----------------------------------------------------------------------------------------


def _next_section(word: WordDocument) -> WordSection:
    """A section on a new page; the paragraph that ends the one before is made too small to open a page of
    its own."""
    page = word.add_section(WD_SECTION.NEW_PAGE)
    ending = word.element.body[-2]
    ending.get_or_add_pPr().insert(0, parse_xml(HAIR.replace("<w:spacing", f"<w:spacing {wordml.NAMESPACES}")))
    return page


def _page(page: WordSection, section: Section, layout: Layout) -> None:
    edition = layout.document.edition
    short, long = (Mm(length) for length in A4_MM)
    page.page_width, page.page_height = (long, short) if section.landscape else (short, long)
    page.orientation = WD_ORIENT.LANDSCAPE if section.landscape else WD_ORIENT.PORTRAIT
    page.top_margin, page.bottom_margin = Mm(edition.top_mm), Mm(edition.bottom_mm)
    page.left_margin, page.right_margin = Mm(edition.left_mm), Mm(edition.right_mm)
    page.header_distance = page.footer_distance = Mm(HEADER_MM)
    page.gutter = 0
    page.different_first_page_header_footer = True
    # Every section counts its own pages from 1; the first page of each shows no number.
    start = parse_xml(f'<w:pgNumType {wordml.NAMESPACES} w:start="1"/>')
    properties = page._sectPr
    for old in properties.findall(start.tag):
        properties.remove(old)
    properties.insert_element_before(
        start,
        "w:cols",
        "w:formProt",
        "w:vAlign",
        "w:noEndnote",
        "w:titlePg",
        "w:textDirection",
        "w:bidi",
        "w:rtlGutter",
        "w:docGrid",
        "w:printerSettings",
        "w:sectPrChange",
    )
    width = text_width_mm(edition, section.landscape)
    on_top = edition.page_number_place == "top-center"
    mark = _watermark(layout.draft) if layout.draft else ""
    for part, numbered in ((page.header, on_top), (page.first_page_header, False)):
        _fill(part, _paragraph("page_number", mark + (PAGE_FIELD if numbered else "")))
    for part, numbered in ((page.footer, not on_top), (page.first_page_footer, False)):
        _fill(part, _foot(layout.digest_line, numbered, width, edition))


def _fill(part: object, element: str) -> None:
    """Replaces what a header or footer holds by one paragraph."""
    part.is_linked_to_previous = False
    for child in list(part._element):
        part._element.remove(child)
    part._element.append(parse_xml(element))


def _paragraph(role: str, inner: str) -> str:
    return f'<w:p {wordml.NAMESPACES}><w:pPr><w:pStyle w:val="{wordml.style_id(role)}"/></w:pPr>{inner}</w:p>'


def _foot(digest_line: str, numbered: bool, width_mm: float, edition: Edition) -> str:
    """The digest at the left, the page number at the right."""
    digest = f'<w:r><w:t xml:space="preserve">{wordml.escape(digest_line)}</w:t></w:r>' if digest_line else ""
    if not numbered:
        return _paragraph("foot", digest)
    size = f'<w:rPr><w:sz w:val="{round(edition.page_number_pt * 2)}"/></w:rPr>'
    number = PAGE_FIELD.replace("<w:r>", f"<w:r>{size}")
    return (
        f'<w:p {wordml.NAMESPACES}><w:pPr><w:pStyle w:val="{wordml.style_id("foot")}"/><w:tabs>'
        f'<w:tab w:val="right" w:pos="{wordml.twips(width_mm)}"/></w:tabs></w:pPr>'
        f"{digest}<w:r><w:tab/></w:r>{number}</w:p>"
    )


def _watermark(text: str) -> str:
    """Large pale letters across the page, behind the text (VML, the form that Word itself writes)."""
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="draft" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;margin-left:0;'
        "margin-top:0;width:380pt;height:95pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#e4e4e4" '
        'stroked="f"><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" '
        f'string="{wordml.escape(text)}"/></v:shape></w:pict></w:r>'
    )


# --- the package ----------------------------------------------------------------------------------


def _drop_foreign_parts(word: WordDocument) -> None:
    """Takes out what python-docx's own template brings along and a document of ours does not need."""
    package, main = word.part.package, word.part
    for relations, kinds in (
        (package.rels, {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}),
        (
            main.rels,
            {
                RELATIONSHIP_TYPE.CUSTOM_XML,
                RELATIONSHIP_TYPE.NUMBERING,
                RELATIONSHIP_TYPE.THEME,
                "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
            },
        ),
    ):
        for key in [key for key, relation in relations.items() if relation.reltype in kinds]:
            del relations[key]


def _replace_styles(word: WordDocument, document: Document) -> None:
    styles = word.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in list(parse_xml(wordml.style_sheet(document.edition, document.language))):
        styles.append(child)


def _set_properties(word: WordDocument, layout: Layout) -> None:
    moment = datetime.combine(properties_day(layout.document), datetime.min.time())
    properties = word.core_properties
    properties.title, properties.author = layout.title[:255], layout.author[:255]
    properties.last_modified_by, properties.comments, properties.keywords = properties.author, "", ""
    properties.language = layout.document.language
    properties.created = properties.modified = moment
    properties.revision = 1
