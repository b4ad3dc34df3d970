"""What a researcher does, from the first word to the file that is taken home."""

import io
import json
import re
from pathlib import Path

import docx
import networkx as nx
import openpyxl
import pytest
from addresses import PLAN
from playwright.sync_api import Page, expect

from devzone_kg.resources import folder

PLAN_TEXT = (folder("data") / "plan.txt").read_bytes().decode("utf-8")


def highlighted(page: Page) -> str:
    return page.locator(":target").inner_text()


def test_from_initials_to_the_words(page: Page, site: str) -> None:
    page.goto(site + "/")
    page.get_by_role("searchbox").first.fill("zsj")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="凉州区招商局").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("凉州区招商局")
    page.get_by_role("link", name=re.compile("^\\(五\\)指导建立开发区招商引资网络平台")).click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert highlighted(page) == "区招商局"


def test_a_cell_of_the_matrix_opens_the_words(page: Page, site: str) -> None:
    page.goto(site + PLAN + "/matrix")
    row = page.locator("tbody tr", has_text="指导建立开发区招商引资网络平台")
    row.locator("a.badge.lead").click()
    assert highlighted(page) == "区招商局"


def test_the_matrix_is_filtered_sorted_and_taken_home(page: Page, site: str) -> None:
    page.goto(site + PLAN + "/matrix")
    heads = page.locator("th.unit-head")
    assert heads.count() == 17
    page.get_by_label("配合").uncheck()
    expect(page.locator("a.badge.support")).to_have_count(0)
    page.get_by_label("隐去空行空列").check()
    expect(page.locator("a.badge.lead").first).to_be_visible()
    page.get_by_label("单位次序").select_option("count")
    expect(heads.first).to_have_text("各工业园区")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes())).active
    assert sheet is not None
    assert sheet["D2"].value == "各工业园区"


def test_the_matrix_prints_on_one_side_of_a4(page: Page, site: str) -> None:
    page.goto(site + PLAN + "/matrix")
    data = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", data)
    assert box is not None
    assert float(box[1]) > float(box[2])


def test_the_graph_is_expanded_filtered_saved_and_opened_again(page: Page, site: str) -> None:
    page.goto(site + "/graph?node=agency/620602/zhaoshang")
    expect(page.locator("#graph[data-ready]")).to_be_visible()
    rows = page.locator("#graph-rows tr")
    before = rows.count()
    page.locator("#graph-rows tr", has_text="凉州区发展和改革局").first.get_by_role("button").first.click()
    expect(rows).not_to_have_count(before)
    grown = rows.count()
    page.get_by_label("配合").uncheck()
    expect(rows.filter(has_text="配合")).to_have_count(0)
    assert 0 < rows.count() < grown
    with page.expect_download() as waiting:
        page.get_by_role("button", name="graphml").click()
    graph = nx.read_graphml(waiting.value.path())
    assert graph.number_of_edges() == rows.count()
    assert "凉州区发展和改革局" in {data["label"] for _, data in graph.nodes(data=True)}
    shown = rows.all_inner_texts()
    saved = page.url
    page.goto("about:blank")
    page.goto(saved)
    expect(page.locator("#graph[data-ready]")).to_be_visible()
    assert sorted(rows.all_inner_texts()) == sorted(shown)


@pytest.mark.parametrize("form", ["png", "svg", "gexf", "csv"])
def test_the_graph_is_written_in_every_form(page: Page, site: str, form: str) -> None:
    page.goto(site + "/graph?node=agency/620602/zhaoshang")
    expect(page.locator("#graph[data-ready]")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=form, exact=True).click()
    data = Path(waiting.value.path()).read_bytes()
    starts = {"png": b"\x89PNG", "svg": b"<svg", "gexf": b"<?xml", "csv": b"\xef\xbb\xbfsource"}
    assert data.startswith(starts[form])
    if form == "gexf":
        assert nx.read_gexf(io.BytesIO(data)).number_of_edges() == page.locator("#graph-rows tr").count()
    if form != "png":
        assert "凉州区招商局" in data.decode("utf-8")


