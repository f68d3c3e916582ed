"""How well places are found and resolved, on corpora with gold toponyms, beside other systems."""
