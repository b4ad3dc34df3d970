"""What SARIF 2.1.0 demands of the log, by the sections of the specification, without a copy of its schema."""

import json
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from devzone_kg.validation import check
from devzone_kg.validation.findings import Report
from devzone_kg.validation.reporters import report
from validation.test_checking import faulty


@pytest.fixture(scope="module")
def found() -> Report:
    return check(faulty().facts())


@pytest.fixture(scope="module")
def log(found: Report) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(report(found, "sarif", "zh"))
    return data


@pytest.fixture(scope="module")
def run(log: dict[str, Any]) -> dict[str, Any]:
    (only,) = log["runs"]
    return dict(only)


def test_the_log(log: dict[str, Any]) -> None:
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0" and urlsplit(log["$schema"]).scheme == "https"


def test_the_tool_and_its_rules(run: dict[str, Any]) -> None:
    driver = run["tool"]["driver"]
    assert driver["name"] and urlsplit(driver["informationUri"]).scheme == "https"
    names = [rule["id"] for rule in driver["rules"]]
    assert names and len(names) == len(set(names))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"].strip() and rule["help"]["text"].strip()
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")


def test_each_result(run: dict[str, Any], found: Report) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(found.findings) > 0
    for result in run["results"]:
        assert result["message"]["text"].strip()
        assert result["level"] in ("none", "note", "warning", "error")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["locations"]) == 1
        related = result.get("relatedLocations", [])
        assert len({r["id"] for r in related}) == len(related)


def test_each_region_is_where_its_words_are(run: dict[str, Any], found: Report) -> None:
    lines = found.text.split("\n")
    for result in run["results"]:
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            place = location["physicalLocation"]
            region, snippet = place["region"], place["region"]["snippet"]["text"]
            assert unquote(place["artifactLocation"]["uri"]) == found.document
            assert min(region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) >= 1
            assert found.text[region["charOffset"] :][: region["charLength"]] == snippet
            first = lines[region["startLine"] - 1][region["startColumn"] - 1 :]
            assert first.startswith(snippet.split("\n")[0])
            # endColumn is one past the last character (3.30.8).
            assert lines[region["endLine"] - 1][: region["endColumn"] - 1].endswith(snippet.split("\n")[-1])
