"""Print every ratio: ``make bench``."""

from benchmarks import geoparse, geoparsing, lookups, page_load, place_index, places

for part in (lookups, place_index, geoparsing, places, page_load):
    for ratio in part.run():
        print(ratio, flush=True)
for line in geoparse.report(list(geoparse.NAMES)):
    print(line, flush=True)
