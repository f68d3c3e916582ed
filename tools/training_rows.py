"""What the trees learn from: rows of numbers of documents whose places are known, and how right each row is."""

from dataclasses import replace

import numpy as np

from benchmarks.toponyms.corpora import Document, Gold
from benchmarks.toponyms.lettering import LETTERING
from gazetteer import Gazetteer
from gazetteer.candidate_features import candidate_features
from gazetteer.geoparse import given_toponyms
from gazetteer.lost_features import LostFeatures
from gazetteer.ranking import distance_km
from gazetteer.recognize import read_names
from gazetteer.resolve import weigh
from gazetteer.span_features import SpanFeatures
from gazetteer.weighing import Weighing

# How right a candidate is: the very place, or as near as maps of events need, or near enough for the usual score.
_NEAR_KM, _ABOUT_KM = 30.0, 161.0
GAINS = [0, 1, 3, 7]
Rows = tuple[np.ndarray, np.ndarray]


def candidate_rows(document: Document, gazetteer: Gazetteer) -> list[Rows]:
    """Return features and labels of the toponyms of which one candidate is right and another is not."""
    if not document.gold:
        return []
    spans = sorted(document.gold)
    weighings = weigh(document.text, given_toponyms(document.text, spans, gazetteer), gazetteer).last
    features = candidate_features(document.text, weighings)
    parts = np.split(features, np.cumsum([len(each.weighed) for each in weighings])[:-1])
    found = []
    for span, weighing, part in zip(spans, weighings, parts, strict=True):
        labels = _labels(document.gold[span], weighing)
        if len(set(labels)) > 1:
            found.append((part, np.array(labels)))
    return found


def _labels(gold: Gold, weighing: Weighing) -> list[int]:
    if gold.point is None:
        return []
    labels = []
    for weighed in weighing.weighed:
        place = weighed.candidate.place
        km = distance_km(gold.point, (place.lon, place.lat))
        is_same = gold.geonames_id is not None and place.geonames_id == gold.geonames_id
        labels.append(3 if is_same else 2 if km < _NEAR_KM else 1 if km <= _ABOUT_KM else 0)
    return labels


def span_rows(document: Document, gazetteer: Gazetteer) -> list[Rows]:
    """Return the rows of the spans of a document, and which of them are places."""
    reading = read_names(document.text, gazetteer)
    spans = SpanFeatures(document.text, reading.lines, reading.finds(), reading.surnames, gazetteer)
    if not spans.spans:
        return []
    labels = np.array([place in document.gold for place in spans.places], dtype=float)
    return [(spans.rows(), labels)]


def caseless_rows(document: Document, gazetteer: Gazetteer) -> list[Rows]:
    """Return the rows of the names of a document in capitals, in small letters, and with only its first sentence in capitals."""
    capitals, small = (LETTERING[name](document.text) for name in ("upper-cased", "lower-cased"))
    texts = [capitals, small]
    stop = document.text.find(". ") + 1
    if stop:
        texts.append(f"{capitals[:stop]}\n{document.text[stop + 1 :]}")
    return [rows for text in texts for rows in _lost_rows(replace(document, text=text), gazetteer)]


def _lost_rows(document: Document, gazetteer: Gazetteer) -> list[Rows]:
    reading = read_names(document.text, gazetteer)
    if not reading.lost:
        return []
    names = LostFeatures(
        [each.line for each in reading.lost], gazetteer, kept=reading.kept_forms(), small=reading.small_words()
    )
    if not names.names:
        return []
    labels = np.array([(name.start, name.end) in document.gold for _, name in names.names], dtype=float)
    return [(names.rows(), labels)]
