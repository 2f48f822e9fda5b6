"""The catalogue tool on a small package of its own."""

import gettext

import pytest

from tienbo.core import catalogues

TEMPLATE = """{% load i18n %}<p>{% translate "Save" %} {{ count|default:_("none") }}</p>
  {% blocktranslate count counter=n trimmed %}
    One report is late.
  {% plural %}
    {{ counter }} reports are late.
  {% endblocktranslate %}
{% translate "May" context "month" %}
"""
PYTHON = '''"""Words."""
from django.utils.translation import gettext_lazy as _
LABEL = _("Name of the "
          "unit")
KEPT = _("Sent on %(day)s")
'''
IDS = {"Save", "none", "One report is late.", "May", "Name of the unit", "Sent on %(day)s"}


@pytest.fixture
def package(tmp_path, monkeypatch):
    module = tmp_path / "letters"
    (module / "templates" / "letters").mkdir(parents=True)
    (module / "__init__.py").write_text('"""Letters."""\n')
    (module / "words.py").write_text(PYTHON)
    (module / "templates" / "letters" / "page.html").write_text(TEMPLATE)
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    return tmp_path


def po(package):
    return package / "letters" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def translate(package, msgid, msgstr):
    text = po(package).read_text()
    assert f'msgid "{msgid}"\nmsgstr ""' in text
    po(package).write_text(text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"'))


def test_words_of_templates_and_python_are_found_with_plurals_and_contexts(package):
    catalogues.update(["letters"])
    found = {(m.id if isinstance(m.id, str) else m.id[0]) for m in catalogues._read("letters") if m.id}
    assert found == IDS
    text = po(package).read_text()
    assert 'msgid_plural "%(counter)s reports are late."' in text and 'msgctxt "month"' in text


def test_the_file_carries_neither_dates_nor_places_and_is_stable(package):
    catalogues.update(["letters"])
    first = po(package).read_text()
    assert "Date" not in first and "page.html" not in first
    catalogues.update(["letters"])
    assert po(package).read_text() == first


def test_translations_are_kept_and_unused_words_go(package):
    catalogues.update(["letters"])
    translate(package, "Save", "Lưu")
    (package / "letters" / "words.py").write_text('"""No words."""\n')
    catalogues.update(["letters"])
    text = po(package).read_text()
    assert 'msgstr "Lưu"' in text and "Name of the unit" not in text


def test_everything_incomplete_is_named(package):
    assert len(catalogues.check(["letters"])) == len(IDS)
    catalogues.update(["letters"])
    assert {finding.split(": ")[1] for finding in catalogues.check(["letters"])} == {"not translated"}
    translate(package, "Sent on %(day)s", "Đã gửi")
    assert "letters: other placeholders: 'Sent on %(day)s'" in catalogues.check(["letters"])


def test_compiled_words_are_found_by_gettext_and_old_ones_are_renewed(package):
    catalogues.update(["letters"])
    translate(package, "Save", "Lưu")
    assert catalogues.compile_all() == 1
    assert catalogues.compile_all() == 0
    with open(po(package).with_suffix(".mo"), "rb") as file:
        assert gettext.GNUTranslations(file).gettext("Save") == "Lưu"


def test_one_english_sentence_with_two_translations_is_named(package):
    other = package / "reports"
    other.mkdir()
    (other / "__init__.py").write_text('"""Reports."""\n')
    (other / "words.py").write_text('_("Save")\n')
    catalogues.update(["letters", "reports"])
    translate(package, "Save", "Lưu")
    path = other / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text().replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Ghi"'))
    assert catalogues.check(["reports"]) == ["reports: otherwise than in letters, give one a context: 'Save'"]
    path.write_text(path.read_text().replace('"Ghi"', '"Lưu"'))
    assert catalogues.check(["reports"]) == []
