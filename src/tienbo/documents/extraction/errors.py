"""What is said when a file cannot be read, must not be read, or was read with a reservation.

Every message is one sentence in two languages that says what is wrong and what to do. The messages stand here
together so that they can be read, compared and translated at one glance.
"""

import zipfile
import zlib
from dataclasses import dataclass

# What zipfile raises for an archive that is not whole (ValueError, OSError and EOFError among others), encrypted
# (RuntimeError), or packed in a way that it does not know (NotImplementedError).
DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, OSError, EOFError)


@dataclass(frozen=True)
class Remark:
    """A reservation about a file that was read: a stable code and a sentence in two languages."""

    code: str
    vi: str
    en: str


class Unreadable(Exception):
    """The file cannot be read. `reason_code` is stable; `vi` and `en` are one sentence each."""

    def __init__(self, reason_code: str, vi: str, en: str) -> None:
        super().__init__(en)
        self.reason_code = reason_code
        self.vi = vi
        self.en = en


class Classified(Exception):
    """The file bears a secrecy mark. The message holds nothing of its content, not even which mark."""

    vi = (
        "Văn bản có dấu chỉ độ mật nên không được đưa vào phần mềm này; không nội dung nào "
        "được hiển thị hay lưu lại, "
        "đề nghị xử lý theo quy định về bảo vệ bí mật nhà nước."
    )
    en = (
        "The document bears a secrecy mark and must not enter this software; "
        "nothing of it was shown or kept: "
        "handle it under the rules on state secrets."
    )

    def __init__(self) -> None:
        super().__init__(self.en)


class ClassifiedText(Classified):
    """What a person typed or pasted bears a secrecy mark. The message holds nothing of it."""

    vi = (
        "Nội dung có dấu chỉ độ mật: theo Luật Bảo vệ bí mật nhà nước, không được nhập bí mật nhà nước vào phần mềm "
        "này; chưa có gì được lưu, đề nghị bỏ phần đó rồi lưu lại."
    )
    en = (
        "The text bears a secrecy mark: under the Law on Protection of State Secrets, state secrets are not entered in "
        "this software; nothing of it was kept: take that part out and save again."
    )


_REASONS: dict[str, tuple[str, str]] = {
    "empty": (
        "Tệp không có chữ nào: đề nghị kiểm tra lại và chọn đúng tệp văn bản.",
        "The file holds no text: check it and choose the right file.",
    ),
    "too_large": (
        "Tệp lớn hơn 20 MB: đề nghị tách phần phụ lục hoặc giảm dung lượng ảnh rồi gửi lại.",
        "The file is larger than 20 MB: take the annexes out or shrink the images, then send it again.",
    ),
    "old_doc": (
        "Đây là tệp Word đời cũ (.doc): đề nghị mở bằng Word, lưu lại thành .docx rồi gửi lại.",
        "This is an old Word file (.doc): open it in Word, save it as .docx and send it again.",
    ),
    "encrypted": (
        "Tệp được bảo vệ bằng mật khẩu: đề nghị bỏ mật khẩu rồi gửi lại.",
        "The file is protected by a password: remove the password and send it again.",
    ),
    "corrupt": (
        "Tệp bị hỏng, không mở được: đề nghị lưu lại từ bản gốc rồi gửi lại.",
        "The file is damaged and cannot be opened: save it again from the original and send it again.",
    ),
    "scanned": (
        "Tệp là bản chụp (scan), không có chữ để đọc: đề nghị dùng bản gốc có chữ hoặc nhận dạng chữ (OCR) trước.",
        "The file is a scan without text: use the original with text, or recognise the text (OCR) first.",
    ),
    "not_a_document": (
        "Tệp là ảnh, tệp nén hoặc chương trình chứ không phải văn bản: đề nghị chọn tệp DOCX, PDF hoặc TXT.",
        "The file is an image, an archive or a program, not a document: choose a DOCX, PDF or TXT file.",
    ),
    "unsupported": (
        "Chưa đọc được định dạng này: đề nghị lưu lại thành DOCX, PDF hoặc TXT rồi gửi lại.",
        "This format cannot be read: save it as DOCX, PDF or TXT and send it again.",
    ),
    "bomb": (
        "Tệp phình ra quá lớn khi giải nén nên không được mở: đề nghị lưu lại từ bản gốc rồi gửi lại.",
        "The file grows too large when unpacked and was not opened: save it again from the original.",
    ),
    "xml_entities": (
        "Tệp chứa khai báo XML không an toàn nên không được mở: đề nghị lưu lại bằng Word hoặc Excel rồi gửi lại.",
        "The file declares unsafe XML entities and was not opened: save it again with Word or Excel.",
    ),
    "too_many_files": (
        "Có hơn 500 tệp trong một lần gửi: đề nghị chia thành nhiều lần.",
        "There are more than 500 files in one go: send them in several parts.",
    ),
    "not_a_workbook": (
        "Tệp không phải bảng tính: đề nghị chọn tệp Excel (.xlsx) đã tải từ phần mềm.",
        "The file is not a spreadsheet: choose the Excel file (.xlsx) that was downloaded here.",
    ),
    "too_large_workbook": (
        "Tệp bảng tính lớn hơn 10 MB: đề nghị bỏ ảnh và các trang tính không thuộc báo cáo rồi gửi lại.",
        "The spreadsheet is larger than 10 MB: take out pictures and sheets that are not of the report, then send it.",
    ),
    "too_far_out": (
        "Trang tính có ô ghi dữ liệu ở quá xa bảng nên không được mở: đề nghị xoá các dòng, cột thừa rồi lưu lại.",
        "A sheet holds cells far outside of its table and was not opened: delete surplus rows and columns, save again.",
    ),
    "not_admitted": (
        "Không nhận loại tệp này: đề nghị chọn một trong các loại tệp nêu bên cạnh ô chọn tệp.",
        "This kind of file is not taken: choose one of the kinds named beside the field.",
    ),
}

REASON_CODES: tuple[str, ...] = tuple(_REASONS)
"""Every reason for which a file is refused, apart from a secrecy mark."""


def unreadable(reason_code: str) -> Unreadable:
    """The exception for one of `REASON_CODES`."""
    vi, en = _REASONS[reason_code]
    return Unreadable(reason_code, vi, en)


MISLABELLED = Remark(
    "mislabelled",
    "Phần mở rộng của tệp không đúng với nội dung; tệp đã được đọc theo nội dung.",
    "The extension of the file does not match its content; it was read as what it is.",
)
PAGES_WITHOUT_TEXT = Remark(
    "pages_without_text",
    "Một số trang là ảnh, không có chữ, nên chưa được đọc.",
    "Some pages are images without text and were not read.",
)
LEGACY_CONVERTED = Remark(
    "legacy_converted",
    "Văn bản dùng bảng mã cũ (TCVN3, VNI hoặc Windows-1258) và đã được chuyển sang Unicode.",
    "The text used an old encoding (TCVN3, VNI or Windows-1258) and was converted to Unicode.",
)
UNKNOWN_BYTES = Remark(
    "unknown_bytes",
    "Không chắc chắn về bảng mã của tệp; một số chữ có thể sai.",
    "The encoding of the file is uncertain; some letters may be wrong.",
)
