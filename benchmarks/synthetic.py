"""Synthetic plans for benchmarks and tests: made-up counties, units and figures in the styles of real plans.

    from benchmarks.synthetic import generate
    for name, text in generate(1000, seed=1): …

The same numbers give the same plans. Styles: lines (牵头单位：…), brackets, tables, prose, and a mixture. A plan of three
measures gives about 750 triples, and 100 that are derived.
"""

import random
from collections.abc import Callable, Iterator

STYLES = ("lines", "brackets", "table", "prose", "mixed")

_PLACE_NAMES = """
临泽 山丹 民乐 高台 永昌 古浪 天祝 景泰 会宁 靖远
通渭 陇西 渭源 临洮 漳县 岷县 成县 文县 宕昌 康县
"""
_PLACES = tuple(_PLACE_NAMES.split())
_PROVINCES = ("甘", "赣", "闽", "皖", "川", "鄂", "湘", "豫", "冀", "陕")
_AREAS = ("工业园区", "开发区", "高新技术产业园", "物流园区", "产业集聚区", "循环经济产业园")
_MATTERS = (
    *("促进{area}高质量发展", "推进{area}改革创新", "加快{area}基础设施建设", "优化{area}营商环境"),
    *("推动{area}绿色低碳转型", "加强{area}招商引资", "支持{area}科技创新", "深化{area}管理体制改革"),
)
_UNITS = """
发展和改革局 工业和信息化局 财政局 自然资源局 住房和城乡建设局 交通运输局 水利局 农业农村局 商务局 卫生健康局 税务局
应急管理局 市场监督管理局 统计局 科学技术局 教育局 人力资源和社会保障局 生态环境局 审计局 民政局 司法局 行政审批局 招商局
"""
_AGENCIES = tuple(_UNITS.split())
_VERBS = ("推进", "加快", "完善", "强化", "优化", "落实", "实施", "开展", "健全", "提升")
_OBJECTS = (
    *(
        "园区道路和管网建设",
        "标准厂房建设",
        "污水集中处理",
        "企业服务专员制度",
        "项目全生命周期管理",
        "产业链招商",
        "人才引进培养",
    ),
    *("科技成果转化", "闲置土地处置", "安全生产专项整治", "数字化改造", "绿色工厂创建", "金融产品创新", "政务服务改革"),
    *("物流体系建设", "质量品牌培育", "公共检测平台建设", "能耗监测体系建设", "社会信用体系建设", "职业技能培训"),
)
_DETAILS = (
    *("明确目标任务，细化工作措施，建立工作台账", "坚持问题导向，补齐短板弱项，形成长效机制", "加强部门协同，强化要素保障"),
    *("梳理政策清单，简化办理流程，压缩办理时限", "统筹用好各类资金，引导社会资本投入", "定期会商研究，及时解决困难和问题"),
    *("落实属地责任，完善网格化管理", "强化源头管控，严格准入标准", "对标先进地区，总结推广典型经验"),
)
_METRICS = (
    *(("园区工业总产值", "亿元", 40, 400), ("规模以上工业企业", "家", 20, 200), ("高新技术企业", "家", 5, 60)),
    *(("标准厂房", "万平方米", 5, 80), ("招商引资到位资金", "亿元", 10, 120), ("工业用水重复利用率", "%", 70, 98)),
    *(("污水集中处理率", "%", 85, 100), ("省级以上研发平台", "个", 2, 20), ("税收收入", "亿元", 2, 40)),
)
_CITED = (
    "关于促进开发区高质量发展的实施意见",
    "关于优化营商环境的若干措施",
    "“十四五”工业发展规划",
    "关于加强招商引资工作的意见",
)
_HAN = "一二三四五六七八九十"
_INTRO = "为深入贯彻落实{cited}精神，推动全{level}开发区提质增效，结合我{level}实际，制定本方案。"


def generate(count: int, seed: int, measures: int = 3) -> Iterator[tuple[str, str]]:
    """Plans as (file name without suffix, text), each with a number of its own and this many measures (at most 18)."""
    for number in range(count):
        maker = _Maker(random.Random(f"{seed}-{number}"), number, measures)
        yield f"plan-{number:05d}", maker.plan(STYLES[number % len(STYLES)])


