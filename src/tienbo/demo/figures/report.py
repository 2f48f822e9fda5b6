"""A whole invented report. Pure."""

from tienbo.demo.figures.activities import (
    tell_advice,
    tell_events,
    tell_funds,
    tell_inspections,
    tell_of_itself,
    tell_training,
    tell_violence,
    tell_women_introduced,
)
from tienbo.demo.figures.bodies import tell_committee, tell_government, tell_party, tell_staff
from tienbo.demo.figures.draft import Draft, Subject
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.schema import Definition

# What is told first is what later ones build on.
STORIES = (
    tell_committee,
    tell_party,
    tell_government,
    tell_staff,
    tell_women_introduced,
    tell_of_itself,
    tell_training,
    tell_events,
    tell_inspections,
    tell_violence,
    tell_advice,
    tell_funds,
)


def invented_report(definition: Definition, subject: Subject) -> dict[Cell, Figure]:
    """The figures of a report in which no check of the form finds anything; the same subject has the same ones."""
    draft = Draft(definition, subject)
    for tell in STORIES:
        tell(draft)
    draft.draw_the_rest()
    return draft.figures()
