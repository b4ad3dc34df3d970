"""Sentences in the styles of ministries, provinces, cities and counties, with the targets that a careful reader finds."""

from pathlib import Path

import pytest

from devzone_kg.extraction.calendar import Calendar
from devzone_kg.extraction.targets import targets
from devzone_kg.facts import Target
from devzone_kg.outline import build
from devzone_kg.reading import read
from devzone_kg.vocabulary import vocabulary


def found(tmp_path: Path, text: str, issued: int | None = 2022) -> tuple[Target, ...]:
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    outline = build(read(file))
    result = targets(outline, vocabulary(), Calendar(outline, vocabulary(), issued))
    for target in result:
        assert target.value is not None
        assert (
            text[target.number_span.end :].lstrip(" 余多几").startswith(target.unit or "") or "百分之" in text or "\t" in text
        )
        if target.metric_span:
            assert text[target.metric_span.start : target.metric_span.end] == target.metric
        assert target.span.start <= target.number_span.start < target.span.end
    return result


def short(result: tuple[Target, ...]) -> list[tuple[float | None, str | None, int | None]]:
    return [(t.value, t.unit, t.year) for t in result]


POSITIVE = [
    # rates and sums with a deadline
    ("到2025年，全县城镇污水集中处理率达到96%以上，生活垃圾无害化处理率达到100%。", [(96, "%", 2025), (100, "%", 2025)]),
    ("到2024年底，规模以上工业总产值突破300亿元，税收收入达到12亿元。", [(300, "亿元", 2024), (12, "亿元", 2024)]),
    ("力争2026年数字经济核心产业增加值占地区生产总值比重提高到12%。", [(12, "%", 2026)]),
    ("“十四五”末，高新技术企业数量达到500家，每万人口高价值发明专利拥有量达到8件。", [(500, "家", 2025), (8, "件", 2025)]),
    ("2027年前建成省级绿色工厂30家。", [(30, "家", 2027)]),
    ("到2025年，全市森林覆盖率稳定在42.5%左右，单位生产总值能耗下降13.5%。", [(42.5, "%", 2025), (13.5, "%", 2025)]),
    (
        "到2030年，非化石能源消费比重达到25%左右，风电、太阳能发电总装机容量达到1200万千瓦以上。",
        [(25, "%", 2030), (1200, "万千瓦", 2030)],
    ),
    ("规模以上工业增加值年均增长8%左右，", [(8, "%", None)]),
    ("全年固定资产投资增长10%以上，社会消费品零售总额增长9%。", [(10, "%", 2022), (9, "%", 2022)]),
    ("到2025年，研发经费投入强度比2020年提高0.8个百分点。", [(0.8, "个百分点", 2025)]),
    ("到2025年，城区、乡镇快递服务覆盖率分别达到100%和85%。", [(100, "%", 2025), (85, "%", 2025)]),
    ("两项指标到2024年分别降至3.5%、2.1%以下。", [(3.5, "%", 2024), (2.1, "%", 2024)]),
    ("城镇登记失业率控制在4.5%以内。", [(4.5, "%", None)]),
    ("PM2.5平均浓度控制在33微克/立方米以下。", [(33, "微克/立方米", None)]),
    ("到2025年，全市90%以上的行政村生活污水得到有效治理。", [(90, "%", 2025)]),
    ("到2025年底，全区60%以上建成区面积达到海绵城市建设要求。", [(60, "%", 2025)]),
    ("到2025年，主要农作物耕种收综合机械化率由2020年的71%提高到78%。", [(78, "%", 2025)]),
    ("2023年，培育“小巨人”企业10家以上、省级“专精特新”企业50家以上。", [(10, "家", 2023), (50, "家", 2023)]),
    ("三年内新增上市公司5家。", [(5, "家", 2025)]),
    ("用三年左右时间，建设高标准农田20万亩。", [(20, "万亩", 2025)]),
    ("到2025年，力争形成3个以上百亿级产业集群。", [(3, "个", 2025)]),
    ("到2025年，建成区绿化覆盖率、绿地率分别达到41%、38%。", [(41, "%", 2025), (38, "%", 2025)]),
    (
        "到2025年，盘活闲置用地600亩以上，打造链主企业八家、配套企业60家。",
        [(600, "亩", 2025), (8, "家", 2025), (60, "家", 2025)],
    ),
    ("年发电量达到300千瓦时，数据中心机架达到2万标准机架。", [(300, "千瓦时", None), (2, "万标准机架", None)]),
    ("每年引进紧缺人才80名，优先安排住房，给予安家费10万元。", [(80, "名", None)]),
    ("设立规模不低于20亿元的产业基金，对投资初创项目的给予补助5万元。", [(20, "亿元", None)]),
    ("2025年、2030年清洁能源占比分别达到20%、25%左右。", [(20, "%", 2025), (25, "%", 2030)]),
    ("截至2021年底，建成泊位900个；到2025年底新增泊位3万个。", [(3, "万个", 2025)]),
    # counts without a deadline
    ("新建乡镇综合文化站15个，改造提升农家书屋120个。", [(15, "个", None), (120, "个", None)]),
    ("全县新增公共充电桩2000个，新能源公交车占比不低于80%。", [(2000, "个", None), (80, "%", None)]),
    ("完成造林绿化3.5万亩、森林抚育10万亩。", [(3.5, "万亩", None), (10, "万亩", None)]),
    ("引进亿元以上项目20个。", [(20, "个", None)]),
    ("引进投资5亿元以上项目10个、10亿元以上项目3个。", [(10, "个", None), (3, "个", None)]),
    ("培育年产值超100亿元、具有国际竞争力的链主企业2家。", [(2, "家", None)]),
    ("打造5个产值超50亿元的特色产业集群。", [(5, "个", None)]),
    ("实施单位能耗降低率不低于10%的节能改造5万平方米。", [(5, "万平方米", None)]),
    ("建设二十个现代农业示范园，培育一百二十家家庭农场。", [(20, "个", None), (120, "家", None)]),
    ("突破百项关键技术，打造百家领军企业。", [(100, "项", None), (100, "家", None)]),
    ("每个乡镇至少建成一所标准化养老服务中心。", [(1, "所", None)]),
    ("各县区建成1-2个特色小镇。", [(1, "个", None)]),
    ("培育30—50家骨干企业。", [(30, "家", None)]),
    ("力争引进3至5个重大项目。", [(3, "个", None)]),
    ("累计培训高素质农民1.2万人次。", [(1.2, "万人次", None)]),
    ("开展招商推介活动50场次，签约项目80个以上。", [(50, "场次", None), (80, "个", None)]),
    ("选派20名科技特派员到重点企业服务。", [(20, "名", None)]),
    ("设立规模50亿元的产业发展基金。", [(50, "亿元", None)]),
    ("县财政每年安排乡村振兴专项资金3000万元。", [(3000, "万元", None)]),
    ("全年实际到位省外资金60亿元。", [(60, "亿元", 2022)]),
    ("完成工业投资45亿元，其中技术改造投资15亿元。", [(45, "亿元", None), (15, "亿元", None)]),
    ("城镇新增就业5000人以上，转移农村劳动力2.3万人。", [(5000, "人", None), (2.3, "万人", None)]),
    ("粮食总产量稳定在25万吨以上。", [(25, "万吨", None)]),
    ("改造农村公路80公里，新建桥梁6座。", [(80, "公里", None), (6, "座", None)]),
    ("新建居住建筑太阳能热水系统应用比例不低于60%。", [(60, "%", None)]),
    ("按照每千名老年人不少于40张床位建设养老服务设施。", [(40, "张", None)]),
    ("劳动年龄人口平均受教育年限提高到11.3年。", [(11.3, "年", None)]),
    ("推动5G用户普及率达60％，10G-PON端口占比超过50％。", [(60, "％", None), (50, "％", None)]),
    ("新增规上工业企业２０家。", [(20, "家", None)]),
    ("力争实现旅游综合收入1,200万元。", [(1200, "万元", None)]),
    ("建设50所示范学校和150个骨干专业。", [(50, "所", None), (150, "个", None)]),
    ("实现市场主体总量翻番，新登记企业1.5万户。", [(1.5, "万户", None)]),
    ("到2025年，居民健康素养水平达到百分之二十五。", [(25, "%", 2025)]),
    ("确保规模以上工业增加值增速高于全市平均水平1个百分点以上。", [(1, "个百分点", None)]),
    ("压减粗钢产能200万吨，关停落后煤矿5处。", [(200, "万吨", None), (5, "处", None)]),
    ("支持15家企业开展智能化改造。", [(15, "家", None)]),
    ("年底前完成老旧小区改造32个、惠及居民4500户。", [(32, "个", 2022), (4500, "户", 2022)]),
    # further styles
    ("到2025年，形成1个产值超千亿元、3个产值超百亿元的产业集群。", [(1, "个", 2025), (3, "个", 2025)]),
    ("到2023年末，全省农村自来水普及率达88%，规模化供水工程服务农村人口比例达57%。", [(88, "%", 2023), (57, "%", 2023)]),
    ("新建、改扩建公办幼儿园26所，新增公办学位6800个。", [(26, "所", None), (6800, "个", None)]),
    ("确保居民人均可支配收入增速高于经济增速0.5个百分点。", [(0.5, "个百分点", None)]),
    ("2022—2024年，全市每年培育国家高新技术企业不少于100家。", [(100, "家", 2024)]),
    ("到2025年，国家级孵化器达到12家，在孵企业超过1000家。", [(12, "家", 2025), (1000, "家", 2025)]),
    ("鼓励有条件的企业建设充电设施，对车位数超过50个的停车场，配建比例不低于10%。", [(10, "%", None)]),
    ("各乡镇每年至少举办2场招聘活动。", [(2, "场", None)]),
    ("原则上每个县（市、区）设立1个以上产业园区。", [(1, "个", None)]),
    ("城镇调查失业率控制在5.5%左右，居民消费价格涨幅3%左右。", [(5.5, "%", None), (3, "%", None)]),
    ("到2025年，全社会研发投入占GDP比重达到3.0%左右，技术合同成交额突破800亿元。", [(3, "%", 2025), (800, "亿元", 2025)]),
    ("打造3至5条精品旅游线路，创建4A级景区2家。", [(3, "条", None), (2, "家", None)]),
    ("争取到2024年实现县域快递物流网点覆盖率100%。", [(100, "%", 2024)]),
    ("开展“千企升级”行动，推动1000家企业数字化转型。", [(1000, "家", None)]),
    ("新增耕地1.2万亩、提质改造2万亩，新增粮食产能500万斤。", [(1.2, "万亩", None), (2, "万亩", None), (500, "万斤", None)]),
    ("力争全年接待游客突破500万人次，实现旅游综合收入40亿元。", [(500, "万人次", 2022), (40, "亿元", 2022)]),
    ("十四五期间，累计完成营造林100万亩。", [(100, "万亩", 2025)]),
    ("到2025年，公共建筑单位面积能耗较2020年下降8%，建筑可再生能源替代率达到8%。", [(8, "%", 2025), (8, "%", 2025)]),
    ("9月底前完成第一批20个村庄规划编制，12月底前完成剩余35个。", [(20, "个", 2022), (35, "个", 2022)]),
    ("在6个乡镇（街道）、40个村（社区）设立便民服务点。", [(6, "个", None), (40, "个", None)]),
    ("实现99%以上事项“零跑动”。", [(99, "%", None)]),
    ("全面推行“一枚印章管审批”，网上可办率达98%，即办件比例不低于70%。", [(98, "%", None), (70, "%", None)]),
    ("农村低收入群体等重点对象住房安全保障率100%。", [(100, "%", None)]),
    ("抽检合格率达到97%以上，监测覆盖率达到100%。", [(97, "%", None), (100, "%", None)]),
    ("新改建农村卫生户厕1.5万户以上，行政村生活垃圾收运处置体系覆盖率达到95%。", [(1.5, "万户", None), (95, "%", None)]),
    ("支持符合条件的企业发行债券，融资规模20亿元以上。", [(20, "亿元", None)]),
    ("预计2022年实现产值300亿元，增长10%。", [(300, "亿元", 2022), (10, "%", 2022)]),
    ("建设规模：新建厂房5万平方米，配套道路3公里。", [(5, "万平方米", None), (3, "公里", None)]),
    ("园区亩均税收达到20万元/亩，亩均产值突破400万元。", [(20, "万元/亩", None), (400, "万元", None)]),
    ("引导20家左右的骨干企业开展诊断服务。", [(20, "家", None)]),
    ("实施重点项目86个，总投资420亿元，年度计划投资98亿元。", [(86, "个", None), (98, "亿元", None)]),
    ("安排省级重点项目120个，年度投资600亿元以上。", [(120, "个", None), (600, "亿元", None)]),
    ("培训各类人员3万人次，其中高技能人才2000人。", [(3, "万人次", None), (2000, "人", None)]),
    ("把粮食播种面积稳定在1.76亿亩以上。", [(1.76, "亿亩", None)]),
    ("组建1支50人的专家服务团队。", [(1, "支", None)]),
    ("力争1家企业进入全国500强、2家企业进入民营500强。", [(1, "家", None), (2, "家", None)]),
    ("设立首期10亿元的种业发展基金。", [(10, "亿元", None)]),
    ("规模以上工业企业关键工序数控化率达68%、数字化研发设计工具普及率达84%。", [(68, "%", None), (84, "%", None)]),
    ("到2025年，新能源汽车新车销售量占比达到20%左右，私人购置新能源汽车占比达50%以上。", [(20, "%", 2025), (50, "%", 2025)]),
    ("到2025年，单位工业增加值二氧化碳排放下降18%；到2030年，力争下降30%以上。", [(18, "%", 2025), (30, "%", 2030)]),
    ("压降煤炭消费5%—8%。", [(5, "%", None)]),
    ("完成投资不少于年度计划的80%。", [(80, "%", None)]),
]

