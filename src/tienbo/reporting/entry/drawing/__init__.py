"""Drawing a paper upward: its figures and text, out of the report that feeds it (ADR 0031).

Words: to *draw* ("lấy số liệu") puts totals of the told version of the feeding report, the one that is taken or was
sent last, into the cells of the paper that are blank or still hold what was drawn before. What a person typed is
kept. A *step* is one cell: what stands, what comes, what becomes of it. Text is taken over heading by heading, with
its source.

Table: ``reporting_draw`` (with its model in `entry`).
"""
