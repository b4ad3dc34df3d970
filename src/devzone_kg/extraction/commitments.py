"""Whether a plan commits to a figure: the words around it that say so, and those that rule it out."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.patterns import either
from devzone_kg.extraction.quantities import Quantity
from devzone_kg.vocabulary import Vocabulary

_HAN = r"[\u4e00-\u9fff]"
_NEAR = 24
_SMALL = 10  # a Chinese numeral up to this is often a manner of speaking (两个平台)


@dataclass(frozen=True, slots=True)
class Place:
    """A figure and the words around it, brackets taken out. `so_far` and `rest` reach to the ends of its sentence."""

    quantity: Quantity
    before: str  # from the start of the clause
    after: str  # to the end of the clause
    so_far: str
    rest: str
    previous: str | None  # what stands between the figure before, in the same clause, and this one
    next: str | None  # what stands between this figure and the next in the same clause
    carried: bool  # the figure before in this sentence is a target
    led: bool  # the sentence has a deadline ahead of the figure
    past: bool  # the sentence is dated before the plan
    aimed: bool  # it stands under a heading of goals, or in the plan of a year

    @property
    def near(self) -> str:
        """The last words before the figure, as far as one that belongs to it can stand off."""
        return self.before[-_NEAR:]


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled words; `…_end` match at the end of what stands before a figure, `…_start` at the start of what follows."""

    reach_end: re.Pattern[str]
    act_end: re.Pattern[str]
    act: re.Pattern[str]
    act_start: re.Pattern[str]  # at the start of a clause, 每年 or 三年累计 before it
    yields: re.Pattern[str]
    resolve: re.Pattern[str]
    floor: re.Pattern[str]
    fund: re.Pattern[str]
    bound_start: re.Pattern[str]  # 以上, 以内, 左右
    limit_start: re.Pattern[str]  # the same without 左右, which no threshold has
    excluded: dict[str, re.Pattern[str]]
    excluded_end: dict[str, re.Pattern[str]]
    existing_start: re.Pattern[str]
    norm_start: re.Pattern[str]
    project_start: re.Pattern[str]
    size: re.Pattern[str]
    preposition_end: re.Pattern[str]
    goal_start: re.Pattern[str]
    baseline_end: re.Pattern[str]
    rise_start: re.Pattern[str]
    last_year: re.Pattern[str]
    duration_end: re.Pattern[str]
    joint: str


def is_commitment(place: Place, cues: Cues) -> bool:
    """Whether the plan commits to the figure."""
    if any(rule(place, cues) for rule in _EXCLUSIONS):
        return False
    return _ACCEPTANCE.get(place.quantity.kind, _counted)(place, cues)


def _subsidy(place: Place, cues: Cues) -> bool:
    """奖励10万元; a rate or a count in such a sentence is the threshold or the rate of the reward."""
    if not cues.excluded["subsidy"].search(place.so_far + place.rest) or _apart_from_subsidy(place, cues):
        return False
    return place.quantity.kind == "money" or not (place.led or cues.resolve.search(place.so_far))


def _apart_from_subsidy(place: Place, cues: Cues) -> bool:
    """设立规模10亿元的基金,对…给予补助; 每年引进人才200名,…补贴: what a clause before the subsidy's commits to by itself."""
    paid = cues.excluded["subsidy"]
    if place.quantity.kind == "money" and cues.fund.search(place.before + place.after[:12]):
        return bool(cues.act.search(place.before)) and not paid.search(place.before + place.after)
    many = place.quantity.value >= _SMALL or place.quantity.unit[0] in "百千万亿"
    alone = place.quantity.kind == "count" and many and not place.after.strip() and not paid.search(place.so_far)
    return alone and cues.act_start.match(place.before) is not None


def _fee_or_transaction(place: Place, cues: Cues) -> bool:
    clause = place.before + place.after
    if place.quantity.kind == "money" and cues.excluded["price"].search(clause):
        return True
    return bool(cues.excluded["fee"].search(clause) or cues.excluded["transaction"].search(clause))


def is_baseline(place: Place, cues: Cues) -> bool:
    """由71%提高到78%: the first is where it stands."""
    return bool(cues.baseline_end.search(place.near) and cues.rise_start.match(place.after))


def _past(place: Place, cues: Cues) -> bool:
    if cues.excluded["present"].search(place.before) and not cues.resolve.search(place.before):
        return True
    announced = place.led or place.carried or place.aimed or cues.reach_end.search(place.near)
    if cues.excluded["holding"].search(place.before) and not announced:
        return True
    past = cues.excluded["past"].search(place.so_far)
    return place.past or bool(past and not place.led and not cues.resolve.search(place.so_far, past.end()))


