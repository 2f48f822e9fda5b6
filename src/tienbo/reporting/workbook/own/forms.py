"""The shape of what is said of a sample: its file, the use of each column, the line of each row."""

import re
from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tienbo.core.vietnamese import search_key
from tienbo.files.forms import UnmarkedForm
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.workbook.layout import cells_by_place, key_of_line
from tienbo.reporting.workbook.own.declaring import Meant
from tienbo.reporting.workbook.own.grids import SHOWN_COLUMNS, SHOWN_ROWS, Grid
from tienbo.reporting.workbook.own.layouts import LABEL, NOTE
from tienbo.reporting.workbook.own.queries import Owner

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.docx"
USE_NAMES = {
    LABEL: pgettext_lazy("column of a table", "labels"),
    "T": pgettext_lazy("column of a table", "total"),
    "F": pgettext_lazy("column of a table", "women"),
    "FM": pgettext_lazy("column of a table", "ethnic-minority women"),
    "TY": pgettext_lazy("column of a table", "the year, estimated"),
    "FY": pgettext_lazy("column of a table", "women of the year, estimated"),
    NOTE: pgettext_lazy("column of a table", "note"),
}
SCALE_NAMES = (
    (1, gettext_lazy("đồng")),
    (1_000, gettext_lazy("thousand đồng")),
    (1_000_000, gettext_lazy("million đồng")),
)
# In a form; a layout that says nothing of dashes keeps "".
ASK = "ask"
DASH_NAMES = (
    (ASK, gettext_lazy("nothing is said: ask at the cell")),
    ("zero", gettext_lazy("none (0)")),
    ("not_applicable", gettext_lazy("not applicable")),
)
# "B01.05", "B01.05 nữ", "B01.05 nữ DTTS".
_ROW = re.compile(r"(?P<line>\S+)(?:\s+(?P<of>.+))?")
_OF = {"nu": "F", "women": "F", "f": "F", "nu dtts": "FM", "minority": "FM", "fm": "FM"}


class SampleForm(UnmarkedForm):
    """A file of the kind that is to be read."""

    sample = forms.FileField(
        label=gettext_lazy("A file of this kind, filled in"),
        help_text=gettext_lazy("XLSX, XLS, ODS or Word (DOCX). Last period’s will do: nothing of it is written."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty: choose one that is filled in."),
        },
    )

    def __init__(self, *args, owners: Sequence[Owner] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(owner.unit.uid): owner for owner in owners}
        if len(owners) > 1:
            self.fields["owner"] = forms.ChoiceField(
                label=gettext_lazy("Files of"),
                choices=[(key, _owner_words(owner)) for key, owner in self.owners.items()],
            )

    @property
    def owner(self) -> Owner:
        """Whose files are read so."""
        return self.owners.get(self.cleaned_data.get("owner", ""), next(iter(self.owners.values())))


def _owner_words(owner: Owner) -> str:
    return _("units below %(name)s") % {"name": owner.name} if owner.is_above else owner.name


class NameForm(UnmarkedForm):
    """What a layout is called."""

    name = forms.CharField(
        label=gettext_lazy("Name of this table"),
        max_length=120,
        help_text=gettext_lazy(
            "By it a file says how it was read, for example “Half-year table of the culture branch”."
        ),
    )


class TableForm(UnmarkedForm):
    """One sheet: ``c.3`` the use of a column, ``r.12`` the line of a row, by their places from 0."""

    def __init__(
        self,
        *args,
        grid: Grid,
        lines: Sequence[Line],
        uses: Sequence[str],
        has_money: bool,
        kept: Mapping[str, str] | None = None,
        **kwargs,
    ) -> None:
        """`kept`: lines that this report is not asked and that were said of rows before, by their keys."""
        super().__init__(*args, **kwargs)
        self.grid, self.kept = grid, kept or {}
        self.lines = {line.code.casefold(): line for line in lines if line.is_entered}
        self.uses = uses
        choices = [("", pgettext_lazy("column of a table", "not used")), *((use, USE_NAMES[use]) for use in uses)]
        for column in range(min(grid.width, SHOWN_COLUMNS)):
            self.fields[f"c.{column}"] = forms.ChoiceField(choices=choices, required=False)
        for row in range(min(grid.height, SHOWN_ROWS)):
            self.fields[f"r.{row}"] = forms.CharField(max_length=200, required=False)
        if has_money:
            self.fields["scale"] = forms.TypedChoiceField(
                label=gettext_lazy("Sums of money are in"),
                choices=SCALE_NAMES,
                coerce=int,
            )
        self.fields["dash"] = forms.ChoiceField(label=gettext_lazy("A dash (–) in a cell means"), choices=DASH_NAMES)
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict:
        """Each use once, each line once, and every row that is a line has a label."""
        super().clean()
        columns = self._columns()
        label = next((column for column, use in columns.items() if use == LABEL), None)
        rows: dict[int, Meant] = {}
        for row in range(min(self.grid.height, SHOWN_ROWS)):
            text = self.cleaned_data.get(f"r.{row}", "").strip()
            if not text:
                continue
            try:
                meant = self._meant(text)
            except forms.ValidationError as error:
                self.add_error(f"r.{row}", error)
                continue
            if meant in rows.values():
                other = next(number for number, each in rows.items() if each == meant) + 1
                self.add_error(f"r.{row}", _("Row %(row)s is this line already.") % {"row": other})
            elif label is not None and not self.grid.labels(label)[row]:
                self.add_error(f"r.{row}", _("The row has no label, so it cannot be found again: leave it out."))
            rows.setdefault(row, meant)
        if label is None and (columns or rows):
            self.add_error(None, _("Choose which column holds the labels."))
        dash = self.cleaned_data.get("dash", ASK)
        self.cleaned_data |= {"columns": columns, "rows": rows, "dash": "" if dash == ASK else dash}
        return self.cleaned_data

    def _columns(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for column in range(min(self.grid.width, SHOWN_COLUMNS)):
            use = self.cleaned_data.get(f"c.{column}")
            if use and use in found.values():
                self.add_error(f"c.{column}", _("Another column is this already."))
            elif use:
                found[column] = use
        return found

    def _meant(self, text: str) -> Meant:
        if text in self.kept:
            key, _bar, place = text.partition(" ")
            return Meant(key, place or "T")
        said = _ROW.fullmatch(text)
        line = self.lines.get(said["line"].casefold()) if said else None
        if line is None:
            raise forms.ValidationError(
                _("%(code)s is no line of this report: choose one from the list.") % {"code": text.split()[0]}
            )
        place = _OF.get(search_key(said["of"]), "") if said["of"] else "T"
        if place not in cells_by_place(line):
            raise forms.ValidationError(_("Line %(code)s does not count that.") % {"code": line.code})
        return Meant(key_of_line(line), place)
