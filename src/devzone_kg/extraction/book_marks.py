"""Titles in book marks: 《…》 with inner 〈…〉, <…> or 《…》, half-width and mismatched marks included."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from devzone_kg.reading.source import Span

_MARK = re.compile(r"<<|>>|[《》〈〉＜＞<>«»]")
_OUTER, _OUTER_CLOSE, _INNER_OPEN = ("《", "<<", "«"), ("》", ">>", "»"), ("〈", "<", "＜")
_STOP = re.compile(r"[。；！？]|\n\s*\n")
_REST_OF_OUTER = re.compile(r"[^《》〈〉<>＜＞。；，,\n]{0,14}[》〉>＞]")  # 的通知》
_CLOSED_LATER = re.compile(r"[^《》〈<。；\n]{0,40}》")
_UNCLOSED = re.compile(r"[^《》〈〉<>（()）〔\[，,。；;：:\n]{4,80}")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """A title with its marks; `inner` stands in marks in it; not `sure` where the outer are not 《》 or one is missing."""

    span: Span  # with the marks
    title: Span  # between the outermost marks
    inner: Span | None
    sure: bool


@dataclass(slots=True)
class _Open:
    """Marks that are open at a place in the text, the outermost first."""

    marks: list[re.Match[str]]
    inner: Span | None = None

    @property
    def outer(self) -> re.Match[str]:
        return self.marks[0]


def marked_titles(text: str, nested_after: re.Pattern[str]) -> Iterator[Marked]:
    """The titles in book marks, in order. `nested_after` matches the end of what stands before a 《 inside a title (印发)."""
    state: _Open | None = None
    for mark in _MARK.finditer(text):
        if state and _too_far(text, state.outer.end(), mark.start()):
            yield from _unclosed(text, state)
            state = None
        if mark.group() in _OUTER or mark.group() in _INNER_OPEN:
            if state and mark.group() in _OUTER and not _nests(text, state, mark, nested_after):
                yield from _unclosed(text, state)
                state = None
            state = state or _Open([])
            state.marks.append(mark)
        elif state and _close(text, state, mark):
            yield Marked(
                Span(state.outer.start(), mark.end()),
                Span(state.outer.end(), mark.start()),
                state.inner,
                state.outer.group() in _OUTER,
            )
            state = None
    if state:
        yield from _unclosed(text, state)


def _too_far(text: str, start: int, end: int) -> bool:
    return end - start > _LONGEST or _STOP.search(text, start, end) is not None


def _nests(text: str, state: _Open, mark: re.Match[str], nested_after: re.Pattern[str]) -> bool:
    return nested_after.search(text, max(state.outer.end(), mark.start() - 8), mark.start()) is not None


def _close(text: str, state: _Open, mark: re.Match[str]) -> bool:
    """Take a closing mark; true where it closes the outermost title."""
    closes_outer_kind = mark.group() in _OUTER_CLOSE
    if len(state.marks) == 1:
        return closes_outer_kind or state.outer.group() not in _OUTER or not _CLOSED_LATER.match(text, mark.end())
    last = state.marks[-1]
    if closes_outer_kind and last.group() in _INNER_OPEN and not _REST_OF_OUTER.match(text, mark.end()):
        return True
    state.marks.pop()
    if len(state.marks) == 1:
        state.inner = Span(last.end(), mark.start())
    return False


def _unclosed(text: str, state: _Open) -> Iterator[Marked]:
    """A title whose closing mark is missing: up to the first mark that ends a clause."""
    start = state.outer.start()
    words = _UNCLOSED.match(text, state.outer.end())
    if state.inner and len(state.marks) == 1:  # 《关于印发《…》的通知, the last mark missing
        rest = re.compile(r"[^《》（()）〔\[，,。；;：:\s]{1,12}").match(text, state.inner.end + 1)
        end = rest.end() if rest else state.inner.end
        yield Marked(Span(start, end), Span(state.outer.end(), end), state.inner, False)
    elif words and state.outer.group() in _OUTER:
        yield Marked(Span(start, words.end()), Span(*words.span()), None, False)
