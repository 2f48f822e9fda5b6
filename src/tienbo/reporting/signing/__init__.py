"""Signed documents: which version a signed PDF is of, whether it still says what was issued, who signed; the public
page that a QR code leads to.

Words: an *original* is a PDF that was issued (``output``); a signed file *is of* a version when it begins with the
bytes of one of the version's originals and holds nothing but signatures beyond them; *examined* is what was found in a
file, as of a day and the roots of that day; a version's *standing* is whether a newer one was sent or it was recalled.

Table: ``reporting_examinedfile``.
"""
