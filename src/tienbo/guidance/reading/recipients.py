"""Who is to receive the work: "gửi về Sở Nội vụ trước ngày 15/11".

Only a body that the sentence names with a capital letter; "gửi báo cáo về tình hình" names none.
"""

import re

from tienbo.guidance.reading.page import Line, Page
from tienbo.guidance.reading.sentences import sentence_end, sentence_start

_BODY = (
    r"(?:các )?(?:Sở|UBND|HĐND|UBMTTQ|Ủy ban|Uỷ ban|Ban|Bộ|Hội|Phòng|Văn phòng|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ"
    r"|Huyện ủy|Huyện uỷ"
    r"|Đảng ủy|Đảng uỷ|Mặt trận|Liên đoàn|Tỉnh đoàn|Cục|Vụ|Chi cục|Thường trực|Cơ quan|Trung ương|Thủ tướng|Chính phủ"
    r"|Quốc hội|Công an|Tổng cục|Trung tâm|Tổ|Viện|Trường|Công đoàn)"
)
_TO = re.compile(
    rf"(?<!\w)(?:(?:[Gg]ửi|[Nn]ộp|[Bb]áo cáo|[Pp]hản hồi|[Đđ]ăng ký|[Cc]huyển|[Tt]hông tin|[Gg]ởi)"
    rf"(?: [^.;\n]{{0,160}}?)?(?<!\w)(?:về|cho|đến|tới|gửi) |[Gg]ửi |[Nn]ộp |[Bb]áo cáo )(?P<body>{_BODY}(?!\w))"
)
_STOP = re.compile(
    r"[,;.:()\n]| (?:trước|chậm nhất|muộn nhất|để|theo|bằng|qua|đúng|không|vào|hằng|hàng|trong|tổng hợp|định kỳ"
    r"|kèm|mỗi|ngày|tại"
    r"|khi|nếu|sau|và (?!X[ãÃ]|Đ|T|P|M|D)|xem xét|kết quả|có|thông qua|đồng thời|phê duyệt|đến hết|đến ngày|xong)(?!\w)"
)
_LONGEST = 110


def recipient_of(page: Page, start: int, end: int, line: Line) -> str | None:
    """The body named in the sentence around a deadline, the nearest before it first."""
    first = sentence_start(page, start, line.start)
    last = sentence_end(page, end, line.end)
    before = list(_TO.finditer(page.text, first, start))
    after = _TO.search(page.text, end, last)
    found = before[-1] if before else after
    if found is None:
        return None
    begin = found.start("body")
    stop = _STOP.search(page.text, begin, min(line.end, begin + _LONGEST))
    name = page.text[begin : stop.start() if stop else min(line.end, begin + _LONGEST)].strip(" -–")
    return name or None
