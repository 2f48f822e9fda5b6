"""What a unit should know: an inbox per unit, read by each person for himself.

Words: a *notice* is a fact with a link (module, kind, key) that ``config.links`` resolves; it names no person. A *line*
of the inbox is one notice, or what many units did on one day, told in one sentence.

Beyond the site it goes by mail, as often as each person wants and only to an address that he has proved to be his (a
*digest* is what is due and what is unread, in one message), and as a *calendar feed*: due days at a secret address.

Tables: ``notices_notice``, ``notices_reading``, ``notices_seen``, ``notices_mailpreference``, ``notices_calendarfeed``.
"""