class _Maker:
    """Writes one plan."""

    def __init__(self, chance: random.Random, number: int, measures: int) -> None:
        self.chance, self.number, self.size = chance, number, measures
        self.place = _PLACES[number % len(_PLACES)].removesuffix("县")
        self.area = f"{self.place}{chance.choice(_AREAS)}"
        self.year = chance.randrange(2019, 2026)

    def plan(self, style: str) -> str:
        tasks: dict[str, Callable[[], Iterator[str]]] = {
            "lines": lambda: self._measures(self._lines),
            "brackets": lambda: self._measures(self._bracket),
            "prose": lambda: self._measures(self._prose),
            "table": self._table,
            "mixed": lambda: self._measures(self._any),
        }
        head, targets, last = list(self._head()), list(self._targets()), list(self._last())
        return "\n".join([*head, *targets, "二、重点任务", *tasks[style](), *last]) + "\n"

    def _head(self) -> Iterator[str]:
        matter = self.chance.choice(_MATTERS).format(area=self.chance.choice(_AREAS))
        cited = (
            f"《{self.chance.choice(_CITED)}》（{self.chance.choice(_PROVINCES)}政发〔{self.year - 1}〕{self._below(90)}号）"
        )
        yield f"{self.place}县{matter}实施方案"
        yield f"{self.place[0]}政办发〔{self.year}〕{self.number + 1}号"
        yield _INTRO.format(cited=cited, level="县")

    def _targets(self) -> Iterator[str]:
        yield "一、总体目标"
        chosen = self.chance.sample(_METRICS, min(5, self.size))
        clauses = (f"{name}达到{self.chance.randrange(low, high)}{unit}以上" for name, unit, low, high in chosen)
        yield f"到{self.year + 3}年，" + "，".join(clauses) + "。"
        yield f"支持{self.area}申报省级开发区，园区产业布局更加合理，服务能力明显提升。"

    def _measures(self, assigned: Callable[[str], str]) -> Iterator[str]:
        for number, thing in enumerate(self.chance.sample(_OBJECTS, self.size)):
            if number == 10:
                yield "三、支撑工程"
            details = "；".join(self.chance.sample(_DETAILS, 2))
            yield assigned(f"（{_HAN[number % 10]}）{self._verb()}{thing}。{details}。")

    def _lines(self, text: str) -> str:
        lead, *support = self._units(3)
        return f"{text}\n牵头单位：{lead}\n配合单位：{'、'.join(support)}\n完成时限：{self._date()}"

    def _bracket(self, text: str) -> str:
        lead, *others = self._units(4)
        form = self.chance.randrange(3)
        if form == 0:
            return f"{text}（责任单位：{lead}、{'、'.join(others)}）"
        if form == 1:
            return f"{text}（{lead}牵头，{others[0]}、{others[1]}配合）"
        return f"{text}（牵头单位：{lead}；配合单位：{'、'.join(others)}；完成时限：{self._date()}）"

    def _prose(self, text: str) -> str:
        lead, second, third = self._units(3)
        return f"{text}由{lead}牵头，会同{second}、{third}组织实施，{self._date()}完成。"

    def _any(self, text: str) -> str:
        return self.chance.choice((self._lines, self._bracket, self._prose))(text)

    def _table(self) -> Iterator[str]:
        yield "序号\t重点任务\t牵头单位\t配合单位\t完成时限"
        for number, thing in enumerate(self.chance.sample(_OBJECTS, self.size), 1):
            lead, *support = self._units(4)
            yield f"{number}\t{self._verb()}{thing}\t{lead}\t{'、'.join(support)}\t{self._date()}"

    def _last(self) -> Iterator[str]:
        yield "四、保障措施"
        yield f"（一）加强组织领导。成立{self.area}工作领导小组，统筹推进各项工作。"
        yield f"（二）强化督查考核。{self._units(1)[0]}负责跟踪调度，每年组织一次考核验收。"
        yield f"{self.place}县人民政府办公室"
        yield f"{self.year}年{self._below(12)}月{self._below(28)}日"

    def _units(self, count: int) -> list[str]:
        return [f"县{name}" for name in self.chance.sample(_AGENCIES, count)]

    def _verb(self) -> str:
        return self.chance.choice(_VERBS)

    def _date(self) -> str:
        return f"{self.year + self.chance.randrange(2)}年{self._below(12)}月底前"

    def _below(self, most: int) -> int:
        return self.chance.randrange(1, most + 1)
