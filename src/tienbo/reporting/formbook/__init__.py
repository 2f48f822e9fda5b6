"""The form book: forms of reports read, written in the browser, previewed, compared, imported, released, taken over by
open rounds.

Words: a *draft* is the next version of a form; a *paper form* is one that an office has as a Word or Excel file, read
into a draft row by row. Stands above `entry`, because a round that goes over to a new version shows what is entered;
the forms themselves are `definitions`.

Tables: none.
"""
