"""The numbers and bullets that Word draws itself and does not store in the text: "1.", "a)", "-".

A letter typed with automatic lists has no marker in its text; without them its sections and tasks could not
be told. Follows WordprocessingML 17.9: a paragraph names a list (numId) and a level, the list names an
abstract list, the abstract list says how each level looks. Counters run per abstract list and restart below a
higher level.
"""

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMANS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
           (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True)
class Level:
    """How one level of a list looks: Word's format name, its pattern ("%1.%2."), its first number."""

    number_format: str
    pattern: str
    start: int


@dataclass
class Lists:
    """The lists of one document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def marker(self, number_id: str, depth: int) -> str:
        """The marker of the next paragraph of list `number_id` at `depth`, or "" when Word shows none."""
        abstract = self.abstract_of.get(number_id)
        level = self.levels.get(abstract or "", {}).get(depth)
        if abstract is None or level is None:
            return ""
        counts = self.counters.setdefault(number_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.number_format == "none":
            return ""
        if level.number_format == "bullet":
            return _bullet(level.pattern, depth)
        text = level.pattern
        for place in range(depth + 1):
            at = self.levels[abstract].get(place)
            if at is not None:
                value = counts.get(place, at.start)
                text = text.replace(f"%{place + 1}", _numeral(value, at.number_format))
        return text


def _bullet(pattern: str, depth: int) -> str:
    char = pattern.strip()[:1]
    if char and char in "-–+*•":
        return char
    # Symbol fonts store private characters for their bullets.
    return "-" if depth == 0 else "+"


def _numeral(value: int, number_format: str) -> str:
    if number_format in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in ("lowerRoman", "upperRoman"):
        roman = ""
        for worth, sign in _ROMANS:
            while value >= worth and len(roman) < 15:
                roman, value = roman + sign, value - worth
        return roman.lower() if number_format == "lowerRoman" else roman
    if number_format == "decimalZero":
        return f"{value:02d}"
    return str(value)


def read_lists(numbering: etree._Element | None) -> Lists:
    """The lists that `word/numbering.xml` defines; empty when the document has none."""
    lists = Lists()
    if numbering is None:
        return lists
    for abstract in numbering.iter(f"{W}abstractNum"):
        lists.levels[abstract.get(f"{W}abstractNumId", "")] = {
            _integer(level.get(f"{W}ilvl")): Level(
                _value(level, "numFmt", "decimal"),
                _value(level, "lvlText", ""),
                _integer(_value(level, "start", "1")),
            )
            for level in abstract.findall(f"{W}lvl")
        }
    for number in numbering.findall(f"{W}num"):
        link = number.find(f"{W}abstractNumId")
        if link is not None:
            lists.abstract_of[number.get(f"{W}numId", "")] = link.get(f"{W}val", "")
    return lists


def _value(parent: etree._Element, name: str, default: str) -> str:
    child = parent.find(f"{W}{name}")
    return default if child is None else child.get(f"{W}val", default)


def _integer(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
