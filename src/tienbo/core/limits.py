"""How often something may be asked of an address that needs no login; counted across processes."""

import time

from django.core.cache import cache


def is_over(what: str, *, most: int, seconds: int) -> bool:
    """Count one more of `what` and say whether there were more than `most` within the present span of `seconds`.

    Two counted in the same moment may count as one: this holds back floods, it does not keep books.
    """
    key = f"limit:{what}:{int(time.time()) // seconds}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > most
    except ValueError:
        return False
