"""The report as a page of its own, without scripts and without anything from elsewhere."""

from collections import Counter
from html import escape

from devzone_kg.validation.findings import Finding, Report
from devzone_kg.validation.reporters.text import sentence_around

_WORDS = {
    "zh": {
        "title": "文稿检查", "why": "原因", "how": "修改", "see": "相关", "none": "没有发现问题", "line": "第{}行",
        "hidden": "另有{}处已说明理由或列入基线，未列出",
    },
    "en": {
        "title": "Check", "why": "Why", "how": "How to mend", "see": "See", "none": "Nothing found", "line": "line {}",
        "hidden": "{} more are suppressed or in the baseline",
    },
}  # fmt: skip
_SEVERITIES = {
    "zh": {"violation": "错误", "warning": "警告", "info": "提示"},
    "en": {"violation": "error", "warning": "warning", "info": "info"},
}
_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1d2733}
article{border-left:4px solid #8a97a6;padding:.1rem 1rem;margin:1.2rem 0;background:#f6f8fa}
article.violation{border-color:#c0272d}article.warning{border-color:#b26b00}article.info{border-color:#1c6fa8}
mark{background:#ffe08a;color:inherit}h2{font-size:1rem;margin:.6rem 0}blockquote{margin:.6rem 0}
dt{font-weight:600}dd{margin:0 0 .4rem}
"""


def render(report: Report, lang: str) -> str:
    """A page with each finding in its sentence."""
    words = _WORDS[lang]
    counts = Counter(f.severity for f in report.findings)
    named = [f"{_SEVERITIES[lang][s]} {counts[s]}" for s in ("violation", "warning", "info") if counts[s]]
    remarks = [" · ".join(named) or words["none"], *report.notes]
    remarks += [words["hidden"].format(report.suppressed)] if report.suppressed else []
    body = "".join(_finding(report, f, lang) for f in report.findings)
    title = escape(f"{words['title']} {report.document}")
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f"{''.join(f'<p>{escape(r)}</p>' for r in remarks)}{body}</body></html>\n"
    )


def _finding(report: Report, finding: Finding, lang: str) -> str:
    words = _WORDS[lang]
    before, marked, after = map(escape, sentence_around(report.text, finding.span))
    place = " ".join(filter(None, (words["line"].format(finding.line), finding.item)))
    norm = f" ({finding.source[lang]})" if finding.source.get(lang) else ""
    related = "".join(f"<dd>{escape(r.quote[:60])}</dd>" for r in finding.related[:8])
    see = f"<dt>{words['see']}</dt>{related}" if related else ""
    head = escape(f"{_SEVERITIES[lang][finding.severity]} {finding.rule} · {place}: {finding.message[lang]}")
    return (
        f'<article class="{finding.severity}" id="c{finding.span.start}-{escape(finding.rule)}"><h2>{head}</h2>'
        f"<blockquote>{before}<mark>{marked}</mark>{after}</blockquote>"
        f"<dl><dt>{words['why']}</dt><dd>{escape(finding.reason.get(lang, '') + norm)}</dd>"
        f"<dt>{words['how']}</dt><dd>{escape(finding.help.get(lang, ''))}</dd>{see}</dl></article>\n"
    )
