"""The demo province: the whole chain run through the same actions that people use, on days that follow one another.
Figures and texts are invented and marked so.

``chain`` builds it once; ``province`` makes units and people, ``guidance`` the letter, ``rounds`` the reports, out of
``figures`` and of the sentences in ``texts``; ``days`` says when. Tables: none.
"""
