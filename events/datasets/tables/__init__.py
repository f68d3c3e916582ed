"""Any table of events: read from whatever file it is in, its columns guessed and corrected, its rows given as rows of events."""

from events.datasets.tables.fields import WAYS, Field, How, TableMapping, Use
from events.datasets.tables.guess import Guess, guess_mapping
from events.datasets.tables.mapped import rows
from events.datasets.tables.opening import open_table
from events.datasets.tables.recipe import Recipes, applied, read_recipe, to_recipe
from events.datasets.tables.table import Row, Table

__all__ = [
    "WAYS",
    "Field",
    "Guess",
    "How",
    "Recipes",
    "Row",
    "Table",
    "TableMapping",
    "Use",
    "applied",
    "guess_mapping",
    "open_table",
    "read_recipe",
    "rows",
    "to_recipe",
]
