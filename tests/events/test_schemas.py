"""What files hold is as their published schemas say, and each property has its line there."""

import json

import jsonschema
import pytest

from events import Event, event_record, to_geojson, to_json
from events.schemas import GEOJSON_SCHEMA, JSON_SCHEMA, read_schema
from events.writers import flat_properties
from tests.geo.conftest import story
from tests.geo.test_out_formats import hard

EVENTS: tuple[Event, ...] = (*story(), *hard().events)


@pytest.mark.parametrize(("name", "write"), [(GEOJSON_SCHEMA, to_geojson), (JSON_SCHEMA, to_json)])
def test_every_event_is_as_the_schema_says(name: str, write: object) -> None:
    schema = read_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = json.loads(write(EVENTS))  # type: ignore[operator]
    jsonschema.Draft202012Validator(schema).validate(found)


def test_each_property_stands_in_the_schema() -> None:
    feature = read_schema(GEOJSON_SCHEMA)["$defs"]["feature"]["properties"]["properties"]
    assert feature["required"] == list(feature["properties"]) == list(flat_properties(EVENTS[0]))
    record = read_schema(JSON_SCHEMA)["items"]
    assert set(event_record(EVENTS[0])) <= set(record["required"]) == set(json.loads(to_json(EVENTS[:1]))[0])


def test_a_schema_refuses_what_it_should() -> None:
    found = json.loads(to_geojson(EVENTS[:1]))
    found["features"][0]["properties"]["date_start"] = "5 March 2021"
    with pytest.raises(jsonschema.ValidationError, match="5 March 2021"):
        jsonschema.Draft202012Validator(read_schema(GEOJSON_SCHEMA)).validate(found)
