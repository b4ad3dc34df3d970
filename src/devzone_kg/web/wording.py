"""The words of the pages, zh and en, and the language of a request."""

from typing import Literal, TypeAlias

from flask import request

Language: TypeAlias = Literal["zh", "en"]

WORDS: dict[str, tuple[str, str]] = {
    "site": ("开发区政策知识图谱", "Development-zone policy graph"),
    "home": ("首页", "Home"),
    "other_language": ("English", "中文"),
    "subtitle": ("谁牵头，谁配合，依据是哪句话", "Who leads, who supports, and which words say so"),
    "plans": ("方案", "Plans"),
    "duties": ("职责分工", "Duties"),
    "overall": ("总体分工", "Overall"),
    "measures": ("项措施", "measures"),
    "duty_count": ("项职责", "duties"),
    "targets": ("项目标", "targets"),
    "text": ("原文", "Text"),
    "questions": ("常用查询", "Questions"),
    "untitled": ("（无标题文件）", "(document without a title)"),
    "no_plans": ("图谱里还没有方案。", "There is no plan in the graph yet."),
    "more_plans": ("其他方案", "Further plans"),
    "legend": ("图例", "Key"),
    "query": ("查询", "Query"),
    "run": ("运行", "Run"),
    "results": ("结果", "Results"),
    "rows": ("行", "rows"),
    "truncated": (
        "结果已截断：只显示前 {} 行，下载的文件含更多行。",
        "Truncated: only the first {} rows are shown; the downloads hold more.",
    ),
    "pointing": ("指向它的内容", "What points at it"),
    "ontology": ("本体", "Ontology"),
    "no_rows": ("没有结果。", "No results."),
    "download": ("下载", "Download"),
    "to_text": ("看原文", "See the words"),
    "error": ("未能完成", "This could not be done"),
    "target": ("目标", "target"),
    "citation": ("引用", "citation"),
    "zone": ("园区", "zone"),
    "sparql_note": ("SPARQL 1.1 查询服务，只读。", "SPARQL 1.1 query service, read-only."),
    "skip": ("跳到正文", "Skip to the content"),
}

# role notation → (letter, zh, en); the letter goes with the colour, so that no one needs to tell colours apart
ROLES: dict[str, tuple[str, str, str]] = {
    "official": ("领", "责任领导", "Official"),
    "lead": ("牵", "牵头", "Lead"),
    "responsible": ("责", "责任", "Responsible"),
    "support": ("配", "配合", "Support"),
    "implement": ("实", "实施", "Implement"),
}


def language() -> Language:
    """The language that the request asks for: Chinese unless `?lang=en`."""
    return "en" if request.values.get("lang") == "en" else "zh"


def word(key: str) -> str:
    """A word of the pages in the language of the request."""
    zh, en = WORDS[key]
    return en if language() == "en" else zh


def either(zh: str, en: str) -> str:
    """One of two texts, in the language of the request."""
    return en if language() == "en" else zh


def local(path: str) -> str:
    """A path on this server that keeps the language of the request; the fragment stays at the end."""
    if language() != "en":
        return path
    path, hash_, fragment = path.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang=en{hash_}{fragment}"
