"""What stands around every page: the rail, the unit switcher, the inbox count."""


def chrome(request) -> dict:
    """Template context `chrome` of every page."""
    return {"chrome": {}}
