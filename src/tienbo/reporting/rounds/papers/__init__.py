"""Papers upward: what a unit sends up beside its periodic report, over the same elements (ADR 0031).

Words: a *paper* ("báo cáo khác từ cùng số liệu") is a round of one unit on another form, for the same period and
closing date as the round that it is *drawn from*. The unit answers in it for its whole territory; nobody below is asked
again.
How its figures and text are taken over is said in `entry.drawing`; whose paper it is, in `committees.PaperIssuer`.

No table of its own: `Round.drawn_from`, and ``whole`` among the round's options.
"""
