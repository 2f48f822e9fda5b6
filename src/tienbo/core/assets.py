"""Static files: compressed and named after their content; plain while developing and testing."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that also answers before ``collectstatic`` has run.

    `tienbo serve` collects at its start, so a browser may keep each file for a year: a changed file has
    another name. Where nothing was collected (tests, ``TIENBO_DEBUG``) or a file is newer than the
    collection, the plain name is given, which WhiteNoise finds in the packages.
    """

    # ES modules import each other by relative names, which must be those of the collected files.
    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The name under which the file is served: with its hash, or plain when it was not collected."""
        if not self.hashed_files:
            return name
        try:
            return super().stored_name(name)
        except ValueError:
            return name
