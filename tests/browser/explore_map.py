"""What the Explore page's map shows, as the browser holds it (the hook in static/explorer/explorer.js)."""

from typing import Any

from playwright.sync_api import Page

from events import Event, EventFilter, EventStore

_DRAWN = "() => Number(document.documentElement.dataset.datelineDrawn ?? 0)"
_ITEMS = "() => { const s = window.datelineExplore.scene(); return [...s.marks.map(m => m.i), ...s.rings.flatMap(r => r.items)].sort((a, b) => a - b); }"


def in_order(store: EventStore) -> tuple[Event, ...]:
    """Return a project's events in the order of their positions on the map."""
    query = store.query()
    return store.events(query.id_at(position) for position in range(query.total))


def all_shown(store: EventStore) -> str:
    """Return the words of the counts where no filter is set: what only is planned, threatened or denied is left out even so."""
    return f"+ {store.query().counts(EventFilter()).filtered_out} filtered out"


def of_all(store: EventStore) -> str:
    """Return how the words of the counts end: of how many events these are."""
    return f"filtered out = {store.query().counts(EventFilter()).total} events"


def wait_drawn(page: Page) -> None:
    """Wait until the map and the timeline have drawn the events for the first time."""
    page.wait_for_function(f"({_DRAWN})() > 0")


def ask(page: Page, what: str) -> Any:
    """Return what the hook answers: ``view()``, ``bounds()``, ``range()``, ``chosen()``, ``ghosts()``, ``stats()``."""
    return page.evaluate(f"() => window.datelineExplore.{what}")


def wait_for(page: Page, condition: str) -> None:
    """Wait until a condition on ``it``, the hook, holds."""
    page.wait_for_function(f"() => {{ const it = window.datelineExplore; return {condition}; }}")


def events_in_sight(page: Page) -> list[int]:
    """Return the positions of the events that the map draws."""
    found: list[int] = page.evaluate(_ITEMS)
    return found


def still_bounds(page: Page) -> list[float]:
    """Return the map's bounds in world pixels once it has come to rest."""
    page.evaluate("() => { window.datelineBefore = null; }")
    page.wait_for_function(
        "() => { const now = JSON.stringify(window.datelineExplore.bounds()); const same = now === window.datelineBefore; window.datelineBefore = now; return same; }",
        polling=300,
    )
    found: list[float] = ask(page, "bounds()")
    return found


def click_event(page: Page, position: int) -> None:
    """Click the mark of an event on the map."""
    x, y = ask(page, f"pixelOf({position})")
    page.mouse.click(x, y)


def drag_days(page: Page, start: float, end: float) -> None:
    """Drag over a share of the timeline's width."""
    box = page.locator(".dl-timeline").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + box["width"] * start, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, y, steps=8)
    page.mouse.up()


def pixel_at(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Return where on the screen a point of the map is."""
    x, y = ask(page, f"pixelAt({lon}, {lat})")
    return float(x), float(y)


def click_at(page: Page, lon: float, lat: float) -> None:
    """Click a point of the map, which is brought into sight: what was pressed below it has scrolled the page."""
    page.locator(".dl-map").scroll_into_view_if_needed()
    page.mouse.click(*pixel_at(page, lon, lat))


def open_tray(page: Page) -> None:
    """Open the tray of the events that are not placed."""
    page.get_by_text("Waiting for a place (").click()