def test_the_graph_undoes(page: Page, site: str) -> None:
    page.goto(site + "/graph?node=agency/620602/zhaoshang")
    expect(page.locator("#graph[data-ready]")).to_be_visible()
    rows = page.locator("#graph-rows tr")
    before = rows.count()
    page.get_by_label("加入").fill("kjj")
    expect(page.locator("#graph-search")).to_have_attribute("data-first", re.compile("kexue"))
    page.get_by_label("加入").press("Enter")
    expect(rows).not_to_have_count(before)
    page.get_by_role("button", name="撤销").click()
    expect(rows).to_have_count(before)


def test_an_example_is_run_and_leads_to_a_page(page: Page, site: str) -> None:
    page.goto(site + "/sparql")
    expect(page.locator(".yasqe .CodeMirror")).to_be_visible()
    page.get_by_role("link", name="谁牵头什么").click()
    expect(page.locator(".yasr table tbody tr")).to_have_count(17)
    with page.expect_download() as waiting:
        page.locator(".yasr_downloadIcon").click()
    table = Path(waiting.value.path()).read_text("utf-8")
    assert "凉州区招商局" in table
    page.locator(".yasr table td:has(a.iri)").first.click()
    page.wait_for_url(re.compile("/id/agency/"))


def test_a_query_without_script_is_downloaded_as_csv(page: Page, site: str) -> None:
    page.goto(site + "/query/unit-duties.html")
    page.get_by_label("?unit").fill('"区招商局"@zh')
    page.get_by_role("button", name="运行").click()
    expect(page.locator("section.results tbody tr")).to_have_count(1)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".csv").click()
    assert "区招商局" in Path(waiting.value.path()).read_text("utf-8-sig")


FAULTS = {
    "R02": ("配合单位:区财政局、区国土局、区环保局、区建设局、区统计局、区政府法制办", "区统计局", "区规划局"),
    "W02": ("固体废物综合利用率达到90%", "90%", "XX%"),
    "T04": ("工业废水排放达标率达到95%", "95%", "195%"),
}


def faulty() -> str:
    text = PLAN_TEXT
    for clause, old, new in FAULTS.values():
        assert clause in text
        text = text.replace(clause, clause.replace(old, new), 1)
    return text


def test_a_draft_with_three_faults(page: Page, site: str) -> None:
    page.goto(site + "/check")
    page.get_by_label("文稿", exact=True).fill(faulty())
    page.get_by_role("button", name="检查", exact=True).click()
    for rule, (_, _, new) in FAULTS.items():
        found = page.locator(f'li.finding[data-rule="{rule}"]').first
        expect(found).to_be_visible()
        anchor = found.locator(".words a").get_attribute("href") or ""
        words = page.locator(f'[id="{anchor[1:]}"]').inner_text()
        assert words in new or new in words


def test_a_draft_is_annotated_as_a_word_file(page: Page, site: str) -> None:
    pytest.importorskip("devzone_kg.validation.reporters.docx")
    page.goto(site + "/check")
    page.get_by_label("文稿", exact=True).fill(faulty())
    with page.expect_download() as waiting:
        page.get_by_role("button", name="批注 Word").click()
    document = docx.Document(str(waiting.value.path()))
    assert "开发区" in "\n".join(p.text for p in document.paragraphs)
    assert len(list(document.comments)) >= len(FAULTS)


def test_a_draft_as_json(page: Page, site: str) -> None:
    page.goto(site + "/check")
    page.get_by_label("文稿", exact=True).fill(faulty())
    with page.expect_response(re.compile("/check$")) as waiting:
        page.get_by_role("button", name="JSON").click()
    found = json.loads(waiting.value.body())
    assert set(FAULTS) <= {finding["rule"] for finding in found["findings"]}


def test_findings_while_writing_and_a_file_that_is_chosen(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(site + "/check")
    page.get_by_label("文稿", exact=True).fill(faulty())
    expect(page.locator("#live .finding.violation").first).to_be_visible()
    path = tmp_path / "draft.txt"
    path.write_text(faulty(), encoding="utf-8", newline="")
    page.get_by_label("文稿", exact=True).fill("")
    page.get_by_label("或文件").set_input_files(path)
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.locator('li.finding[data-rule="R02"]').first).to_be_visible()
