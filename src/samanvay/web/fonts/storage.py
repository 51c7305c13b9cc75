"""How collected static files are named: by their content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Rewrites addresses in style sheets only: the source maps that libraries' scripts name are not served."""

    patterns = tuple(
        (
            extension,
            [each for each in rules if not (isinstance(each, tuple) and "sourceMappingURL" in each[0])],
        )
        for extension, rules in CompressedManifestStaticFilesStorage.patterns
        if extension == "*.css"
    )
