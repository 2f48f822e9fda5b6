"""One-time passwords that can be read out over a telephone; pure."""

import secrets

# Without letters and digits that are mistaken for one another (0 o, 1 l i).
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS = 3, 4


def new_password() -> str:
    """``7kmp-x3aq-w9bd``: some 59 bits, more than a rate-limited login lets anybody try."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)
