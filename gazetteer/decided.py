"""The decisions on a text's names before it is told how sure they are."""

from dataclasses import dataclass

from gazetteer.ranker import Ranked
from gazetteer.toponym import Resolution
from gazetteer.weighing import Weighing


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions in the toponyms' order, how well they fit by the rules as their scores, and what they were taken from."""

    weighings: list[Weighing]
    ranked: Ranked
    found: tuple[Resolution, ...]