NEGATIVE = [
    "每新增就业100人，给予奖励10万元。",
    "吸纳就业200人以上，给予补贴。",
    "项目用地200亩。",
    # the past and the present
    "截至2021年底，全市共有规上企业320家，高新技术企业85家。",
    "2020年，数字经济核心产业增加值占比达到7.8%，宽带用户普及率超过90%。",
    "目前，全县已建成高标准农田15万亩。",
    "近年来，我区先后引进重点项目30个。",
    "全县现有行政村186个，户籍人口32万人。",
    # subsidies, prices, loans
    "对新认定的国家级企业技术中心，给予100万元一次性奖励。",
    "按设备投资额的10%给予补助，单个企业最高不超过500万元。",
    "对年营业收入首次突破1亿元的企业，奖励20万元。",
    "从事个体经营的，贷款额度最高不超过20万元。",
    "新发生融资担保业务收取的担保费率不超过1%。",
    "按照每人每月1500元的标准发放生活补助。",
    "天然气管道运输价格降低0.2元/立方米。",
    # thresholds and conditions
    "申报企业应具备以下条件：\n1.注册资本不低于500万元；\n2.从业人员不少于20人。",
    "凡年用电量超过500万千瓦时的企业应当开展节能诊断。",
    "禁止生产和使用厚度低于0.01毫米的地膜。",
    "涉及三家以上债权人的企业，可组建债权人委员会。",
    "推进66人以上超大班额化解工作。",
    # procedures
    "自受理之日起5个工作日内办结。",
    "审批部门应在10日内书面答复。",
    "将不动产登记办理时限压缩至3个工作日以内。",
    # names and slogans
    "实施“百千万”工程和科技创新三年行动计划。",
    "打造“15分钟社区生活圈”。",
    "深入开展万人助企联乡帮村活动。",
    "贯彻落实《关于促进中小企业健康发展的20条措施》。",
    "加快5G基站和千兆光网建设，对接世界500强企业。",
    "统筹推进两个市场、两种资源。",
    "实施十大行动，开展五个专项整治。",
    # things that are named or known
    "形成东、中、西三个片区协同发展的格局。",
    "在全县18个乡镇开展试点。",
    "发展改革委、财政部等7部门联合印发通知。",
    "组织实施上述3项工程。",
    # the extent of a site, the cost of a project
    "项目位于城东新区，占地面积120亩，总投资3.5亿元。",
    "规划总面积约60平方公里，其中核心区面积约8平方公里。",
    # standing rules, meetings, staff
    "领导小组每季度召开1次会议，每年开展2次督查。",
    "各单位要指定1名联络员负责信息报送。",
    "中小学教师每5年须完成不少于360学时培训，专业目录每年调整1次。",
    "采购人应确保一家以上中小企业入围。",
    "预付款比例原则上不低于合同金额的30%。",
    # dates
    "本办法自2022年1月1日起施行，有效期5年。",
    "2022年3月15日区政府第12次常务会议审议通过。",
    # further styles
    "力争用5年时间，将全市打造成为千亿级绿色铝产业基地。",
    "全区拥有国家级孵化器8家，在孵企业620家。",
    "推动市级以上开发区污水集中处理设施全覆盖。",
    "由12个成员单位组成工作专班，下设4个工作组。",
    "成立由区长任组长，8个部门主要负责人为成员的领导小组。",
    "单体建筑面积2万平方米以上的公共建筑应当执行绿色建筑标准。",
    "企业所得税减按15%征收。",
    "符合条件的小微企业可申请最高300万元创业担保贷款。",
    "工程建设项目审批事项压减三分之一。",
    "企业开办时间压缩到1天，一般社会投资项目审批时间控制在50个工作日内。",
    "建立健全3岁以下婴幼儿照护服务体系。",
    "为60周岁以上老年人免费体检。",
    "“十三五”期间，规模以上工业增加值年均增长7.2%。",
    "2021年全县实现地区生产总值210亿元，同比增长7.5%。",
    "该园区规划面积12.6平方公里，起步区3.5平方公里。",
    "对经认定的省级、市级众创空间，分别给予50万元、30万元奖励。",
    "项目资本金比例不低于20%的，银行给予优先支持。",
    "推荐报送典型案例不超过3个。",
    "申报材料一式3份，于5月30日前报送。",
    "请于每月5日前报送上月工作进展，每季度末报送1篇信息。",
    "加快建设国家电子商务示范基地等5个国家级平台。",
    "推动A、B、C三家企业上市。",
    "打好7个百日攻坚战。",
]


