"""What can stand in the way of writing the next version of a form or of a rule set."""


class DraftThere(ValueError):
    """The next version is begun already; `draft` is it."""

    def __init__(self, draft) -> None:
        self.draft = draft
        super().__init__(str(draft))


class DraftMoved(ValueError):
    """Somebody else has changed the draft, or it is gone, since it was read."""


class NothingChanged(ValueError):
    """The draft says exactly what is in force, or what it began with: there is nothing to release."""
