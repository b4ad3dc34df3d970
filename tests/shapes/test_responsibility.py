import pytest

from shapes.cases import found, plan, quotes
from validation.plans import Draft


def with_duties(*duties: dict[str, str], overall: dict[str, str] | None = None, form: str = "lines") -> Draft:
    written = plan()
    if overall:
        written.duty(kind="overall", **overall)
    for duty in duties:
        written.duty(form=form, **duty)
    return written


@pytest.mark.parametrize(
    "roles", [{"support": "区财政局、区商务局"}, {"implement": "各园区"}, {"implement": "区住建局", "support": "区财政局"}]
)
def test_a_duty_without_lead_and_responsible_unit(roles: dict[str, str]) -> None:
    (finding,) = found(with_duties(roles), "R01")
    assert finding.severity == "violation"
    assert all(unit in finding.quote for unit in next(iter(roles.values())).split("、"))


def test_the_general_list_needs_one_too() -> None:
    assert quotes(with_duties({"lead": "区发改局"}, overall={"support": "区财政局"}), "R01") == ["区财政局"]


@pytest.mark.parametrize("roles", [{"lead": "区发改局"}, {"responsible": "区发改局", "support": "区财政局"}])
def test_a_lead_or_a_responsible_unit_is_enough(roles: dict[str, str]) -> None:
    assert not quotes(with_duties(roles), "R01")


def test_another_statement_at_the_same_item_counts() -> None:
    written = plan()
    item = written.item("(一)", 1, "修建道路", "p.m01")
    written.duty(item, lead="区发改局")
    written.duty(item, support="区财政局")
    assert not quotes(written, "R01")
    other = written.item("(二)", 2, "招商引资", "p.m01")
    written.duty(other, support="区商务局")
    assert quotes(written, "R01") == ["区商务局"]


def test_several_statements_at_one_item_are_one_finding() -> None:
    written = plan()
    item = written.item("(一)", 1, "修建道路", "p.m01")
    written.duty(item, support="区财政局")
    written.duty(item, implement="区住建局")
    assert quotes(written, "R01") == ["区财政局"]


def test_where_most_name_a_lead_one_without_is_a_warning() -> None:
    (finding,) = found(with_duties({"lead": "区发改局"}, {"lead": "区财政局"}, {"responsible": "区工信局"}), "R01")
    assert (finding.severity, finding.quote) == ("warning", "区工信局")
    assert "3项" in finding.message["zh"] and "2 of 3" in finding.message["en"]


def test_where_few_name_a_lead_none_is_needed() -> None:
    duties = {"lead": "区发改局"}, {"responsible": "区财政局"}, {"responsible": "区工信局"}
    assert not quotes(with_duties(*duties), "R01")
    assert not quotes(with_duties({"lead": "区发改局"}, {"lead": "区财政局"}, {"responsible": "区工信局"}, form="prose"), "R01")


def test_a_unit_that_leads_and_supports() -> None:
    (finding,) = found(with_duties({"lead": "区发改局、区工信局", "support": "区财政局、区工信局"}), "R02")
    assert finding.quote == "区工信局"
    assert finding.related[0].quote == "区工信局" and finding.related[0].span < finding.span


def test_the_general_list_may_not_overlap_either() -> None:
    written = with_duties({"lead": "区发改局"}, overall={"lead": "区发改局", "support": "区发改局、区财政局"})
    assert quotes(written, "R02") == ["区发改局"]


@pytest.mark.parametrize(
    "duties",
    [
        ({"lead": "区发改局", "support": "区财政局"}, {"lead": "区财政局", "support": "区发改局"}),
        ({"lead": "区发改局", "implement": "区发改局"},),
    ],
)
def test_lead_here_and_support_there_is_kept(duties: tuple[dict[str, str], ...]) -> None:
    assert not quotes(with_duties(*duties), "R02")


def test_a_unit_twice_in_one_list() -> None:
    (finding,) = found(with_duties({"lead": "区发改局", "support": "区财政局、区商务局、区财政局"}), "R03")
    assert finding.quote == "区财政局"
    assert [r.span < finding.span for r in finding.related] == [True]


def test_a_unit_three_times_is_one_finding() -> None:
    (finding,) = found(with_duties({"lead": "区发改局、区发改局、区发改局"}), "R03")
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    "duties", [({"lead": "区发改局"}, {"lead": "区发改局"}), ({"lead": "区发改局", "support": "区财政局、区商务局"},)]
)
def test_a_unit_once_in_each_list_is_kept(duties: tuple[dict[str, str], ...]) -> None:
    assert not quotes(with_duties(*duties), "R03")


OVERALL = {"lead": "区发改局", "support": "区财政局、区商务局"}


def test_a_unit_outside_the_general_list_is_one_finding_at_its_first_place() -> None:
    written = with_duties(
        {"lead": "区发改局、区规划局", "support": "区统计局"},
        {"lead": "区财政局", "support": "区规划局、区商务局"},
        overall=OVERALL,
    )
    first, second = found(written, "R04")
    assert (first.quote, second.quote) == ("区规划局", "区统计局")
    assert first.line < second.line
    assert [r.quote for r in first.related][1:] == ["区规划局"]
    assert "区财政局、区商务局" in first.related[0].quote


def test_units_of_the_general_list_are_kept() -> None:
    assert not quotes(with_duties({"lead": "区发改局", "support": "区财政局、区商务局"}, overall=OVERALL), "R04")
    assert not quotes(with_duties({"lead": "区发改局", "implement": "各园区"}, overall=OVERALL), "R04")


def test_without_a_general_list_none_is_expected() -> None:
    assert not quotes(with_duties({"lead": "区规划局"}), "R04")


def test_a_unit_of_the_general_list_without_a_duty() -> None:
    written = with_duties({"lead": "区发改局"}, overall=OVERALL)
    assert quotes(written, "R05") == ["区财政局", "区商务局"]


def test_units_with_a_duty_are_kept() -> None:
    written = with_duties({"lead": "区发改局"}, {"lead": "区商务局", "support": "区财政局"}, overall=OVERALL)
    assert not quotes(written, "R05")


def test_a_plan_with_a_general_list_alone_is_kept() -> None:
    assert not quotes(with_duties(overall=OVERALL), "R05")
