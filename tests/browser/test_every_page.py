"""Every page in both languages and both themes: accessible, quiet, asking this server alone; and its picture."""

import os
from pathlib import Path

import pytest
from addresses import PAGES, address
from playwright.sync_api import Browser, Page, expect

AXE = Path(__file__).parents[2] / "web-src/node_modules/axe-core/axe.min.js"
PICTURES = os.environ.get("DEVZONE_SCREENSHOTS")
_RUN = """async () => {
  const found = (await axe.run(document, {resultTypes: ['violations']})).violations;
  const told = n => n.target.join(' ') + ': ' + ([...n.any, ...n.all, ...n.none][0] || {}).message;
  const grave = found.filter(v => ['serious', 'critical'].includes(v.impact));
  return grave.map(v => v.id + ' ' + v.nodes.slice(0, 4).map(told).join(' | '));
}"""


def settle(page: Page, name: str) -> None:
    if name == "graph":
        expect(page.locator("#graph[data-ready]")).to_be_visible()
    if name == "sparql":
        expect(page.locator(".yasqe .CodeMirror")).to_be_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(page: Page, site: str, name: str, lang: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in web-src)")
    page.emulate_media(color_scheme="light")
    page.goto(address(site, PAGES[name], lang))
    settle(page, name)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{lang}-{theme}.png")
        assert page.evaluate(_RUN) == [], theme


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_fits_the_screen_and_shows_the_focus(
    page: Page, site: str, asked: list[str], complaints: list[str], name: str
) -> None:
    page.goto(address(site, PAGES[name], "zh"))
    settle(page, name)
    page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((site + "/", "data:", "blob:"))] == []
    assert [c for c in complaints if not (name == "missing" and "404" in c)] == []
    for width in (360, 1024, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    if name == "sparql":  # the editor shows a cursor of its own
        return
    for _ in range(3):
        page.keyboard.press("Tab")
    style = "(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth] })()"
    assert page.evaluate(style) == ["solid", "2px"]


def test_the_fonts_come_from_this_server(page: Page, site: str, asked: list[str]) -> None:
    page.goto(site + "/rules")
    faces = "document.fonts.load('16px \"Noto Sans SC\"', '开发区').then(faces => faces.length)"
    assert page.evaluate(faces) > 0
    assert any("/static/assets/fonts/" in url for url in asked)


def test_pages_work_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site, PAGES["graph"], "zh"))
    assert page.locator("#graph-rows tr").count() == 2
    page.goto(address(site, PAGES["sparql"], "zh"))
    page.get_by_role("button", name="运行").click()
    assert page.locator("section.results tbody tr").count() == 17
    page.goto(address(site, PAGES["matrix"], "zh"))
    page.get_by_label("配合").uncheck()
    page.get_by_role("button", name="更新").click()
    assert page.locator("a.badge.support").count() == 0
    context.close()


@pytest.mark.parametrize("name", ["start", "plan"])
def test_the_date_is_set_like_its_neighbours(page: Page, site: str, name: str) -> None:
    page.goto(site + ("/" if name == "start" else PAGES["plan"]))
    date, next_one = page.locator(".facts time").first, page.locator(".facts time + span").first
    sizes = [e.evaluate("e => getComputedStyle(e).fontSize") for e in (date, next_one)]
    tops = [e.bounding_box()["y"] for e in (date, next_one)]
    assert sizes[0] == sizes[1]
    assert abs(tops[0] - tops[1]) < 1


def test_without_script_the_tools_of_the_graph_are_hidden(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/graph")
    assert page.locator("#graph-tools").is_hidden()
    assert page.locator("#graph").is_hidden()
    assert page.locator("#graph-table table").is_visible()
    context.close()
