"""The text of DrawingML: shapes, diagrams (SmartArt) and charts of Word and Excel."""

from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CAPITALS = ("all", "small")


def drawn_text(root: etree._Element | None) -> list[str]:
    """The paragraphs drawn in a part, as they are seen; a text outside of any paragraph is one of its own."""
    if root is None:
        return []
    paragraphs: dict[etree._Element, list[str]] = {}
    for node in root.iter(f"{_A}t", f"{_A}br"):
        paragraph = next(node.iterancestors(f"{_A}p"), node)
        paragraphs.setdefault(paragraph, []).append(_seen(node))
    return ["".join(pieces) for pieces in paragraphs.values()]


def _seen(node: etree._Element) -> str:
    if node.tag == f"{_A}br":
        return "\n"
    look = node.getparent().find(f"{_A}rPr") if node.getparent() is not None else None
    text = node.text or ""
    return text.upper() if look is not None and look.get("cap") in _CAPITALS else text
