"""The room's command line: ``python -m gazetteer search | geoparse | add | remove | fetch | build | info``."""

import json
import sys
from pathlib import Path

import click

from gazetteer.build import open_index
from gazetteer.coordinates import parse_coordinates
from gazetteer.errors import BadCoordinatesError, GazetteerError, UnknownCountryError
from gazetteer.fetch_command import fetch_command
from gazetteer.geoparse_command import geoparse_command
from gazetteer.opening import open_gazetteer
from gazetteer.own_command import DB_OPTION, add_command, remove_command
from gazetteer.place import Candidate
from gazetteer.progress import ProgressLine


class _Point(click.ParamType[tuple[float, float]]):
    """Longitude and latitude in degrees, separated by a comma."""

    name = "LON,LAT"

    def convert(
        self, value: str | tuple[float, float], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        if isinstance(value, tuple):
            return value
        try:
            lon, lat = (float(part) for part in value.split(","))
        except ValueError:
            self.fail(f"expected LON,LAT in degrees such as 13.19,32.89, got {value!r}", param, ctx)
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            self.fail(
                f"longitude runs from -180 to 180 and latitude from -90 to 90, got {value!r}; longitude comes first",
                param,
                ctx,
            )
        return lon, lat


@click.group()
def cli() -> None:
    """Find places by name, and places in texts."""


@cli.command()
@click.argument("name")
@click.option("--country", metavar="CC", help="Only places of this country (ISO 3166-1, such as LY).")
@click.option("--near", type=_Point(), help="Places near this point first.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many rows.")
@click.option(
    "--online", is_flag=True, help="Ask Nominatim for a name that the gazetteer lacks, where your settings allow."
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON array.")
@DB_OPTION
def search(
    name: str,
    country: str | None,
    near: tuple[float, float] | None,
    limit: int,
    db: Path | None,
    *,
    online: bool,
    as_json: bool,
) -> None:
    """Find places by NAME, best first. Exit status 1 where none is found."""
    with ProgressLine() as progress:
        gazetteer = open_gazetteer(project=db, progress=progress)
    mention = parse_coordinates(name)
    if mention is not None and mention.refusal:
        raise BadCoordinatesError(f"{mention.refusal} Write latitude first, such as 32.8872, 13.1913.")
    try:
        found = gazetteer.search(name, country=country, near=near, limit=limit)
    except UnknownCountryError as error:
        raise click.BadParameter(str(error), param_hint="--country") from error
    failure = None
    if online:
        from gazetteer.online_command import add_online  # noqa: PLC0415 - geopy is slow to import

        found, failure = add_online(name, found, gazetteer, country=country, limit=limit)
    if as_json:
        _write(json.dumps([candidate_record(candidate) for candidate in found], ensure_ascii=False))
    else:
        for candidate in found:
            _write(_row(candidate))
    if failure is not None:
        raise failure
    if not found:
        shown = name[:60] + ("..." if len(name) > 60 else "")
        where = f" in {country.upper()}" if country else ""
        click.echo(
            f"No place called {shown!r}{where}. Try another spelling, its script at home, or no --country.", err=True
        )
        sys.exit(1)


def candidate_record(candidate: Candidate) -> dict[str, object]:
    """Return a candidate as the command line writes it: the place's fields, score, tier and reasons."""
    place = candidate.place
    return {
        "place_id": place.place_id,
        "name": place.name,
        "lon": round(place.lon, 5),
        "lat": round(place.lat, 5),
        "country_code": place.country_code,
        "feature_class": str(place.feature_class),
        "feature_code": place.feature_code,
        "geonames_id": place.geonames_id,
        "radius_m": place.radius_m,
        "score": candidate.score,
        "tier": str(candidate.tier),
        "reasons": list(candidate.reasons),
    }


def _row(candidate: Candidate) -> str:
    place = candidate.place
    point = f"{place.lon:.4f},{place.lat:.4f}"
    kind = f"{place.feature_class}/{place.feature_code}"
    return "\t".join(
        (
            place.place_id,
            place.name,
            place.country_code or "-",
            kind,
            point,
            f"{candidate.score:.2f}",
            "; ".join(candidate.reasons),
        )
    )


def _write(line: str) -> None:
    """Write a row; what the terminal's encoding lacks, or a lone surrogate, is written as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(line.encode(encoding, "backslashreplace").decode(encoding))


@cli.command()
def build() -> None:
    """Build the place index, unless a sound one is there."""
    with ProgressLine() as progress:
        index = open_index(progress, verify=True)
    click.echo(
        f"The place index is ready: {index.about['places']:,} places, {index.about['names']:,} names, {index.path}",
        err=True,
    )


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@DB_OPTION
def info(db: Path | None, *, as_json: bool) -> None:
    """Say what the gazetteer holds, from which sources, and where its index is."""
    with ProgressLine() as progress:
        told = open_gazetteer(project=db, progress=progress).info()
    if as_json:
        _write(json.dumps(told, ensure_ascii=False))
        return
    for key, value in told.items():
        if key != "sources":
            _write(f"{key}\t{json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value}")
    sources = told["sources"]
    assert isinstance(sources, tuple)
    for source in sources:
        _write(f"source\t{source['file']}\t{source['licence']}\t{source['attribution']}")


def main() -> None:
    """Run the command line; an expected failure is a sentence and exit status 1."""
    try:
        cli.main(prog_name="python -m gazetteer")
    except GazetteerError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


for command in (geoparse_command, add_command, remove_command, fetch_command):
    cli.add_command(command)

if __name__ == "__main__":
    main()
