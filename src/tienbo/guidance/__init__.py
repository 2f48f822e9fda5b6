"""Letters: read, confirmed, issued, acknowledged.

Words: a *letter* is a guidance document as its issuer sent it; its *reading* is what was found in the text, each find
with its place, proposed until a person confirms it; an *addressee* is a unit it was issued to. Issuing turns each
confirmed proposal into a task per addressee.

Tables: ``guidance_letter``, ``guidance_proposal``, ``guidance_addressee``.
"""
