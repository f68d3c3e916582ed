"""The fields of an event that a person makes, the same on Review and on Reports."""

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st

from events import BadEventError, Decision, EventsError, EventStatus, EventType, TimeOfDay, Toll, figure, time_by_hand
from gazetteer import Place
from geo import style_of
from ui import presses
from ui.day_fields import day_bounds
from ui.event_fields import clock_fields, status_field
from ui.placing import found_elsewhere, place_line
from ui.words import plain

_MOST_PEOPLE, _MOST_WORDS = 10_000_000, 200


class Fields:
    """What a person says of an event; each attribute as `events.event_without_report` takes it."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._kind: EventType | None = None
        self.start: dt.date | None = None
        self.end: dt.date | None = None
        self.place: Place | None = None
        self.side1: tuple[str, ...] = ()
        self.side2: tuple[str, ...] = ()
        self.figures: tuple[int | None, ...] = ()
        self.injured_best: int | None = None
        self.why = ""
        self.status = EventStatus.HAPPENED
        self._clock = ("", "", "")

    @property
    def kind(self) -> EventType:
        """The type; raises BadEventError where none is chosen."""
        if self._kind is None:
            raise BadEventError("Choose what it was.")
        return self._kind

    @property
    def killed(self) -> Toll | None:
        """The toll of the killed; raises BadEventError where its figures contradict each other."""
        return figure(*self.figures)

    @property
    def injured(self) -> Toll | None:
        """The toll of the injured."""
        return figure(self.injured_best)

    @property
    def time(self) -> TimeOfDay | None:
        """The time of the day; raises BadEventError where it is written as none."""
        return time_by_hand(*self._clock)

    def draw(self, *, near: Sequence[Place] = (), day: dt.date | None = None) -> None:
        """Draw the fields; ``near`` are places to choose from before any is typed, ``day`` the first day's proposal."""
        styles = {style_of(each).label: each for each in EventType}
        # In a quarter of the width that Reports has for it a day is cut off.
        (kind_box, status_box), (start_box, end_box) = st.columns(2), st.columns(2)
        # None is proposed: what nobody chose would be a battle.
        what = kind_box.selectbox("What", list(styles), index=None, key=self.name("type"), placeholder="Choose")
        self._kind = styles[what] if what is not None else None
        start = start_box.date_input("From", value=day, format="YYYY-MM-DD", key=self.name("start"), **day_bounds(day))
        end = end_box.date_input("To", value=None, format="YYYY-MM-DD", key=self.name("end"), **day_bounds())
        self.start, self.end = (each if isinstance(each, dt.date) else None for each in (start, end))
        self.status = status_field(
            status_box, self.name("status"), EventStatus.HAPPENED, help_words="Only what happened is shown and counted"
        )
        self._draw_place(near)
        columns = st.columns(4)
        labels = (
            ("killed", "Killed, best"),
            ("least", "Killed, at least"),
            ("most", "Killed, at most"),
            ("injured", "Injured"),
        )
        *figures, self.injured_best = (
            column.number_input(label, 0, _MOST_PEOPLE, None, key=self.name(name), step=1)
            for column, (name, label) in zip(columns, labels, strict=True)
        )
        self.figures = tuple(figures)
        four, five = st.columns(2)
        side1 = four.text_input("Side 1, separated by ;", key=self.name("side1"), max_chars=_MOST_WORDS)
        side2 = five.text_input("Side 2, separated by ;", key=self.name("side2"), max_chars=_MOST_WORDS)
        self.side1, self.side2 = tuple(side1.split(";")), tuple(side2.split(";"))
        self._clock = clock_fields(self.name)
        self.why = st.text_input("How do you know? (kept in the history)", key=self.name("why"), max_chars=_MOST_WORDS)

    def make(self, label: str, decided: Callable[[], Decision], settle: Callable[[Decision], bool]) -> None:
        """Draw the button; where it was pressed, make the event and empty the fields, or say what is wrong with them."""
        key = self.name("make")
        if not presses.button(label, key=key, type="primary", icon=":material/add:"):
            return
        with presses.answering(key):
            try:
                is_made = settle(decided())
            except EventsError as error:
                st.error(plain(f"{error} Nothing was saved yet."), icon=":material/error:")
                return
        if is_made:
            st.session_state[f"{self._key}_number"] = self._number() + 1
        st.rerun()

    def _draw_place(self, near: Sequence[Place]) -> None:
        text = st.text_input(
            "Where: a name or coordinates", key=self.name("where"), max_chars=_MOST_WORDS,
            placeholder="Homs, or 32.08, 12.65, or empty where it is not known",
        ).strip()  # fmt: skip
        candidates, sentence = found_elsewhere(text, map_hears=False) if text else ((), "")
        places = [each.place for each in candidates] if text else list(near)
        if sentence:
            st.warning(plain(sentence), icon=":material/search_off:")
        if not places:
            self.place = None
            return
        # A place that was typed is meant; one that the report names elsewhere may not be.
        offered: list[Place | None] = [*places] if text else [None, *places]
        self.place = st.radio(
            "Which place", offered, key=self.name(f"place_{text}"),
            format_func=lambda each: place_line(each) if each is not None else "no place",
        )  # fmt: skip

    def _number(self) -> int:
        return int(st.session_state.get(f"{self._key}_number", 0))

    def name(self, name: str) -> str:
        """Return the key of a field; after each event that was made the fields are new and empty."""
        return f"{self._key}_{name}_{self._number()}"