def _condition(place: Place, cues: Cues) -> bool:
    """对…达到10家以上的; a figure that only qualifies what another one counts (产值超10亿元的企业5家)."""
    kind = place.quantity.kind
    if re.search(r"的\s*$", place.after) and not place.carried:
        return True
    if cues.goal_start.match(place.after):
        return False
    if cues.excluded["condition"].match(place.before):
        return True
    bound = cues.limit_start.match(place.after)
    rest = place.after[bound.end() :] if bound else ""
    if bound and kind not in ("percent", "point", "multiple") and re.match(rf"的?(?!{cues.joint}){_HAN}", rest):
        verb = cues.act_end.search(place.near) or (kind == "count" and cues.reach_end.search(place.near))
        qualifies = kind in ("money", "time", "age") or place.quantity.unit.endswith("人") or (kind == "measure" and place.next)
        return bool(qualifies) or not verb
    classes = cues.reach_end.search(place.near) and re.match(rf"的{_HAN}", rest if bound else place.after)
    if classes and not (place.led or cues.act.search(place.before) or cues.resolve.search(place.so_far)):
        return True  # 日产生量超过50吨的城市
    return _qualifies_next(place, cues) or _qualifies_previous(place, cues)


def _qualifies_next(place: Place, cues: Cues) -> bool:
    if place.next is None or cues.act_end.search(place.near):
        return False
    if (
        place.quantity.kind != "count"
        and not re.search("[、和及的]", place.next)
        and re.match(r"[\u4e00-\u9fff]|$", place.next)
    ):
        return place.quantity.kind in ("money", "measure")  # 产值超5亿元企业8家, 超10亿元2家
    qualifier = r"^[^、]*的[^、]*$" if place.quantity.kind == "count" else r"的[^、]*$"
    return bool(re.search(qualifier, place.next)) and not cues.act.search(place.next.rsplit("的", 1)[0])


def _qualifies_previous(place: Place, cues: Cues) -> bool:
    """打造5个产值超100亿元的集群, 1支50人的团队."""
    if place.previous is None or re.search("[、和及]", place.previous) or cues.yields.search(place.previous):
        return False
    if place.quantity.kind == "count":
        return not place.previous and place.after.startswith("的")
    return bool(re.match("[^、]*的", place.after)) or (
        place.next is not None and place.after.startswith("、") and "的" in place.after
    )


def _known_things(place: Place, cues: Cues) -> bool:
    """A count of things that are there (全县10个乡镇) or were just named (A、B等7部门, 上述3项)."""
    if cues.excluded_end["back-reference"].search(place.near):
        return True
    if place.quantity.kind not in ("count", "measure") or not place.before or cues.bound_start.match(place.after):
        return False
    followed = re.match(rf"“?(?!{cues.joint}){_HAN}", place.after)
    if not followed or cues.act_end.search(place.near) or cues.reach_end.search(place.near):
        return False
    if place.quantity.kind == "measure":
        return not place.carried
    return not cues.preposition_end.search(place.near) and bool(
        re.search(rf"(?!{cues.joint})(?:{_HAN}|[”）)])$", place.before[-1:])
    )


def _extent(place: Place, cues: Cues) -> bool:
    if place.quantity.kind not in ("measure", "money"):
        return False
    land = cues.excluded_end["land"].search(place.near)
    if land and not (cues.act_start.match(place.before) or cues.resolve.search(place.before)):
        return True
    return bool(cues.excluded_end["extent"].search(place.near) or cues.size.fullmatch(place.before))


def _existing(place: Place, cues: Cues) -> bool:
    """5000亿元再贷款额度, 1000元/年的标准; 年产10万吨材料项目 is the name of a project."""
    if cues.existing_start.match(place.after):
        return True
    kind = place.quantity.kind
    return (kind == "money" and bool(cues.norm_start.match(place.after))) or (
        kind == "measure" and bool(cues.project_start.match(place.after))
    )


def _manner_of_speaking(place: Place, cues: Cues) -> bool:
    """两个平台, 万人计划, 指定一名联络员: Chinese numerals that count nothing that is to be reached."""
    quantity = place.quantity
    if not quantity.chinese or quantity.kind in ("percent", "point", "money", "multiple"):
        return False
    if cues.excluded["programme"].search(place.after[:15]) and not cues.bound_start.match(place.after):
        return True
    firm = cues.floor.search(place.before[-10:]) or cues.bound_start.match(place.after)
    if quantity.value > _SMALL or firm:
        return False
    if quantity.value <= 1:
        return True
    follows_verb = cues.act_end.search(place.near)
    follows_noun = place.led and not follows_verb and cues.act.search(place.before) and re.match("、|$", place.after)
    whole = quantity.unit in "个项种类批次门点片块"
    counted = follows_noun or ((place.led or not whole) and follows_verb)  # 培育领军企业八家、…
    return not counted and bool(place.after.strip())


def _frequency(place: Place, cues: Cues) -> bool:
    """每年召开两次会议."""
    clause = place.before + place.after
    return place.quantity.unit in ("次", "轮", "期") and bool(cues.excluded["frequency"].search(clause))


