"""The official report: one content built from a snapshot, printed as DOCX, PDF and an XLSX annex.

Words: a *snapshot* is everything a printed report needs, as plain data (built by ``gathering``); its *basis* are the
units whose figures are in the totals, and what each of them said; an *issued file* is a printed form of a version, kept
with its SHA-256: it is the record. Any draft prints too, marked "DỰ THẢO", and is not kept.

Table: ``reporting_issuedfile``.
"""
