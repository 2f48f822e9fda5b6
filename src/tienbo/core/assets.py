"""Static files: without comments, compressed and named after their content; plain while developing and testing."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import Storage as Files
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKAGE = Path(__file__).resolve().parents[1]


class Storage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that also answers before ``collectstatic`` has run.

    `tienbo serve` collects at its start, so a browser may keep each file for a year: a changed file has
    another name. Where nothing was collected (tests, ``TIENBO_DEBUG``) or a file is newer than the
    collection, the plain name is given, which WhiteNoise finds in the packages.
    """

    # ES modules import each other by relative names, which must be those of the collected files.
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, tuple[Files, str]], **options) -> Iterator[tuple]:
        """As WhiteNoise does it, from our scripts without their comments: a third of what a weak line carries."""
        bare = {
            name: (_Bare(files) if self._is_our_script(name) else files, path) for name, (files, path) in paths.items()
        }
        yield from super().post_process(bare, **options)

    @staticmethod
    def _is_our_script(name: str) -> bool:
        return name.endswith(".js") and (PACKAGE / name.split("/")[0]).is_dir()

    def url_converter(self, name: str, *arguments, **options) -> Callable:
        """What rewrites a reference within a file. In another package's file a broken one stays as it is."""
        convert = super().url_converter(name, *arguments, **options)
        if (PACKAGE / name.split("/")[0]).is_dir():
            return convert

        def convert_or_keep(match) -> str:
            try:
                return convert(match)
            except ValueError:
                return match[0]

        return convert_or_keep

    def stored_name(self, name: str) -> str:
        """The name under which the file is served: with its hash, or plain when it was not collected."""
        if not self.hashed_files:
            return name
        try:
            return super().stored_name(name)
        except ValueError:
            return name


class _Bare:
    """A folder of scripts, read without comments and without white space."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def open(self, path: str) -> ContentFile:
        with self.files.open(path) as script:
            return ContentFile(jsmin(script.read()), name=path)

    def __getattr__(self, name: str):
        return getattr(self.files, name)
