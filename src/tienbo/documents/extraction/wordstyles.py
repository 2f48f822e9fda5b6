"""What a run of text inherits in Word: its font, capitals, and a paragraph's place in an automatic list.

Only what changes the letters is read: the font (legacy encodings hide behind font names), w:caps, w:smallCaps
(capitals too, only smaller) and w:vanish.
"""

from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_CHAIN = 12


@dataclass(frozen=True)
class Look:
    """The inherited look of text; None means: not said here."""

    font: str | None = None
    caps: bool | None = None
    hidden: bool | None = None
    number_id: str | None = None
    level: int | None = None

    def over(self, base: "Look") -> "Look":
        """This look with the gaps filled from `base`."""
        return Look(
            *(mine if mine is not None else theirs for mine, theirs in zip(_fields(self), _fields(base), strict=True))
        )


def _fields(look: Look) -> tuple[str | bool | int | None, ...]:
    return look.font, look.caps, look.hidden, look.number_id, look.level


class Styles:
    """The styles of a document, resolved along `basedOn`."""

    def __init__(self, root: etree._Element | None) -> None:
        self._own: dict[str, Look] = {}
        self._base: dict[str, str] = {}
        self.default = Look()
        self._default_paragraph = ""
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self.default = run_look(defaults)
        for style in root.findall(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            run, paragraph = style.find(f"{W}rPr"), style.find(f"{W}pPr")
            look = run_look(run) if run is not None else Look()
            if paragraph is not None:
                look = paragraph_look(paragraph).over(look)
            self._own[name] = look
            base = style.find(f"{W}basedOn")
            if base is not None:
                self._base[name] = base.get(f"{W}val", "")
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default_paragraph = name

    def look(self, name: str | None) -> Look:
        """The look of a style with everything it is based on; the default paragraph style when `name` is
        None.
        """
        look, current = Look(), name if name is not None else self._default_paragraph
        for _ in range(_MAX_CHAIN):
            if current not in self._own:
                break
            look = look.over(self._own[current])
            current = self._base.get(current, "")
        return look


def run_look(properties: etree._Element) -> Look:
    """The look that a w:rPr says itself."""
    fonts = properties.find(f"{W}rFonts")
    font = None
    if fonts is not None:
        font = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or fonts.get(f"{W}cs")
    switches = [switch for name in ("caps", "smallCaps") if (switch := _switch(properties, name)) is not None]
    return Look(font=font, caps=any(switches) if switches else None, hidden=_switch(properties, "vanish"))


def paragraph_look(properties: etree._Element) -> Look:
    """The place in a list that a w:pPr says itself."""
    numbering = properties.find(f"{W}numPr")
    if numbering is None:
        return Look()
    number, level = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    depth = level.get(f"{W}val", "0") if level is not None else "0"
    return Look(
        number_id=number.get(f"{W}val") if number is not None else None,
        level=int(depth) if depth.isascii() and depth.isdigit() and len(depth) < 3 else 0,
    )


def _switch(properties: etree._Element, name: str) -> bool | None:
    child = properties.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val", "true") not in ("0", "false", "off")
