"""The report for a terminal: each finding at its words, why it is one, how to mend it; at the end a count by rule."""

import os
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from devzone_kg.reading.source import Span
from devzone_kg.validation.findings import Finding, Report
from devzone_kg.validation.places import Lines

_SENTENCE_END = re.compile(r"[。；;！？!?\r\n\t]")
_LINE_END = re.compile(r"[\r\n]")
_WIDTH = 76  # columns of an excerpt
_QUOTE = 24  # characters of a related place
_RELATED = 5  # related places shown
_COLOURS = {"violation": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_WORDS = {
    "zh": {
        "violation": "错误", "warning": "警告", "info": "提示", "why": "原因", "how": "修改", "see": "相关", "colon": "：",
        "more": "另有{}处", "none": "没有发现问题", "total": "共{}个：", "comma": "，",
        "hidden": "另有{}个已说明理由或列入基线，未列出",
    },
    "en": {
        "violation": "error", "warning": "warning", "info": "info", "why": "why", "how": "help", "see": "see", "colon": ": ",
        "more": "and {} more", "none": "nothing found", "total": "{} findings: ", "comma": ", ",
        "hidden": "{} more are suppressed or in the baseline",
    },
}  # fmt: skip


def render(report: Report, lang: str | None = None, *, colour: bool = False) -> str:
    """The report as lines of text."""
    page = _Page(report, lang or locale_language(), colour, Lines(report.text))
    parts = [*report.notes, *(page.finding(f) for f in report.findings), page.summary()]
    return "\n".join(parts) + "\n"


def locale_language() -> str:
    """The language of the locale: zh, else en."""
    named = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    return "zh" if named.lower().startswith("zh") else "en"


@dataclass(frozen=True, slots=True)
class _Page:
    report: Report
    lang: str
    colour: bool
    lines: Lines

    def _word(self, name: str) -> str:
        return _WORDS[self.lang][name]

    def _paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_PLAIN}" if self.colour else text

    def finding(self, finding: Finding) -> str:
        """The block of one finding."""
        severity = self._paint(f"{self._word(finding.severity)} {finding.rule}", _COLOURS[finding.severity])
        place = f"{self.report.document}:{finding.line}:{finding.column}"
        item = f" [{finding.item}]" if finding.item else ""
        message = self._paint(finding.message[self.lang], _BOLD)
        sentence, marks = excerpt(self.report.text, finding.span)
        rows = [f"{place}: {severity}{self._word('colon')}{message}{item}"]
        rows += [f"    | {sentence}", f"    | {self._paint(marks, _COLOURS[finding.severity])}"] if sentence else []
        rows += [
            self._line(name, text) for name, text in (("why", self._why(finding)), ("how", finding.help[self.lang])) if text
        ]
        rows += [self._line("see", place) for place in self._related(finding)]
        return "\n".join(rows) + "\n"

    def _line(self, name: str, text: str) -> str:
        return f"    = {self._word(name)}{self._word('colon')}{text}"

    def _why(self, finding: Finding) -> str:
        norm = finding.source.get(self.lang, "")
        if not norm:
            return finding.reason.get(self.lang, "")
        return f"{finding.reason[self.lang]} ({norm})" if self.lang == "en" else f"{finding.reason[self.lang]}（{norm}）"

    def _related(self, finding: Finding) -> list[str]:
        shown = []
        for related in finding.related[:_RELATED]:
            line, column = self.lines.place(related.span.start)
            words = _one_line(related.quote)
            shown.append(f"{self.report.document}:{line}:{column} {words[:_QUOTE]}{'…' if len(words) > _QUOTE else ''}")
        left = len(finding.related) - _RELATED
        return [*shown, self._word("more").format(left)] if left > 0 else shown

    def summary(self) -> str:
        """How many findings each rule gave, and in all."""
        hidden = [self._word("hidden").format(self.report.suppressed)] if self.report.suppressed else []
        if not self.report.findings:
            return "\n".join([f"{self.report.document}{self._word('colon')}{self._word('none')}", *hidden])
        counts = Counter((f.rule, f.severity) for f in self.report.findings)
        rows = [f"  {rule:<4} {count:>3}  {self._word(severity)}" for (rule, severity), count in sorted(counts.items())]
        by_severity = Counter(f.severity for f in self.report.findings)
        total = self._word("comma").join(f"{self._word(s)} {by_severity[s]}" for s in _COLOURS if by_severity[s])
        return "\n".join([*rows, self._word("total").format(len(self.report.findings)) + total, *hidden])


def sentence_around(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before, in and after a span within its sentence, each on one line and cut to a length that can be read."""
    line_end = _LINE_END.search(text, span.start, span.end)
    stop = line_end.start() if line_end else span.end
    start, end = _sentence(text, span.start, stop)
    return (
        _one_line(text[start : span.start]).lstrip(),
        _one_line(text[span.start : stop]),
        _one_line(text[stop : max(stop, end)]),
    )


def excerpt(text: str, span: Span) -> tuple[str, str]:
    """The sentence that holds a span, cut to the width of a terminal, and the marks that stand under the span's words."""
    line_end = _LINE_END.search(text, span.start, span.end)
    stop = line_end.start() if line_end else span.end
    start, end = _sentence(text, span.start, stop)
    start, end = _window(text, start, end, span.start, stop)
    before = ("…" if start and not _SENTENCE_END.match(text[start - 1]) else "") + _one_line(text[start : span.start]).lstrip()
    marked = _one_line(text[span.start : stop])
    marked, cut = _cut(marked)
    after = "…" if cut else _one_line(text[stop:end])
    return before + marked + after, " " * width(before) + "^" * max(1, width(marked))


def _sentence(text: str, start: int, stop: int) -> tuple[int, int]:
    left = start
    while left > max(0, start - _WIDTH) and not _SENTENCE_END.match(text[left - 1]):
        left -= 1
    right = _SENTENCE_END.search(text, max(start, stop - 1), min(len(text), stop + _WIDTH))
    return left, (right.end() if right.group() not in "\r\n\t" else right.start()) if right else min(len(text), stop + _WIDTH)


def _window(text: str, start: int, end: int, first: int, stop: int) -> tuple[int, int]:
    """Cut a sentence that is too wide, on both sides of its marked words."""
    room = max(_WIDTH - width(text[first:stop]), 16)
    while start < first and width(text[start:first]) > room * 2 // 3:
        start += 1
    end = max(end, stop)
    while end > stop and width(text[stop:end]) > room - width(text[start:first]):
        end -= 1
    return start, end


def _cut(words: str) -> tuple[str, bool]:
    kept = words
    while width(kept) > _WIDTH:
        kept = kept[: len(kept) - max(1, (width(kept) - _WIDTH) // 2)]
    return kept, kept != words


def _one_line(words: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]", " ", words)


def width(words: str) -> int:
    """The columns that words take on a terminal: two for a full-width character, none for a combining one."""
    return sum(_columns(c) for c in words)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
