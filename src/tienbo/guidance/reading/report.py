"""A letter for the terminal, in Vietnamese or English: what ``tienbo letter read FILE`` prints."""

from datetime import date
from typing import Literal

from tienbo.guidance.reading.letter import Citation, ClosingDate, Deadline, Letter, Section, Target

Language = Literal["vi", "en"]

_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "kind": "Loại",
        "number": "Số, ký hiệu",
        "issuer": "Cơ quan ban hành",
        "place": "Địa danh",
        "issued_on": "Ngày",
        "subject": "Trích yếu",
        "addressees": "Kính gửi",
        "copy_to": "Nơi nhận",
        "signature": "Người ký",
        "phones": "Điện thoại",
        "emails": "Thư điện tử",
        "attachments": "Kèm theo",
        "sections": "Nội dung",
        "deadlines": "Thời hạn",
        "closing_dates": "Ngày chốt số liệu",
        "targets": "Chỉ tiêu",
        "citations": "Văn bản viện dẫn",
        "warnings": "Lưu ý",
        "none": "không có",
        "last_day": "ngày cuối cùng đúng hạn",
        "to": "gửi",
        "of": "của",
        "unnumbered": "Việc khác",
        "required": "bắt buộc",
        "coordinate": "phối hợp",
        "encourage": "khuyến khích",
        "monthly": "hằng tháng",
        "quarterly": "hằng quý",
        "yearly": "hằng năm",
        "day": "ngày",
        "striven_for": "phấn đấu",
        "change": "so với kỳ gốc",
        "until": "đến",
        "no_year": "chưa rõ năm",
    },
    "en": {
        "kind": "Kind",
        "number": "Number",
        "issuer": "Issuer",
        "place": "Place",
        "issued_on": "Date",
        "subject": "Subject",
        "addressees": "To",
        "copy_to": "Copies",
        "signature": "Signed",
        "phones": "Telephone",
        "emails": "E-mail",
        "attachments": "Enclosed",
        "sections": "Content",
        "deadlines": "Deadlines",
        "closing_dates": "Closing dates",
        "targets": "Targets",
        "citations": "Documents cited",
        "warnings": "Please note",
        "none": "none",
        "last_day": "last day on time",
        "to": "to",
        "of": "by",
        "unnumbered": "Other work",
        "required": "required",
        "coordinate": "together",
        "encourage": "encouraged",
        "monthly": "every month",
        "quarterly": "every quarter",
        "yearly": "every year",
        "day": "day",
        "striven_for": "striven for",
        "change": "against a baseline",
        "until": "until",
        "no_year": "year unknown",
    },
}
_KINDS: dict[Language, dict[str, str]] = {
    "vi": {
        "official_letter": "Công văn",
        "plan": "Kế hoạch",
        "report": "Báo cáo",
        "decision": "Quyết định",
        "directive": "Chỉ thị",
        "guidance": "Hướng dẫn",
        "invitation": "Giấy mời",
        "notice": "Thông báo",
        "other": "Văn bản khác",
    },
    "en": {
        "official_letter": "Official letter",
        "plan": "Plan",
        "report": "Report",
        "decision": "Decision",
        "directive": "Directive",
        "guidance": "Guidance",
        "invitation": "Invitation",
        "notice": "Notice",
        "other": "Other",
    },
}
_SIGNS = {">=": "≥", "<=": "≤"}


def as_text(letter: Letter, lang: Language = "vi") -> str:
    """The letter in lines for people; ends with a line break."""
    words = _WORDS[lang]
    warnings = [warning.vi if lang == "vi" else warning.en for warning in letter.warnings]
    if not letter.is_letter:
        return "\n".join(warnings) + "\n"
    signature = letter.signature
    signed_for = " ".join(part for part in (signature.authority, signature.principal) if part)
    signed = " / ".join(part for part in (signed_for, *signature.titles, signature.name) if part)
    lines = [
        f"{words[name]}: {value or words['none']}"
        for name, value in (
            ("kind", _KINDS[lang][letter.kind]),
            ("number", letter.number),
            ("issuer", letter.issuer),
            ("place", letter.place),
            ("issued_on", _day(letter.issued_on)),
            ("subject", letter.subject),
            ("addressees", "; ".join(letter.addressees)),
            ("copy_to", "; ".join(letter.copy_to)),
            ("signature", signed),
            ("phones", "; ".join(letter.phones)),
            ("emails", "; ".join(letter.emails)),
            ("attachments", "; ".join(letter.attachments)),
        )
    ]
    lines += ["", f"{words['sections']}:"]
    for section in letter.sections:
        lines += _section(section, words, 1)
    blocks = (
        ("deadlines", [_deadline(found, words) for found in letter.deadlines]),
        ("closing_dates", [_closing(found, words) for found in letter.closing_dates]),
        ("targets", [_target(found, words) for found in letter.targets]),
        ("citations", [_citation(found, words) for found in letter.citations]),
        ("warnings", warnings),
    )
    for name, items in blocks:
        if items:
            lines += ["", f"{words[name]}:", *(f"  - {item}" for item in items)]
    return "\n".join(lines) + "\n"


def _day(value: date | None) -> str | None:
    return value.strftime("%d/%m/%Y") if value else None


def _section(section: Section, words: dict[str, str], depth: int) -> list[str]:
    indent = "  " * depth
    name = f"{section.number}. {section.title or ''}" if section.number else (section.title or words["unnumbered"])
    lines = [f"{indent}{name.strip()}"]
    for task in section.tasks:
        first, *rest = task.text.split("\n")
        lines.append(f"{indent}  - [{words[task.firmness]}] {first}")
        lines += [f"{indent}    {line}" for line in rest]
    for part in section.sections:
        lines += _section(part, words, depth + 1)
    return lines


def _deadline(found: Deadline, words: dict[str, str]) -> str:
    parts = [found.raw]
    if found.recurrence:
        when = f"{found.day:02d}" + (f"/{found.month:02d}" if found.month else "") if found.day else ""
        parts.append(f"{words[found.recurrence]}, {words['day']} {when}")
    elif found.last_on_time:
        hour = f" {found.at:%H:%M}" if found.at else ""
        parts.append(f"{words['last_day']}: {_day(found.last_on_time)}{hour}")
    else:
        parts.append(words["no_year"])
    if found.recipient:
        parts.append(f"{words['to']} {found.recipient}")
    return " → ".join(parts)


def _closing(found: ClosingDate, words: dict[str, str]) -> str:
    return f"{found.raw} → {_day(found.on) or words['no_year']}"


def _target(found: Target, words: dict[str, str]) -> str:
    notes = [words[name] for name in ("striven_for", "change") if getattr(found, name)]
    value = f"{found.value:n}".replace(".", ",") if words is _WORDS["vi"] else f"{found.value:n}"
    unit = "%" if found.unit == "%" else f" {found.unit}"
    return f"{found.raw} → {_SIGNS.get(found.comparator, found.comparator)} {value}{unit}" + (
        f" ({', '.join(notes)})" if notes else ""
    )


def _citation(found: Citation, words: dict[str, str]) -> str:
    parts = [found.kind, found.number or "", _day(found.issued_on) or ""]
    text = ", ".join(part for part in (" ".join(parts[:2]).strip(), parts[2]) if part)
    return f"{text} {words['of']} {found.issuer}" if found.issuer else text
