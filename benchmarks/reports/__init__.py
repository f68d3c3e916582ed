"""Reading reports, scored on corpora that people marked, beside rivals in the same run: ``make bench-events``."""
