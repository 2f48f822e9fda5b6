"""Guidance letters: read, confirmed by a person, issued to units below, acknowledged, followed until done.

Words: a *letter* (công văn, kế hoạch, ...) belongs to the unit that issues it and begins as a *draft* read from a file
or from pasted text; a *proposal* is something the reader found in it, a task or a deadline for reports, which a person
*keeps*, corrects or *drops*; *issuing* (ban hành) enters the letter in the register, gives each kept task to each
*addressee* and tells them; an addressee *acknowledges* (tiếp nhận); until the first one has, the issuer may *withdraw*
(thu hồi). An addressee *passes the letter on* (triển khai xuống cấp dưới) by a letter of its own: its head comes from
the records, its text from the tasks that are kept, and the days for reports are *brought forward*. What the reader
read is kept as it was read, the corrected values beside it. A paragraph that sets several days is a proposal, and then
a task, for each day: its *part*.

Tables: ``guidance_letter``, ``guidance_proposal``, ``guidance_addressee``.
"""
