"""Official documents, written and read. This module knows no report, no unit and no user.

Purpose
    Describe a document once (`content`), in the layout that the law asks for on its date (`editions`), and
    write it as DOCX (`docx`), PDF (`pdf`) and, for its tables, XLSX (`xlsx`). The same description gives
    the same bytes on any machine with the same release: an issued file is kept with its SHA-256 and can be
    rebuilt.

Words
    document    blocks in order, an edition, a language, draft or not
    block       one of twelve kinds of `content`: letterhead, title, addressees, legal basis, heading,
                paragraph, items, table, closing, annex, page break, note
    edition     the rules of layout in force at a date for a line of bodies ("state" so far)
    role        what a line of text is (issuer, number, body, ...); an edition says how each role looks
    packing     putting the small objects of a PDF into compressed streams
    lowering    turning blocks into lines, rules and grids with their final text: `layout`; every writer
                starts there
    mark        a short sign beside a figure that the legend explains (estimate, not collected, ...)

No tables of the database, no Django.
"""
