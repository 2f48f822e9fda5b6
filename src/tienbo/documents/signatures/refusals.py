"""Why a file cannot be examined or a key cannot sign: one sentence each, in two languages, with what to do."""


class NotExaminable(Exception):
    """The file cannot be looked into. `reason` is stable; `vi` and `en` are one sentence each."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.vi, self.en = _FILES[reason]
        super().__init__(self.en)


class KeyRefused(Exception):
    """The key does not sign. `reason` is stable; `vi` and `en` are one sentence each. Nothing of the key is in it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.vi, self.en = _KEYS[reason]
        super().__init__(self.en)


_FILES = {
    "empty": ("Tệp rỗng: đề nghị chọn lại tệp.", "The file is empty: choose it again."),
    "too_large": (
        "Tệp lớn hơn 20 MB: tệp đã ký của phần mềm này nhỏ hơn nhiều, đề nghị chọn đúng tệp.",
        "The file is larger than 20 MB: signed files of this program are far smaller, choose the right one.",
    ),
    "not_pdf": (
        "Tệp không phải PDF: đề nghị chọn tệp PDF đã ký.",
        "The file is not a PDF: choose the signed PDF.",
    ),
    "encrypted": (
        "Tệp PDF có mật khẩu nên không xem được chữ ký: đề nghị ký lại trên bản tải về, không đặt mật khẩu.",
        "The PDF has a password, so its signatures cannot be read: sign the downloaded file again, without a password.",
    ),
    "broken": (
        "Tệp PDF bị hỏng, không đọc được: đề nghị lấy lại tệp từ nơi đã ký.",
        "The PDF is damaged and cannot be read: get the file again from where it was signed.",
    ),
    "too_many": (
        "Tệp PDF có quá nhiều lần ghi thêm nên không được xem xét: đề nghị ký lại trên bản tải về.",
        "The PDF was written to too many times to be examined: sign the downloaded file again.",
    ),
}
_KEYS = {
    "too_large": (
        "Tệp chứng thư lớn hơn 100 KB: đề nghị chọn đúng tệp .p12 hoặc .pfx.",
        "The certificate file is larger than 100 kB: choose the right .p12 or .pfx file.",
    ),
    "unreadable": (
        "Không mở được tệp chứng thư: mật khẩu sai, hoặc tệp không phải .p12, .pfx. Đề nghị nhập lại mật khẩu và chọn "
        "lại tệp.",
        "The certificate file does not open: the password is wrong, or it is no .p12 or .pfx file. Type the password "
        "and choose the file again.",
    ),
    "no_key": (
        "Tệp chứng thư không có khóa bí mật: đề nghị xuất lại kèm khóa bí mật, hoặc ký bằng thiết bị (token).",
        "The certificate file holds no private key: export it again with the key, or sign with the token.",
    ),
    "other_key": (
        "Khóa trong tệp không phải của chứng thư trong tệp: đề nghị xuất lại tệp chứng thư.",
        "The key in the file is not that of its certificate: export the certificate file again.",
    ),
    "unknown_key": (
        "Loại khóa của chứng thư chưa dùng được ở đây (cần RSA hoặc ECDSA): đề nghị ký bằng phần mềm của nhà cung cấp.",
        "This kind of key cannot be used here (RSA or ECDSA is needed): sign with the provider's own program.",
    ),
    "expired": (
        "Chứng thư số đã hết hạn: đề nghị gia hạn rồi ký.",
        "The certificate has expired: renew it, then sign.",
    ),
    "not_yet": (
        "Chứng thư số chưa đến ngày có hiệu lực: đề nghị kiểm tra lại chứng thư.",
        "The certificate is not valid yet: check the certificate.",
    ),
    "not_for_signing": (
        "Chứng thư số này không dùng để ký văn bản: đề nghị chọn chứng thư ký số.",
        "This certificate is not for signing documents: choose a signing certificate.",
    ),
    "no_token": (
        "Không thấy thiết bị ký số (token): đề nghị cắm thiết bị và kiểm tra đường dẫn thư viện, nhãn thiết bị.",
        "No token was found: plug it in, and check the path of its library and its label.",
    ),
    "wrong_pin": (
        "Thiết bị ký số không nhận mã PIN: đề nghị nhập lại; nhập sai nhiều lần thiết bị sẽ khóa.",
        "The token refused the PIN: enter it again; it locks after several wrong ones.",
    ),
    "no_such_key": (
        "Trên thiết bị không có chứng thư và khóa mang nhãn này, hoặc có nhiều hơn một: đề nghị nêu nhãn bằng "
        "--key-label.",
        "The token holds no certificate and key with this label, or more than one: name it (--key-label).",
    ),
    "no_library": (
        "Thiếu gói đọc thiết bị ký số: cài đặt bằng `pip install 'tienbo[token]'`.",
        "The package that reads tokens is missing: install it by `pip install 'tienbo[token]'`.",
    ),
    "not_signable": (
        "Tệp PDF này không ký thêm được: đề nghị ký trên bản tải về.",
        "No signature can be added to this PDF: sign the downloaded file.",
    ),
}
