"""A real Chromium against the real program: the live server serves collected, compressed, hashed files as
production does.

Every test of this folder is a browser test. Whatever the console calls an error, a page that fails, a file
that is not found and a refusal by the Content-Security-Policy fail the test at its end.
"""

import contextlib
import dataclasses
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.sheet import Sheet

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    # The tests run as root in containers, without a graphics card, and reach nothing but this machine.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SIZES = {"wide": {"width": 1366, "height": 768}, "phone": {"width": 360, "height": 740}}
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, one per file of tests."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.fail("The browser tests need Chromium (apt-get install chromium); `make test` installs it for root.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def collected() -> dict[str, str]:
    """The static files collected once, as `tienbo serve` does; the names by which they are served."""
    call_command("collectstatic", verbosity=0, interactive=False)
    names = dict(staticfiles_storage.hashed_files)
    staticfiles_storage.hashed_files = {}
    return names


class _Stoppable(ThreadedWSGIServer):
    """Stopping it ends the connections that browsers keep open, too, and its port is free at once."""

    def __init__(self, *arguments, **options) -> None:
        self.connections: set[socket.socket] = set()
        super().__init__(*arguments, **options | {"allow_reuse_address": True})

    def process_request(self, request, client_address) -> None:
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        self.connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for each in list(self.connections):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Thread(LiveServerThread):
    server_class = _Stoppable


class Server:
    """The program, served from another thread; it can be stopped and started again at the same address."""

    def __init__(self) -> None:
        self.port = 0
        self.start()

    def start(self) -> None:
        """Serve, on the port of before or on a free one, and wait until it answers."""
        # WhiteNoise serves the static files here as in production, not Django's development handler.
        self.thread = _Thread("127.0.0.1", static_handler=lambda application: application, port=self.port)
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        if self.thread.error:
            raise self.thread.error
        self.port = self.thread.port

    def stop(self) -> None:
        """Nobody listens at the address any more."""
        self.thread.terminate()


@pytest.fixture
def server(transactional_db, collected, settings) -> Iterator[Server]:
    """The program on a free port of 127.0.0.1."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    staticfiles_storage.hashed_files = collected
    running = Server()
    yield running
    running.stop()
    staticfiles_storage.hashed_files = {}


@pytest.fixture
def live(server) -> str:
    """The address of the program."""
    return f"http://127.0.0.1:{server.port}"


@dataclasses.dataclass
class Window:
    """A browser context and whatever went wrong in its pages. A test that wants a refusal clears `problems`."""

    context: BrowserContext
    problems: list[str]

    def page(self) -> Page:
        """A new page whose problems are written down."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        page.on(
            "response",
            lambda answer: self.problems.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )
        return page


@pytest.fixture
def window(chromium, live) -> Iterator[Callable[..., Window]]:
    """``window("phone", user=user, javascript=False, language="en")``: a window of its own, signed in as `user`."""
    opened: list[Window] = []

    def open_window(
        size: str = "wide", *, user=None, javascript: bool = True, language: str = "vi", theme: str = "light"
    ) -> Window:
        context = chromium.new_context(
            base_url=live, viewport=SIZES[size], java_script_enabled=javascript, locale=language, color_scheme=theme,
            reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": "django_language", "value": language, "url": live}])
        if user is not None:
            context.add_cookies([_signed_in(user, live)])
        opened.append(Window(context, []))
        return opened[-1]

    yield open_window
    for each in opened:
        each.context.close()
    problems = [problem for each in opened for problem in each.problems]
    assert not problems, "\n".join(problems)


def _signed_in(user, live: str) -> dict:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live}


@pytest.fixture(params=list(SIZES))
def page(request, window) -> Page:
    """A page of nobody in particular; the test runs once on a wide screen and once on a telephone."""
    return window(request.param).page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """``axe(page)`` fails with what axe-core finds against WCAG 2.2 AA, each with its place and what to do."""

    def look(page: Page) -> None:
        # What the bar above covers while the page is scrolled is no small target; an address with a place in it is
        # scrolled to that place when everything has come.
        page.wait_for_load_state("load")
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        page.wait_for_function("scrollY === 0")
        found = Axe().run(
            page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        lines = []
        for violation in found.response["violations"]:
            for node in violation["nodes"]:
                lines.append(f"{violation['id']}: {violation['help']}\n    {node['html'][:200]}")
        assert not lines, f"{page.url}\n" + "\n".join(lines)

    return look


@dataclasses.dataclass(frozen=True)
class Weight:
    """Bytes over the wire of a first visit, as compressed, and the requests that brought them."""

    total: int
    requests: dict[str, int]


@pytest.fixture
def weigh(chromium, live) -> Callable[..., Weight]:
    """``weigh("/path/", user=user)``: what a first visit with an empty cache brings over the wire, in bytes."""

    def put_on_the_scales(path: str, *, user=None) -> Weight:
        with contextlib.closing(chromium.new_context(base_url=live)) as context:
            if user is not None:
                context.add_cookies([_signed_in(user, live)])
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            addresses: dict[str, str] = {}
            sizes: dict[str, int] = {}
            session.on(
                "Network.requestWillBeSent",
                lambda event: addresses.update({event["requestId"]: event["request"]["url"]}),
            )
            session.on(
                "Network.loadingFinished",
                lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
            )
            page.goto(path, wait_until="networkidle")
        requests = {addresses[number]: size for number, size in sizes.items() if number in addresses}
        return Weight(sum(requests.values()), requests)

    return put_on_the_scales


@pytest.fixture
def opened(window):
    """A window whose refusals are wanted, and the table in it."""
    it = window()
    sheet = Sheet(it.page())
    yield it, sheet
    # The browser itself writes a line for every request that failed.
    it.problems[:] = [
        problem for problem in it.problems if "Failed to load resource" not in problem and "echo" not in problem
    ]
