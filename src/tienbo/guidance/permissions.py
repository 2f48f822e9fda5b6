"""Which permission each act on letters needs."""

from tienbo.access.permissions import Permission

VIEW = Permission.LETTER_VIEW
ISSUE = Permission.LETTER_ISSUE
ACKNOWLEDGE = Permission.LETTER_ACKNOWLEDGE
