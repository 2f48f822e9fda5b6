"""Where each kind of thing is shown (``core.links``): (module, kind) -> a function from key to address."""

from collections.abc import Callable

from django.urls import reverse


def _named(name: str) -> Callable[[str], str]:
    """The page of this URL name, whose one argument is the key."""
    return lambda key: reverse(name, args=[key])


def _passage(key: str) -> str:
    """The place in a letter from which a task was taken; the key is "letter uid.number of the find"."""
    uid, _, number = key.partition(".")
    return f"{reverse('guidance:letter', args=[uid])}#at-{number}"


LINKS: dict[tuple[str, str], Callable[[str], str]] = {
    ("units", "unit"): _named("home:unit"),
    ("access", "user"): _named("access:person"),
    ("guidance", "letter"): _named("guidance:letter"),
    ("guidance", "proposal"): _passage,
    ("tasks", "task"): _named("tasks:task"),
}
