"""An office's own workbook or Word table, read into its report: said once how, read so every time after.

Words: a *layout* says how the tables of one kind of file are read: for each table what its columns are (label, total,
women, ethnic-minority women, note) by the words of their headings, and which row is which line of the form by the words
of its label. It is *declared* on a *sample*, a file of that kind. A layout *fits* a file in which at least half of its
rows are found. What is not found is named and never guessed.

Table: ``reporting_ownlayout``.
"""
