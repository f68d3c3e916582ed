"""What axe-core finds on a page, apart for our own elements and for Streamlit's."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_KNOWN = Path(__file__).parent / "streamlit_issues.tsv"
# Our elements live in the shadow roots of our components; axe names those by the path through their hosts. Streamlit's
# class names change with the theme and the version, so an element of its own is named by the part of the page it is in; text by what it is the text of, too.
_RUN = """async () => {
    const found = await axe.run(document, { iframes: false, resultTypes: ["violations"] });
    const named = (target) => {
        if (Array.isArray(target)) { return target.join(" "); }
        const element = document.querySelector(target), text = element?.closest("[data-testid=stMarkdownContainer]");
        const part = (text?.parentElement ?? element)?.closest("[data-testid]");
        const role = element?.getAttribute("role");
        return `${part?.dataset.testid ?? "page"} ${element?.localName ?? target}${role ? `[role=${role}]` : ""}`;
    };
    return found.violations.filter(({ impact }) => impact === "serious" || impact === "critical").flatMap(({ id, nodes }) =>
        nodes.map((node) => ({ rule: id, own: Array.isArray(node.target[0]), selector: named(node.target[0]), said: node.failureSummary })));
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A serious or critical finding: axe's rule, the element, and axe's words; ``is_own`` where the element is ours."""

    rule: str
    selector: str
    said: str
    is_own: bool


def serious_issues(page: Page) -> list[Issue]:
    """Return what axe-core calls serious or critical on a page, in the open shadow roots too.

    The frames of folium and of Streamlit's other components are not looked into.
    """
    if not AXE.is_file():
        pytest.skip("axe-core is not there: make test fetches it from the npm registry")
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(path=AXE)
    return [
        Issue(rule=each["rule"], selector=each["selector"], said=each["said"], is_own=each["own"])
        for each in page.evaluate(_RUN)
    ]


def listed_issues() -> dict[tuple[str, str, str], str]:
    """Return Streamlit's own issues that we know of, by page, rule and selector, each with the reason why it stays."""
    with _KNOWN.open(encoding="utf-8", newline="") as file:
        return {
            (row["page"], row["rule"], row["selector"]): row["reason"] for row in csv.DictReader(file, delimiter="\t")
        }