def _appointment(place: Place, cues: Cues) -> bool:
    return place.quantity.unit in ("名", "个", "位", "人") and bool(
        cues.excluded["appointment"].search(place.before + place.after)
    )


_EXCLUSIONS = (
    _subsidy, _fee_or_transaction, is_baseline, _past, _condition, _known_things, _extent, _existing, _manner_of_speaking,
    _frequency, _appointment,
)  # fmt: skip


def _rate(place: Place, cues: Cues) -> bool:
    return _announced(place, cues) or _reached(place, cues) or bool(cues.act.search(place.before))


def _sum(place: Place, cues: Cues) -> bool:
    if cues.fund.search(place.before + place.after[:12]) and cues.act.search(place.before):
        return True
    if cues.reach_end.search(place.near) or (_announced(place, cues) and not place.led):
        return True
    return bool(cues.yields.search(place.before)) or (
        place.led and bool(place.before.strip()) and not cues.act_end.search(place.near)
    )


def _counted(place: Place, cues: Cues) -> bool:
    served = cues.preposition_end.search(place.near) or cues.preposition_end.match(place.before[:1])
    return bool(served and cues.act.search(place.after)) or _rate(place, cues)


def _duration(place: Place, cues: Cues) -> bool:
    """A time is a target where a metric is to reach it (受教育年限达到11.3年), a time limit of a procedure is none."""
    if cues.excluded["procedure"].search(place.so_far + place.after):
        return False
    return bool(cues.duration_end.search(place.near))


def _announced(place: Place, cues: Cues) -> bool:
    if place.led or place.carried or cues.resolve.search(place.so_far):
        return True
    return place.aimed and bool(place.before.strip()) and cues.bound_start.sub("", place.after, count=1).strip() == ""


def _reached(place: Place, cues: Cues) -> bool:
    return bool(cues.reach_end.search(place.near) or cues.bound_start.match(place.after))


_ACCEPTANCE = {"percent": _rate, "point": _rate, "multiple": _rate, "money": _sum, "time": _duration, "age": _duration}


@cache
def cues(vocabulary: Vocabulary) -> Cues:
    """The words of a vocabulary, compiled."""
    commit, exclude = vocabulary.scheme("commitment"), vocabulary.scheme("target-exclusion")
    comparators = vocabulary.scheme("comparator").values()
    bounds = [w for c in comparators if c.notation in ("at-most", "at-least") for w in c.texts("beforeFigure")]
    after = either([w for c in comparators for w in c.texts("afterFigure")])
    about = [w for c in comparators if c.notation == "about" for w in c.texts("beforeFigure")]
    limits = either([w for c in comparators if c.notation != "about" for w in c.texts("afterFigure")])
    filler = f"(?:{either(commit['filler'].words)})*"
    act = either(commit["act"].words)
    return Cues(
        re.compile(rf"(?:{either([*bounds, *commit['attain'].words, *commit['metric'].words])}){filler}\s*$"),
        re.compile(rf"(?:{act}){filler}\s*$"),
        re.compile(act),
        re.compile(rf"\s*(?:[0-9一二三四五六七八九十]{{1,2}}年|{either(commit['filler'].words)})*(?:{act})"),
        re.compile(either(commit["yield"].words)),
        re.compile(either(commit["resolve"].words)),
        re.compile(either(commit["floor"].words)),
        re.compile(either(commit["fund"].words)),
        re.compile(after),
        re.compile(limits),
        {n: re.compile(either(c.words)) for n, c in exclude.items()},
        {n: re.compile(rf"(?:{either(c.words)})[约近]?\s*$") for n, c in exclude.items()},
        re.compile(rf"的?{_HAN}{{0,6}}?(?:{either(exclude['existing'].words)})"),
        re.compile(rf"的?{_HAN}{{0,6}}?(?:{either(exclude['norm'].words)})(?!化)"),
        re.compile(rf"{_HAN}[^，,；;、]{{0,20}}?(?:{either(exclude['project'].words)})(?:[，,；;、]|$)"),
        re.compile(rf"\s*(?:{either(exclude['size'].words)})(?:{either(bounds)}|约|为)*\s*"),
        re.compile(rf"(?:{either(commit['preposition'].words)})\s*$"),
        re.compile(rf"(?:{after})?的{_HAN}{{0,4}}?(?:{either(commit['resolve'].words)})"),
        re.compile(rf"(?:{either(commit['baseline'].words)})[^，,；;、]{{0,16}}$"),
        re.compile(rf"[^，,；;、]{{0,6}}?(?:{either(commit['rise'].words)})[到至]?"),
        re.compile(either(commit["last-year"].words)),
        re.compile(rf"(?:{either(commit['duration'].words)})(?:{either(about)})?$"),
        either(commit["joint"].words),
    )
