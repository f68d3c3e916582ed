"""Measure the Explore page beside its rivals: ``make bench-explore``, or ``python -m benchmarks.explore --sizes 10000``."""

import os
import shutil
import tempfile
from pathlib import Path

import click

from benchmarks.explore.browser import chromium
from benchmarks.explore.material import make_material
from benchmarks.explore.measure import Measured, measure
from benchmarks.explore.queries import QueryTimes, time_queries
from benchmarks.explore.results import to_markdown
from benchmarks.explore.subjects import ROOT, subjects
from benchmarks.results_file import write_section

_TITLE = "Explore beside folium and pydeck"
_PAGES = {"ours": 0, "folium": 1, "pydeck": 2}


@click.command()
@click.option("--sizes", default="10000,100000,1000000", show_default=True, metavar="N,N", help="How many events.")
@click.option("--pages", default="ours,folium,pydeck", show_default=True, help="Which pages.")
@click.option(
    "--app", default=ROOT, type=click.Path(path_type=Path, file_okay=False), help="Another folder of the product."
)
@click.option("--within", "within_s", default=180.0, show_default=True, help="Seconds after which a page has failed.")
@click.option("--write", is_flag=True, help="Put the table into benchmarks/RESULTS.md.")
def main(sizes: str, pages: str, app: Path, within_s: float, write: bool) -> None:
    """Measure load, filter, brush, memory and bytes at each size, on generated events, and print ratios."""
    counts = _counts(sizes)
    chosen = [subjects(app.resolve())[_PAGES[page]] for page in _names(pages)]
    executable = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        raise click.ClickException("no Chromium on this machine: apt-get install chromium, or set DATELINE_CHROMIUM")
    rows: list[Measured] = []
    queries: list[QueryTimes] = []
    version = ""
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            click.echo(f"Generating {count:,} events", err=True)
            material = make_material(count, Path(folder))
            for subject in chosen:
                # A browser of its own for each page: none inherits another's memory.
                with chromium(executable) as browser:
                    version = browser.version
                    rows.append(measure(subject, material, browser, within_s=within_s))
                click.echo(f"{rows[-1]}", err=True)
            queries += time_queries(material)
    table = to_markdown(rows, queries, browser=version)
    click.echo(table)
    if write:
        command = f"make bench-explore, that is: python -m benchmarks.explore --sizes {sizes} --pages {pages} --write"
        click.echo(f"Written: {write_section(_TITLE, table, command=command)}", err=True)


def _counts(text: str) -> list[int]:
    try:
        counts = [int(each) for each in text.split(",")]
    except ValueError as error:
        raise click.BadParameter(
            f"must be numbers such as 10000,100000; got {text!r}.", param_hint="--sizes"
        ) from error
    if min(counts) < 1:
        raise click.BadParameter("must be 1 or more each.", param_hint="--sizes")
    return counts


def _names(text: str) -> list[str]:
    names = [each.strip() for each in text.split(",")]
    if unknown := [each for each in names if each not in _PAGES]:
        raise click.BadParameter(f"must be of {', '.join(_PAGES)}; got {unknown[0]!r}.", param_hint="--pages")
    return names


if __name__ == "__main__":
    main()
