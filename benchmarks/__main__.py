"""Print every ratio: ``make bench``."""

from benchmarks import geoparsing, lookups, page_load, place_index, places

for part in (lookups, place_index, geoparsing, places, page_load):
    for ratio in part.run():
        print(ratio, flush=True)
