"""The names of the numbers from which the learned place of an event is told, in their order."""

_OF_WORDS = tuple(
    f"{where}_{what}" for where in ("before_place", "before_place_2", "before_place_3", "after_place", "after_place_2", "after_place_3") for what in ("kind", "verb")
)  # fmt: skip
_OF_TRIGGER = (
    "trigger_verb", "trigger_form", "trigger_at", "trigger_share", "trigger_before", "trigger_before_2", "trigger_before_3", "trigger_after", "trigger_after_2",
    "trigger_after_3", "is_passive", "verbs_before_trigger", "verbs_after_trigger", "words", "quotes_before_trigger", "trigger_preposition", "trigger_preposition_off",
    "border_before_trigger", "border_before_trigger_off", "has_modal", "has_not", "plays", "prices", "is_here",
)  # fmt: skip
_OF_PLACE = (
    "place_kind", "place_prec", "place_score", "place_words", "is_capitals", "is_metonym", "relation", "has_cue", "has_place",
    "preposition", "preposition_off", "before_preposition", "before_preposition_verb", "before_preposition_2", "is_preposition_of_trigger", "head", "place_at", "place_share", "opens", "quotes_before_place",
    "verb_before_off", "verb_before_verb", "is_verb_before_trigger", "verb_after_off", "verb_after_verb", "is_verb_after_trigger",
    "border_before_place", "border_before_place_off",
)  # fmt: skip
_BETWEEN = (
    "gap", "gap_letters", "is_after", "commas_between", "verbs_between", "said_between", "borders_between", "ands_between", "prepositions_between", "capitals_between",
    "quotes_between", "stops_between", "ofs_between", "bys_between", "tos_between", "froms_between", "happenings_between", "agents_between", "first_preposition_between", "last_preposition_between",
    "last_but_one_preposition_between", "clauses_between", "is_same_clause",
)  # fmt: skip
_AMONG = (
    "places", "number", "rank", "rank_on_side", "places_between", "places_after_trigger", "is_next_after", "finer_places", "finer_in_country", "finer_nearer", "coarser_in_country",
    "previous_joint", "next_joint", "previous_kind", "next_kind", "previous_same_country", "next_same_country", "previous_finer", "next_finer", "named_again",
    "previous_preposition", "next_preposition", "list_length", "list_position",
    "places_in_clause", "is_only_in_clause", "places_in_trigger_clause",
)  # fmt: skip
COLUMNS = (*_OF_PLACE, *_OF_WORDS, *_BETWEEN, *_OF_TRIGGER, *_AMONG)
"""One row a place; what is not there is -1."""
