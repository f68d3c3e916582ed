"""Print every ratio: ``make bench``."""

from benchmarks import geoparsing, lookups, page_load

for part in (lookups, geoparsing, page_load):
    for ratio in part.run():
        print(ratio, flush=True)
