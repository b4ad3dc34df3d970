"""The process that one document is read in: `python -m devzone_kg.reading.child KIND PATH MEMORY`."""

import contextlib
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

from devzone_kg.errors import ReadingError
from devzone_kg.reading.source import SourceText

OUT_OF_MEMORY = 3  # exit status


def reader(kind: str) -> Callable[[Path], SourceText]:
    """The reader of a format; only its own libraries are imported."""
    if kind == "docx":
        from devzone_kg.reading.docx import read_docx

        return read_docx
    if kind == "pdf":
        from devzone_kg.reading.pdf import read_pdf

        return read_pdf
    if kind == "rtf":
        from devzone_kg.reading.rtf import read_rtf

        return read_rtf
    from devzone_kg.reading.html import read_html

    return read_html


def main(kind: str, path: str, memory: str) -> None:
    """Read a document and write it, or the reason why not, to stdout."""
    with contextlib.suppress(ImportError):  # no such limits on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: SourceText | str
    try:
        answer = reader(kind)(Path(path))
    except ReadingError as error:
        answer = str(error)
    except RecursionError:
        answer = f"{path}: nested too deeply"
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except ImportError as error:
        answer = f"{path}: cannot be read, since a package is missing ({error})"
    except Exception as error:  # what a library makes of a file that is damaged in a way it does not expect
        answer = f"{path}: not a valid {kind} file, or damaged ({type(error).__name__}: {error})"
    sys.stdout.buffer.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
