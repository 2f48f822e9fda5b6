"""Form definitions: what a report asks, of whom, broken down how.

Words. A *definition* is one version of a form, read from YAML by a strict schema. A *row* asks one *data
element* (``party.bch``). A *breakdown* splits an element (``level=commune;sex=F``). A *cell* is an element
with a breakdown: the one place where a figure can stand. A *line* is what a unit of some kind sees of a row:
its printed number, its label and the cell under each column.
"""
