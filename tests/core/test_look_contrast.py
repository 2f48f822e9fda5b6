"""What is written can be read: 4.5:1 for words, 3:1 for what only marks a place, in both themes (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

import tienbo

CSS = (Path(tienbo.__file__).parent / "core/static/core/tienbo.css").read_text()
STATES = ("none", "draft", "ready", "sent", "back", "done", "late", "exempt")
SHEETS = ("paper", "sheet", "well")


def blocks(selector: str) -> list[dict[str, str]]:
    """The colours that each block of this selector sets."""
    found = re.findall(re.escape(selector) + r" \{([^}]*)\}", CSS)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", body)) for body in found]


LIGHT = blocks(":root")[0]
DARK = blocks(':root[data-theme="dark"]')[0]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


WORDS = (
    [(ink, sheet) for ink in ("ink", "muted", "link") for sheet in SHEETS]
    + [("ink", "select"), ("on-accent", "accent"), ("on-accent", "accent-hover"), ("paper", "ink")]
    + [(state, f"{state}-bg") for state in STATES]
    + [(state, sheet) for state in STATES for sheet in ("paper", "sheet")]
    + [("ink", f"{state}-bg") for state in ("draft", "done", "back", "late")]
    + [("link", f"{state}-bg") for state in ("draft", "done", "back", "late")]
    + [("white", "late-solid")]
)
PLACES = [("rule", "sheet"), ("rule", "paper"), ("link", "well"), ("focus", "focus-ink")]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("one", "other", "least"), [(*pair, 4.5) for pair in WORDS] + [(*pair, 3) for pair in PLACES])
def test_words_and_marks_stand_out(theme, one, other, least):
    colours = {"white": "#ffffff"} | (LIGHT if theme == "light" else LIGHT | DARK)
    assert contrast(colours[one], colours[other]) >= least


def test_the_dark_theme_is_the_same_whether_chosen_or_the_devices():
    assert blocks(':root:not([data-theme="light"])')[0] == DARK
    assert DARK.keys() == LIGHT.keys()


def test_the_measure_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
