"""The one family of errors that a user can cause; the command line prints their text and exits with status 2."""


class DevzoneError(Exception):
    """Bad input: the message names the file, the place and what was expected."""


class ReadingError(DevzoneError):
    """A document that cannot be read: missing, empty, binary, too large, or of an unknown encoding."""


class QueryError(DevzoneError):
    """A query that cannot be answered: wrong syntax, an unknown name, a missing parameter, or one that is refused."""


class StoreError(DevzoneError):
    """A store that cannot be opened or written."""


class ShapesError(DevzoneError):
    """A shapes file that cannot be used."""


class MissingPackageError(DevzoneError):
    """A format that this installation cannot write, since it lacks a package."""
