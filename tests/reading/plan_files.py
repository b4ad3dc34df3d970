"""One plan of our own making, with every style of assignment and two tables, written in several formats."""

import io
import zipfile
from dataclasses import dataclass
from html import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
{}</Types>"""
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"""
_MAIN = {"document": "document.main"}
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True)
class Part:
    """A paragraph (with the level of its automatic number), or a table."""

    text: str = ""
    level: int | None = None  # 0: 一、  1: （一）  2: 1.
    number: str = ""  # as typed
    rows: tuple[tuple[tuple[str, int, int], ...], ...] = ()  # cells: text, rows, columns


def cell(text: str, rows: int = 1, columns: int = 1) -> tuple[str, int, int]:
    return text, rows, columns


TASKS = (
    (cell("序号"), cell("任务"), cell("牵头单位"), cell("配合单位"), cell("完成时限")),
    (
        cell("1"),
        cell("建设标准厂房十万平方米"),
        cell("县住房和城乡建设局", rows=2),
        cell("县自然资源局"),
        cell("2023年6月底前"),
    ),
    (cell("2"), cell("改造园区道路"), cell("县交通运输局、县财政局"), cell("2023年12月底前")),
    (cell("3"), cell("开展环境监测"), cell("县生态环境局"), cell("县水利局"), cell("长期坚持")),
)
FIGURES = (
    (cell("指标"), cell("单位"), cell("2025年目标值")),
    (cell("园区工业总产值"), cell("亿元"), cell("120")),
    (cell("污水集中处理率"), cell("%"), cell("98")),
)
PLAN = (
    Part("青山县促进工业园区高质量发展实施方案"),
    Part("青政发〔2022〕16号"),
    Part("为贯彻落实《关于推进开发区改革创新发展的意见》（赣府发〔2021〕5号），加快青山工业园区发展，制定本方案。"),
    Part("总体要求", 0, "一、"),
    Part("到2025年，园区主营业务收入达到200亿元以上，培育规模以上企业80家，规模以上工业增加值年均增长8%左右。"),
    Part("主要任务", 0, "二、"),
    Part("完善基础设施。推进园区道路、供水、供电建设。", 1, "（一）"),
    Part("牵头单位：县住房和城乡建设局"),
    Part("配合单位：县交通运输局、县水利局"),
    Part("强化招商引资。围绕主导产业开展招商。（责任单位：县商务局、县工业和信息化局，各乡镇人民政府）", 1, "（二）"),
    Part("加强科技创新。建设省级研发平台3个。（县科学技术局牵头，县教育局、县人力资源和社会保障局配合）", 1, "（三）"),
    Part("设立创新券。2023年底前出台管理办法。（县财政局）", 2, "1."),
    Part("建设孵化器。（县科学技术局、青山工业园区管委会）", 2, "2."),
    Part("优化服务。由县行政审批局牵头，会同县市场监督管理局推行告知承诺制。", 1, "（四）"),
    Part("重点任务分工", 0, "三、"),
    Part(rows=TASKS),
    Part("主要指标", 0, "四、"),
    Part(rows=FIGURES),
    Part("组织实施", 0, "五、"),
    Part("县发展和改革委员会负责统筹协调，每年开展一次考核。"),
    Part("青山县人民政府"),
    Part("2022年9月8日"),
)


def grid(rows: tuple[tuple[tuple[str, int, int], ...], ...]) -> list[list[str]]:
    """The texts of all places of a table, merged values repeated."""
    carried: dict[int, tuple[int, str]] = {}
    table = []
    for row in rows:
        line: list[str] = []
        cells = list(row)
        while cells or len(line) in carried:
            if len(line) in carried:
                left, text = carried.pop(len(line))
                if left > 1:
                    carried[len(line)] = (left - 1, text)
                line.append(text)
                continue
            text, down, across = cells.pop(0)
            if down > 1:
                carried[len(line)] = (down - 1, text)
            line += [text] * across
        table.append(line)
    return table


def as_text() -> str:
    lines = []
    for part in PLAN:
        lines += ["\t".join(row) for row in grid(part.rows)] if part.rows else [part.number + part.text]
    return "\n".join(lines)


def as_markdown() -> str:
    lines = ["<!-- 草稿 -->"]
    for part in PLAN:
        if part.rows:
            head, *rest = ["| " + " | ".join(row) + " |" for row in grid(part.rows)]
            lines.append("\n".join([head, "|" + " --- |" * len(grid(part.rows)[0]), *rest]))
        elif part is PLAN[0]:
            lines.append(f"# {part.text}")
        elif part.level is not None and part.level < 2:
            lines.append(f"#{'#' * (part.level + 1)} {part.number}{part.text}")
        else:
            lines.append(part.number + part.text.replace("牵头单位：", "**牵头单位：**"))
    return "\n\n".join(lines) + "\n"


