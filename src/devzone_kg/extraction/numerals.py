"""Numerals of Chinese texts: Arabic digits with separators, full-width digits, and Chinese numerals.

A parser of its own and not cn2an: that takes 0.12 s to import and refuses what plans write (百家, 三十余家).
"""

import re

ARABIC = r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+)(?:[.．][0-9０-９]+)?"
CHINESE = r"[一二三四五六七八九十百千两〇零]{1,16}"  # bounded, so that a search takes linear time

_PLAIN = str.maketrans("０１２３４５６７８９．", "0123456789.", ",， \u00a0\u3000")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_RANKS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_IS_ARABIC = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def parse(text: str) -> float:
    """The value of a numeral: 1,200 → 1200, 一百二十 → 120, 二〇二五 → 2025, 百 → 100.

    Raises:
        ValueError: the text is no numeral.
    """
    plain = text.translate(_PLAIN)
    if _IS_ARABIC.fullmatch(plain):
        return float(plain)
    if not plain or any(c not in _DIGITS and c not in _RANKS and c not in _GROUPS for c in plain):
        raise ValueError(f"not a numeral: {text!r}")
    if len(plain) > 1 and all(c in _DIGITS for c in plain):
        return float("".join(str(_DIGITS[c]) for c in plain))
    return float(_chinese(plain))


def _chinese(text: str) -> int:
    """Ranks (十 百 千) build up a group, 万 and 亿 close it; a rank without a digit before it counts one."""
    total = group = 0
    digit: int | None = None
    for c in text:
        if c in _DIGITS:
            if digit:
                raise ValueError(f"not a numeral: {text!r}")  # 十四五
            digit = _DIGITS[c]
        elif c in _RANKS:
            group += (digit or 1) * _RANKS[c]
            digit = None
        else:
            group += digit or 0
            total = (total + group or 1) * _GROUPS[c] if c == "亿" else total + (group or 1) * _GROUPS[c]
            group, digit = 0, None
    return total + group + (digit or 0)