@pytest.mark.parametrize(("text", "expected"), POSITIVE, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_finds_what_a_plan_commits_to(tmp_path: Path, text: str, expected: list[tuple[float, str, int | None]]) -> None:
    assert short(found(tmp_path, text)) == expected


@pytest.mark.parametrize("text", NEGATIVE, ids=lambda v: v[:16])
def test_finds_no_target_where_none_is_set(tmp_path: Path, text: str) -> None:
    assert short(found(tmp_path, text)) == []


PLAN = """某县2021年度绿色发展工作方案

为推进绿色发展，制定本方案。

一、发展基础
2020年，全县单位能耗下降3%，绿色工厂达到4家。

二、主要目标
到2023年末，绿色发展水平明显提升。

——产业更优。培育绿色工厂10家，产值达80亿元。

——环境更美。优良天数比率提高到92%。

三、重点任务
（一）推进节能改造。实施节能项目15个。2022年底前，建成能耗监测平台1个。改造燃煤锅炉30台。
牵头单位：县工信局
（二）扩大绿色空间。
到2025年，新增造林2万亩。
1.山区造林。完成荒山造林1.5万亩。
2.平原造林。完成平原造林0.5万亩。
"""


def test_the_year_comes_from_sentence_paragraph_section_and_annual_plan(tmp_path: Path) -> None:
    assert short(found(tmp_path, PLAN, issued=None)) == [
        (10, "家", 2023),  # the lead of the section
        (80, "亿元", 2023),
        (92, "%", 2023),
        (15, "个", None),  # the year of the title dates the plan, not its figures
        (1, "个", 2022),  # the sentence
        (30, "台", 2022),  # the paragraph
        (2, "万亩", 2025),
        (1.5, "万亩", 2025),  # the lead of the item around it
        (0.5, "万亩", 2025),
    ]


def test_the_year_of_an_annual_plan_comes_from_the_lead_that_announces_it(tmp_path: Path) -> None:
    plan = PLAN.replace("制定本方案。", "现将2021年度工作计划安排如下：")
    assert short(found(tmp_path, plan, issued=None))[3] == (15, "个", 2021)


def test_targets_are_numbered_and_know_their_item(tmp_path: Path) -> None:
    result = found(tmp_path, PLAN)
    assert [t.id for t in result[:3]] == ["t01", "t02", "t03"]
    items = [t.item for t in result]
    assert items[0] == items[2] != items[3]
    assert all(i is not None and i.isdigit() for i in items)


@pytest.mark.parametrize(
    ("text", "comparator", "metric"),
    [
        ("到2025年，工业用水重复利用率达到94%。", ">=", "工业用水重复利用率"),
        ("一般工业固体废物产生强度控制在0.5吨以内。", "<=", "一般工业固体废物产生强度"),
        ("培育骨干企业20家左右。", "~", "骨干企业"),
        ("覆盖率达到50%左右。", "~", "覆盖率"),
        ("建成国家级开发区1个。", "=", "国家级开发区"),
        ("推动制定不少于10项地方标准。", ">=", "地方标准"),
        ("完成30—50个项目。", "=", "项目"),
        ("年均增长8%。", "=", None),
        ("全县村庄保洁覆盖率达到100%。", "=", "全县村庄保洁覆盖率"),
    ],
)
def test_comparator_and_metric(tmp_path: Path, text: str, comparator: str, metric: str | None) -> None:
    (target,) = found(tmp_path, text)
    assert (target.comparator, target.metric) == (comparator, metric)


def test_a_range_has_both_bounds_in_one_span(tmp_path: Path) -> None:
    (target,) = found(tmp_path, "培育30—50家骨干企业。")
    assert (target.value, target.value_max) == (30, 50)
    assert target.number_span == (2, 7)


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("机械化率由71%提高到78%。", "71%"),
        ("到2025年，能耗比2020年下降13%。", "2020年"),
        ("粮食产量比上年增长2%。", "比上年"),
        ("粮食产量增长2%。", None),
    ],
)
def test_baseline(tmp_path: Path, text: str, baseline: str | None) -> None:
    (target,) = found(tmp_path, text)
    span = target.baseline_span
    assert (text[span.start : span.end] if span else None) == baseline


