"""Makers of files for the tests: DOCX by python-docx, PDF by typst, XLSX by xlsxwriter; the rest byte by byte."""

import io
import unicodedata
import zipfile

import docx
import typst
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tienbo.documents.extraction import legacy

SAMPLE = (
    "Số: 12/BVSTBPN\nKính gửi: các đơn vị trong tỉnh\n"
    "Để thực hiện công tác vì sự tiến bộ của phụ nữ, đề nghị các huyện gửi báo cáo trước ngày 5 tháng 6 năm 2015.\n"
    "những việc được nêu ở trên cần được thực hiện với sự phối hợp của hội phụ nữ và nhân dân.\n"
)


def to_tcvn3(text: str) -> str:
    """`text` as the letters that a TCVN3 font stands on; capitals with tones do not exist there and become small."""
    table = {new: old for old, new in legacy._TCVN3.items()}
    return "".join(table.get(char, table.get(char.lower(), char)) for char in text)


def to_vni(text: str) -> str:
    """`text` as the letter pairs of a VNI font."""
    table = {new: old for old, new in legacy._VNI_SINGLE.items()}
    for base, marks in legacy._VNI_MARKS.items():
        table |= {new: base + mark for mark, new in marks.items()}
    out = []
    for char in text:
        old = table.get(char.lower(), char)
        out.append(old.upper() if char.isupper() and char.lower() in table else old)
    return "".join(out)


def to_cp1258(text: str) -> bytes:
    """`text` in Windows-1258: letters with their hats, tone marks apart."""
    out = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", char)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            hats = [mark for mark in marks if mark not in tones]
            out += unicodedata.normalize("NFC", base + "".join(hats)).encode("cp1258")
            out += "".join(tones).encode("cp1258")
    return out


def docx_of(*paragraphs: str, **options: object) -> bytes:
    """A DOCX of plain paragraphs. Options: font, header, footer, textbox, watermark, drawing (DrawingML), table
    (rows of cells), look (a paragraph by the switch of its font: all_caps, small_caps)."""
    document = docx.Document()
    for text in paragraphs:
        run = document.add_paragraph().add_run(text)
        if options.get("font"):
            run.font.name = str(options["font"])
    for switch, text in options.get("look", {}).items():
        run = document.add_paragraph().add_run(text)
        run.font.name = options.get("font")
        setattr(run.font, switch, True)
    if options.get("drawing"):
        document.paragraphs[0]._p.append(parse_xml(f"<w:r {_NAMES}><w:drawing>{options['drawing']}</w:drawing></w:r>"))
    if options.get("table"):
        rows = options["table"]
        assert isinstance(rows, list)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    section = document.sections[0]
    if options.get("header"):
        section.header.paragraphs[0].text = str(options["header"])
    if options.get("footer"):
        section.footer.paragraphs[0].text = str(options["footer"])
    if options.get("textbox"):
        document.paragraphs[0]._p.append(_text_box(str(options["textbox"])))
    if options.get("watermark"):
        section.header.paragraphs[0]._p.append(_watermark(str(options["watermark"])))
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a python-docx document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_NAMES = nsdecls("w", "a")


def drawn(*runs: str, look: str = "") -> str:
    """A paragraph of DrawingML in these runs; `look` are attributes of each run."""
    return "<a:p>" + "".join(f"<a:r><a:rPr {look}/><a:t>{text}</a:t></a:r>" for text in runs) + "</a:p>"


def written(*runs: str) -> str:
    """A paragraph of Word in these runs."""
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in runs) + "</w:p>"


def part_of(content: str) -> bytes:
    """A part of a package with this content, whatever its root is called."""
    return f"<part {_NAMES}><item>{content}</item></part>".encode()


def _text_box(text: str):
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
        f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )


def _watermark(text: str):
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
        f'<v:textpath string="{text}"/></v:shape></w:pict></w:r>'
    )


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A package with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def odt_of(*paragraphs: str, header: str = "", kind: str = "text") -> bytes:
    """The smallest OpenDocument file with these paragraphs; `kind` is "text" or "spreadsheet"."""
    names = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "".join(f"<text:p><text:span>{text}</text:span></text:p>" for text in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", f"<body {names}>{body}</body>")
        package.writestr("styles.xml", f"<styles {names}><text:p>{header}</text:p></styles>")
    return out.getvalue()


def xlsx_of(*cells: str, header: str = "", textbox: str = "", note: str = "", sheet: str = "Biểu 1") -> bytes:
    """A workbook of one sheet with these cells, one below the other."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet(sheet)
    for row, text in enumerate(cells):
        page.write(row, 1, text)
    if header:
        page.set_header(f'&C&"Times New Roman,Bold"&14{header}')
    if textbox:
        page.insert_textbox("D4", textbox)
    if note:
        page.write_comment("A1", note)
    book.close()
    return out.getvalue()


def pdf_of(*pages: str) -> bytes:
    """A PDF with the text given, one string a page; "" makes a page without text."""
    body = "\n#pagebreak()\n".join(
        "\n\n".join(f"#text({_quoted(line)})" for line in page.split("\n") if line.strip()) or "#rect(width: 4cm)"
        for page in pages
    )
    source = f'#set page(paper: "a4", margin: 2cm)\n#set text(size: 12pt, lang: "vi")\n{body}\n'
    return typst.compile(source.encode("utf-8"))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def locked_pdf() -> bytes:
    """The smallest PDF that asks for a password: its check value fits no password."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    mark = b"<" + b"00" * 16 + b">"
    trailer = b"<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [" + mark + b" " + mark + b"] >>"
    return out + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start
