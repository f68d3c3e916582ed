"""Print every ratio: ``make bench``."""

from benchmarks import geoparsing, lookups, page_load, places

for part in (lookups, geoparsing, places, page_load):
    for ratio in part.run():
        print(ratio, flush=True)