def test_a_clause_without_a_metric_continues_the_one_before(tmp_path: Path) -> None:
    first, second = found(tmp_path, "完成工业投资35亿元，增长12%。")
    assert first.metric == second.metric == "工业投资"


TABLE = """某市生态环境保护主要指标

序号\t指标名称\t单位\t2020年\t2025年\t属性
1\t森林覆盖率\t%\t35.2\t≥36\t约束性
2\t新增造林面积\t万亩\t-\t[50]\t预期性
3\t河流断面达标比例\t%\t76.5\t85左右\t约束性
"""


def test_a_table_of_indicators(tmp_path: Path) -> None:
    result = found(tmp_path, TABLE)
    assert short(result) == [(36, "%", 2025), (50, "万亩", 2025), (85, "%", 2025)]
    assert [t.comparator for t in result] == [">=", "=", "~"]
    assert [t.metric for t in result] == ["森林覆盖率", "新增造林面积", "河流断面达标比例"]
    assert [TABLE[t.baseline_span.start : t.baseline_span.end] if t.baseline_span else None for t in result] == [
        "35.2",
        None,
        "76.5",
    ]


@pytest.mark.parametrize("row", ["{}\t{}\t{}\n", "| {} | {} | {} |\n"])
def test_a_task_table_has_the_deadline_of_its_row(tmp_path: Path, row: str) -> None:
    text = row.format("任务", "要求", "完成时限") + row.format("农田建设", "新建高标准农田3万亩", "2024年10月")
    text += row.format("小区改造", "改造老旧小区12个", "2023年底")
    assert short(found(tmp_path, text)) == [(3, "万亩", 2024), (12, "个", 2023)]


