"""Regular expressions from words of the vocabulary."""

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first, so that it wins; one that never matches where there is no word."""
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) or "(?!)"
