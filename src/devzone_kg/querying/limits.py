"""A query cut to so many rows: its LIMIT and OFFSET rewritten, so that the engine stops by itself."""

import re
from dataclasses import dataclass
from functools import lru_cache

from devzone_kg.querying.scanner import SKIP, TOKEN

_NUMBER = re.compile(rf"(?:LIMIT|OFFSET){SKIP}(\d{{1,18}})(?!\d)", re.I)


@dataclass(frozen=True, slots=True)
class Cut:
    """A SELECT with at most so many rows, and another that asks whether there is one more."""

    capped: str
    beyond: str


@lru_cache(maxsize=64)
def cut(text: str, rows: int) -> Cut:
    """Cut a SELECT to its first rows.

    A text that is not SPARQL may become any other; where the engine refuses a cut text, the text itself is to be run.
    """
    kept, own, end = _without_limits(text)
    offset, limit = own.get("offset", 0), own.get("limit")

    def limited(start: int, count: int) -> str:
        count = count if limit is None else max(0, min(count, limit - start))
        return f"{kept[:end]}\nOFFSET {offset + start} LIMIT {count}\n{kept[end:]}"

    return Cut(limited(0, rows), limited(rows, 1))


def _without_limits(text: str) -> tuple[str, dict[str, int], int]:
    """The text without its own LIMIT and OFFSET, what these are, and where new ones are to stand: ahead of a last VALUES."""
    own: dict[str, int] = {}
    pieces: list[str] = []
    position, start, depth, end = 0, 0, 0, None
    while token := TOKEN.match(text, position):
        position = token.end()
        depth += {"{": 1, "}": -1}.get(token["other"] or "", 0)
        word = (token["word"] or "").lower() if depth == 0 else ""
        if word == "values" and end is None:
            end = len("".join(pieces)) + token.start() - start
        elif word in ("limit", "offset") and (number := _NUMBER.match(text, token.start())):
            own[word] = int(number[1])
            pieces.append(text[start : token.start()])
            start = position = number.end()
    kept = "".join([*pieces, text[start:]])
    return kept, own, len(kept) if end is None else end