def test_the_year_of_what_a_goal_is_about_is_no_deadline(tmp_path: Path) -> None:
    text = "到2025年底，基本完成2000年底前建成的小区改造任务，加装电梯500部以上，满意率不低于90%。"
    assert short(found(tmp_path, text)) == [(500, "部", 2025), (90, "%", 2025)]


def test_the_seed_has_its_seven_targets() -> None:
    outline = build(read(Path("data/plan.txt")))
    assert [(t.value, t.unit, t.year, t.number_span.start) for t in targets(outline, vocabulary())] == [
        (420, "亿元", 2020, 669),
        (1, "个", 2020, 687),
        (1, "个", 2020, 695),
        (1, "个", 2020, 703),
        (100, "%", 2020, 1396),
        (95, "%", 2020, 1412),
        (90, "%", 2020, 1427),
    ]


def test_a_metric_is_taken_from_a_number_heavy_text_in_linear_time(tmp_path: Path) -> None:
    text = "完成造林3万亩、新增企业5家，" * 4000
    assert len(found(tmp_path, text + "。")) == 8000


def test_a_change_from_a_baseline_has_the_metric_ahead_of_it(tmp_path: Path) -> None:
    text = "到2027年，园区用工人数由2023年的300人增加到450人。"
    (target,) = found(tmp_path, text)
    assert (target.metric, target.value) == ("园区用工人数", 450)
    assert target.baseline_span and text[target.baseline_span.start : target.baseline_span.end] == "2023年的300人"


@pytest.mark.parametrize(
    ("text", "metric", "recurrence"),
    [
        ("举办银企对接活动，每年不少于4次。", "银企对接活动", "yearly"),
        ("每年引进骨干企业3家。", "骨干企业", "yearly"),
        ("引进骨干企业3家。", "骨干企业", None),
    ],
)
def test_a_target_that_recurs(tmp_path: Path, text: str, metric: str, recurrence: str | None) -> None:
    (target,) = found(tmp_path, text)
    assert (target.metric, target.recurrence) == (metric, recurrence)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("粮食产量增长2%。", "growth"),
        ("粮食产量增长不低于2%。", "growth"),
        ("化肥用量压减5%。", "reduction"),
        ("绿化率提高到35%。", None),
        ("绿化率达到35%。", None),
    ],
)
def test_how_much_a_metric_changes(tmp_path: Path, text: str, change: str | None) -> None:
    (target,) = found(tmp_path, text)
    assert target.change == change


def test_a_part_in_a_bracket_is_named_without_the_bracket(tmp_path: Path) -> None:
    whole, part = found(tmp_path, "建设仓储设施3万平方米（含冷库2000平方米）。")
    assert (whole.metric, part.metric) == ("仓储设施", "冷库")
