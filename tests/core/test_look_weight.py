"""Every page weighs under 60 kB compressed on first load, scripts and styles included: the line may be a mountain's."""

import gzip
import posixpath
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tienbo.core.styleguide.pages import PAGES

LIMIT = 60_000
IMPORT = re.compile(r"^import [^;]*?from \"(\.[^\"]+)\";", re.MULTILINE)


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def files(html: str) -> set[str]:
    """The static files that a page asks for, and those that its modules import; htmx only where something needs it."""
    wanted = set(re.findall(r"(?:src|href)=\"/static/([^\"?#]+\.(?:css|js|svg))", html))
    if "hx-get" in html or "hx-post" in html:
        wanted |= set(re.findall(r"data-htmx=\"/static/([^\"?#]+)", html))
    waiting = [name for name in wanted if name.endswith(".js")]
    while waiting:
        name = waiting.pop()
        for path in IMPORT.findall(Path(finders.find(name)).read_text()):
            found = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            if found not in wanted:
                wanted.add(found)
                waiting.append(found)
    return wanted


@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_a_first_visit_weighs_less_than_sixty_kilobytes(client, db, settings, slug):
    settings.DEMO = True
    html = client.get(reverse("core:styleguide_page", args=[slug]) if slug else reverse("core:styleguide")).content
    names = files(html.decode())
    assert {"core/tienbo.css", "core/app.js"} <= names
    assert ("core/grid/numbers.js" in names) == (slug == "grid")
    assert ("django_htmx/htmx-2.min.js" in names) == (slug == "lineage")
    weight = compressed(html) + sum(compressed(Path(finders.find(name)).read_bytes()) for name in names)
    print(f"{slug or 'small'}: {weight} bytes, {len(names)} files")
    assert weight < LIMIT