def as_html() -> str:
    body = []
    for part in PLAN:
        if part.rows:
            rows = (
                "".join(f'<td rowspan="{down}" colspan="{across}">{escape(text)}</td>' for text, down, across in row)
                for row in part.rows
            )
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            body.append(f"<p>&emsp;&emsp;{part.number}{escape(part.text)}</p>")
    links = "".join(f"<li><a href=/{i}>栏目{i}</a></li>" for i in range(30))
    return (
        f"<html><head><meta charset=utf-8><title>{PLAN[0].text}_县政府</title></head><body><ul>{links}</ul>"
        f"<div id=zoom>{''.join(body)}</div><footer>版权所有：青山县信息中心，主办。</footer></body></html>"
    )


def as_docx(*, changes: bool = True) -> bytes:
    """Automatic numbers, merged cells, tracked changes, a comment, a header."""
    body = "".join(table(part.rows) if part.rows else _paragraph(part, changes) for part in PLAN)
    return docx(body + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>', numbering=NUMBERING)


def _paragraph(part: Part, changes: bool) -> str:
    if changes and part.text.startswith("配合单位"):  # one unit was deleted, one inserted
        head, tail = part.text.split("、")
        return paragraph(run(head) + deleted("、县民政局") + inserted("、" + tail), part.level)
    return paragraph(run(part.text), part.level, centred=part is PLAN[0])


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="甲" w:date="2022-01-01T00:00:00Z">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    return (
        f'<w:del w:id="2" w:author="甲" w:date="2022-01-01T00:00:00Z"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'
    )


def paragraph(runs: str, level: int | None = None, number: int = 1, *, centred: bool = False, more: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if level is not None else ""
    place = '<w:jc w:val="center"/>' if centred else '<w:ind w:firstLine="480"/>'
    return f"<w:p><w:pPr>{listed}{place}{more}</w:pPr>{runs}</w:p>"


def table(rows: tuple[tuple[tuple[str, int, int], ...], ...]) -> str:
    """Merged cells in Word's manner: a restart and empty cells that continue it."""
    carried: dict[int, int] = {}
    written = []
    width = max(len(row) for row in grid(rows))
    for row in rows:
        cells, column, todo = "", 0, list(row)
        while todo or column in carried:
            if column in carried:
                left = carried.pop(column)
                if left > 1:
                    carried[column] = left - 1
                cells += _cell("<w:vMerge/>", "")
                column += 1
                continue
            text, down, across = todo.pop(0)
            properties = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
            if down > 1:
                carried[column] = down - 1
                properties += '<w:vMerge w:val="restart"/>'
            cells += _cell(properties, text)
            column += across
        written.append(f"<w:tr>{cells}</w:tr>")
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = f'<w:gridCol w:w="{8400 // width}"/>' * width
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="8400" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(written)}</w:tbl>"
    )


def _cell(properties: str, text: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="1680" w:type="dxa"/>{properties}</w:tcPr><w:p>{run(text) if text else ""}</w:p></w:tc>'


def levels(*forms: tuple[str, str]) -> str:
    """The levels of a list: number format and pattern of each."""
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(forms)
    )


def numbering(lists: dict[int, str], nums: str = "") -> str:
    """A numbering part: abstract lists by id, each with a num of the same id, and further nums."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{i}">{body}</w:abstractNum>' for i, body in lists.items())
    own = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in lists)
    return f"<w:numbering {W}>{abstract}{own}{nums}</w:numbering>"


PLAN_LEVELS = levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
NUMBERING = numbering({1: PLAN_LEVELS})
_COMMENTS = (
    f'<w:comments {W}><w:comment w:id="0" w:author="乙"><w:p>{run("此处建议改为县林业局牵头")}</w:p></w:comment></w:comments>'
)
_HEADER = f"<w:hdr {W}><w:p>{run('页眉：内部资料')}</w:p></w:hdr>"


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body and these further parts (numbering, styles, footnotes …)."""
    named = {"comments": _COMMENTS, "header": _HEADER, **parts}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        kinds = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}{_MAIN.get(name, name)}+xml"/>'
            for name in ("document", *named)
        )
        archive.writestr("[Content_Types].xml", _TYPES.format(kinds))
        main = f'<Relationship Id="r1" Type="{_KIND}officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", _RELATIONS.format(main))
        links = "".join(f'<Relationship Id="r{i}" Type="{_KIND}{name}" Target="{name}.xml"/>' for i, name in enumerate(named))
        archive.writestr("word/_rels/document.xml.rels", _RELATIONS.format(links))
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in named.items():
            archive.writestr(f"word/{name}.xml", text)
    return stream.getvalue()
