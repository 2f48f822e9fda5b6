"""Takes the pictures of the README again, from a demo that is being served: see CONTRIBUTING.md.

``.venv/bin/python tools/pictures.py [ADDRESS]`` writes docs/pictures/*.png. The demo's data stay as they were: the
letter that is shown while it is reviewed is a draft, and is discarded at the end.
"""

import shutil
import struct
import sys
import zlib
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
LETTER = ROOT / "src" / "tienbo" / "demo" / "letter.txt"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PASSWORD = "tien-bo-2015"
SIZE = {"width": 1366, "height": 610}
LARGEST = 150_000


def main() -> int:
    """Exit 1 when a picture is heavier than a page on a slow connection should carry."""
    address = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        print(f"None of these programs was found: {', '.join(PROGRAMS)}", file=sys.stderr)
        return 2
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        office = _signed_in(browser, address, "thuongtruc")
        _letter(office, address)
        _page(office, f"{address}/rounds/2015-h1/04/board/", "board")
        _lineage(office, address)
        # A district whose half-year report is filled and not yet sent.
        _page(_signed_in(browser, address, "baolam.cb"), f"{address}/reports/2015-h1/042/table/B04/", "grid")
        pdf = office.request.get(f"{address}/reports/2015-h1/04/versions/1/pdf/")
        (PICTURES / "report.png").write_bytes(_first_page(pdf.body()))
        browser.close()
    heavy = [path.name for path in sorted(PICTURES.glob("*.png")) if path.stat().st_size > LARGEST]
    if heavy:
        print(f"Heavier than {LARGEST} bytes: {', '.join(heavy)}", file=sys.stderr)
    return 1 if heavy else 0


def _signed_in(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context(viewport=SIZE, locale="vi-VN", color_scheme="light").new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    return page


def _page(page: Page, address: str, name: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


def _lineage(page: Page, address: str) -> None:
    """A total that was clicked, with the districts that it is made of."""
    page.goto(f"{address}/reports/2015-h1/04/totals/B01/", wait_until="networkidle")
    page.click('a[href*="cell=committee.members|level=commune;sex=F"]')
    page.get_by_text("Nguồn gốc con số").wait_for()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / "lineage.png")


def _letter(page: Page, address: str) -> None:
    """The review of a letter that was just read, found beside its text."""
    page.goto(f"{address}/letters/new/")
    # The demo has issued it under its number already: another one, or the page speaks of that alone.
    text = LETTER.read_text().replace("Số: 57/", "Số: 61/")
    page.set_input_files("input[name=file]", {"name": LETTER.name, "mimeType": "text/plain", "buffer": text.encode()})
    page.click("main form[enctype] button[type=submit]")
    page.wait_for_load_state("networkidle")
    draft = page.url.split("?")[0]
    # The text scrolls by itself beside the finds.
    page.mouse.move(500, 500)
    page.mouse.wheel(0, 380)
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / "letter.png")
    page.goto(f"{draft}discard/")
    page.click("main form button[type=submit]")


def _first_page(pdf: bytes) -> bytes:
    """The first page as a PNG in shades of grey."""
    bitmap = pypdfium2.PdfDocument(pdf)[0].render(scale=1.4, grayscale=True)
    data, width, height = bytes(bitmap.buffer), bitmap.width, bitmap.height
    # A picture needs no more than sixteen greys; each line begins with its filter, none.
    shades = bytes(round(value / 17) * 17 for value in range(256))
    lines = [data[row * bitmap.stride : row * bitmap.stride + width].translate(shades) for row in range(height)]
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    sys.exit(main())
