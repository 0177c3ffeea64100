"""The static files of an installation: compressed, and named by what they hold."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Scripts import each other by the names that change with their contents, so that all of them change at once."""

    support_js_module_import_aggregation = True
