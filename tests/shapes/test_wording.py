import pytest

from shapes.cases import found, plan, quotes


@pytest.mark.parametrize(
    ("before", "mark", "after"), [("责任单位:区发改局", ")", ""), ("关于", "《", "某某意见的要求"), ("打造", "“", "特区")]
)
def test_an_unpaired_mark(before: str, mark: str, after: str) -> None:
    (finding,) = found(plan().feature(before, mark, after), "W01")
    assert finding.quote == mark
    assert mark in finding.message["zh"]


def test_other_features_and_clean_text_are_kept() -> None:
    assert not quotes(plan(), "W01")
    assert not quotes(plan().feature("推进", "某某工作", "。", kind="repeated"), "W01")
