"""From what queries give to what is told: no query here but through them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tienbo.core import clock
from tienbo.reporting.api.decimals import written
from tienbo.reporting.api.shapes import Bilingual, CellName
from tienbo.reporting.definitions.cells import Cell, Figure, Text
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Check, Definition, Row
from tienbo.reporting.entry.queries import Kept, findings_of
from tienbo.reporting.entry.rights import closed_because
from tienbo.reporting.rounds.audience import Shape, lines_of, tables_of
from tienbo.reporting.rounds.due_days import OwnDue
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.states import DONE
from tienbo.reporting.rules.engine import Finding
from tienbo.reporting.versions.models import ReportVersion

BLANK = Kept(Figure(), "", 0)


def _pair(text: Text) -> Bilingual:
    return Bilingual(vi=text.vi, en=text.en)


def form_told(form: FormVersion) -> dict:
    """`shapes.FormTold`."""
    definition = definition_of(form)
    return {
        "code": form.code,
        "version": form.version,
        "digest": form.digest,
        "title": _pair(definition.title),
        "tables": [
            {
                "table": table.code,
                "title": _pair(table.title.text),
                "note": table.note and _pair(table.note.text),
                "rows": [_row(definition, row) for row in table.rows],
            }
            for table in definition.tables
        ],
        "breakdowns": {
            code: {
                "text": _pair(each.text),
                "kind": each.kind,
                "items": {item: _pair(words.text) for item, words in each.items.items()},
            }
            for code, each in definition.breakdowns.items()
        },
        "marks": {code: _pair(flag.text) for code, flag in definition.flags.items()},
        "rules": [rule_told(rule) for rule in definition.checks],
    }


def _row(definition: Definition, row: Row) -> dict:
    return {
        "row": row.row,
        "element": row.code,
        "label": _pair(row.label),
        "unit": _pair(definition.unit_of(row)),
        "kind": row.kind,
        "nature": row.nature,
        "aggregation": row.aggregation,
        "breakdowns": list(row.by),
        "terms": row.terms,
        "part_of": row.of,
        "confidentiality": row.confidentiality,
        "note": row.note and _pair(row.note.text),
    }


_SAID_ELSEWHERE = {"code", "severity", "vi", "en", "fix"}


def rule_told(rule: Check) -> dict:
    """`shapes.RuleTold`."""
    return {
        "code": rule.code,
        "severity": rule.severity,
        "text": _pair(rule.text),
        "remedy": _pair(rule.fix.text),
        "check": rule.model_dump(mode="json", exclude=_SAID_ELSEWHERE, exclude_defaults=True),
    }


def round_told(round: Round) -> dict:
    """`shapes.RoundTold`. The round's unit, form and dues are at hand."""
    return {
        "code": round.code,
        "title": round.title,
        "unit": str(round.unit.uid),
        "form": {"code": round.form.code, "version": round.form.version},
        "report": round.report,
        "starts_on": round.starts_on,
        "ends_on": round.ends_on,
        "closing_on": round.closing_on,
        "dues": [{"kind": due.kind, "last_day": due.deadline.last_on_time} for due in round.dues.all()],
    }


def report_told(report: Report, due: OwnDue | None, version: ReportVersion | None, counted: int | None) -> dict:
    """`shapes.ReportTold`. `version`: the newest that was sent; `counted`: the key of the one that is taken."""
    participant = report.participant
    owes = participant.standing == Participant.Standing.REPORTS
    is_away = report.state in DONE
    return {
        "round": report.round.code,
        "unit": {
            "code": participant.slug,
            "uid": report.unit.uid,
            "name": participant.name,
            "kind": participant.kind,
        },
        "form": {"code": report.round.form.code, "version": report.round.form.version},
        "state": report.state,
        "owes": owes,
        "last_day": due.deadline.last_on_time if due else None,
        "is_late": version.is_late if is_away else owes and bool(due and due.is_late(clock.today())),
        "version": version and version_told(version, counted),
    }


def version_told(version: ReportVersion, counted: int | None) -> dict:
    """`shapes.VersionTold`."""
    return {
        "number": version.number,
        "sent_at": version.submitted_at,
        "is_late": version.is_late,
        "digest": version.digest,
        "is_counted": version.pk == counted,
    }


def report_whole(user, report: Report, due: OwnDue | None, versions: list[ReportVersion], counted: int | None) -> dict:
    """`shapes.ReportWhole`; `versions`: the oldest first."""
    closed = closed_because(user, report)
    return report_told(report, due, versions[-1] if versions else None, counted) | {
        "versions": [version_told(version, counted) for version in versions],
        "may_enter": not closed,
        "closed_because": closed,
    }


def working_cells(report: Report, kept: Mapping[Cell, Kept]) -> list[dict]:
    """The working figures (`shapes.FigureTold`)."""
    return [
        place | _said(kept.get(cell, BLANK)) | {"revision": kept.get(cell, BLANK).revision}
        if place["is_asked"]
        else place | _said(Kept(Figure(None, "withheld"), "", 0)) | {"revision": 0}
        for cell, place in _places(report)
    ]


def sent_cells(report: Report, version: ReportVersion) -> list[dict]:
    """The figures of a version, as they were sent."""
    sent = {
        Cell(element, breakdown): Kept(Figure(None if value is None else Decimal(value), flag), note, 0)
        for element, breakdown, value, flag, note in version.figures
    }
    return [place | _said(sent.get(cell, BLANK)) | {"revision": None} for cell, place in _places(report)]


def _places(report: Report) -> Iterable[tuple[Cell, dict]]:
    """Every cell that is asked of the unit or withheld by rule, with where it stands."""
    shape = Shape.of(report.participant)
    for table in tables_of(report.round):
        for line in lines_of(report.round, shape, table.code):
            if not (line.is_entered or line.is_withheld):
                continue
            for column, cell in line.columns.items():
                yield (
                    cell,
                    {
                        "element": cell.element,
                        "breakdown": cell.breakdown,
                        "table": table.code,
                        "line": line.code,
                        "column": column,
                        "is_asked": line.is_entered,
                    },
                )


def _said(kept: Kept) -> dict:
    return {**figure_told(kept.figure), "note": kept.note}


def figure_told(figure: Figure) -> dict:
    """The value and the mark of a figure."""
    return {
        "value": None if figure.value is None else written(figure.value),
        "mark": None if figure.is_blank else figure.flag,
    }


def findings_told(report: Report, kept: Mapping[Cell, Kept] | None = None) -> dict:
    """`shapes.FindingsTold`, of the figures that stand or of those given."""
    findings = findings_of(report, kept)
    return {
        "errors": sum(each.severity == "error" for each in findings),
        "warnings": sum(each.severity == "warning" and not each.is_justified for each in findings),
        "findings": said_of(report, findings),
    }


def said_of(report: Report, findings: Iterable[Finding]) -> list[dict]:
    """`shapes.FindingTold` of each."""
    reasons = dict(report.justifications.values_list("finding", "text"))
    lines = {(place["table"], cell): place["line"] for cell, place in _places(report)}
    return [
        {
            "key": finding.key,
            "rule": finding.code,
            "severity": finding.severity,
            "table": finding.table,
            "line": lines.get((finding.table, finding.cells[0])) if finding.cells else None,
            "column": finding.column,
            "cells": [CellName(element=cell.element, breakdown=cell.breakdown) for cell in finding.cells],
            "message": _pair(finding.message),
            "is_justified": finding.is_justified,
            "reason": reasons.get(finding.key, "") if finding.severity == "warning" else "",
        }
        for finding in findings
    ]
