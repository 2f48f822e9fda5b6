"""A file goes out under its own name, whatever that name is, and only ever to be saved."""

import re
from urllib.parse import unquote

import pytest

from tienbo.core.authorise import SYSTEM
from tienbo.files.actions import store_file
from tienbo.files.downloads import attachment

pytestmark = pytest.mark.django_db


def header_of(name: str, media_type: str = "application/pdf") -> str:
    answer = attachment(store_file(by=SYSTEM, name=name, media_type=media_type, data=b"%PDF-1.4"))
    # What the server would write; Django refuses a header with a line break in it.
    return answer.headers["Content-Disposition"]


def name_in(header: str) -> str:
    """The name that a browser reads from the header (RFC 6266)."""
    quoted = re.fullmatch(r'attachment; filename="((?:[^"\\]|\\.)*)"', header)
    if quoted:
        return re.sub(r"\\(.)", r"\1", quoted[1])
    encoded = re.fullmatch(r"attachment; filename\*=utf-8''([\x21-\x7e]*)", header)
    return unquote(encoded[1])


@pytest.mark.parametrize(
    "name",
    [
        "Báo cáo sơ kết 6 tháng đầu năm 2015 của Ban VSTBCPN huyện Bảo Lạc.pdf",
        'Quyết định "số 5".pdf',
        'a".exe; filename="b.pdf',
        "a\\.pdf",
        "a\r\nSet-Cookie: sessionid=1\r\n\r\n<script>alert(1)</script>.pdf",
        "a\nb.pdf",
        "../../etc/passwd.pdf",
        "%0d%0aX.pdf",
        "<script>alert(1)</script>.pdf",
        "😀\u202efdp.exe.pdf",
    ],
)
def test_any_name_comes_back_as_it_was_without_folders_and_adds_no_header(name):
    header = header_of(name)
    assert header.isascii() and header.isprintable()
    assert name_in(header) == name.rpartition("/")[2]


def test_a_name_that_is_too_long_keeps_its_ending():
    assert name_in(header_of("x" * 400 + ".pdf")) == ("x" * 400 + ".pdf")[-255:]


@pytest.mark.parametrize(
    ("name", "media_type", "saved"),
    [
        ("a.html", "application/pdf", "a.html.pdf"),
        ("a.PDF", "application/pdf", "a.PDF"),
        ("a.exe", "image/png", "a.exe.png"),
        ("a.jpeg", "image/jpeg", "a.jpeg"),
        ("a.svg", "text/plain", "a.svg.txt"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx"),
    ],
)
def test_a_saved_file_opens_as_what_it_is(name, media_type, saved):
    assert name_in(header_of(name, media_type)) == saved


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/x-msdownload", "text/xml", ""])
def test_what_a_browser_could_run_is_bytes_to_be_saved(media_type):
    file = store_file(by=SYSTEM, name="a.svg", media_type=media_type, data=b"<svg onload='alert(1)'/>")
    answer = attachment(file)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ("a\0b\x1b\u202e.pdf", "ab.pdf"),
        ("../../a.pdf", "a.pdf"),
        (r"C:\Users\a.pdf", "a.pdf"),
        ("Báo cáo &quot;quý&quot;.pdf", 'Báo cáo "quý".pdf'),
    ],
)
def test_the_name_of_an_upload_arrives_without_what_no_name_holds(rf, sent, taken):
    """Django's part of the bargain, on which `core.incoming` relies."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{sent}"\r\n\r\n'.encode()
    request = rf.post("/", head + b"%PDF\r\n--x--\r\n", content_type="multipart/form-data; boundary=x")
    assert request.FILES["file"].name == taken
