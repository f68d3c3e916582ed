"""How far the truth may lie from the point at which an event is drawn."""

# UCDP's own 25 km for 2; the others are our rounded-up reach of a typical district, province, loose area and country.
_REACH_M = {1: None, 2: 25_000.0, 3: 50_000.0, 4: 150_000.0, 5: 100_000.0, 6: 500_000.0, 7: 500_000.0}
_EXACT, _NEAR = 1, 2


def default_radius_m(where_prec: int) -> float | None:
    """Return how far the truth may lie from the point where nothing else says it; None for an exact place.

    Parameters
    ----------
    where_prec
        UCDP GED location precision, 1 (exact) to 7 (international).

    Raises
    ------
    ValueError
        If ``where_prec`` is not 1 to 7.

    Examples
    --------
    >>> default_radius_m(2)
    25000.0
    """
    try:
        return _REACH_M[where_prec]
    except KeyError:
        raise ValueError(f"where_prec must be 1 (exact) to 7 (international), got {where_prec!r}.") from None


def circle_radius_m(where_prec: int, *, said_m: float | None, place_m: float | None, is_rough: bool) -> float | None:
    """Return the radius of the circle that is drawn about an event's point, None where the point itself is meant.

    Parameters
    ----------
    where_prec
        UCDP GED location precision, 1 (exact) to 7 (international).
    said_m
        The resolution's ``radius_m``: how far the truth may lie from the point, None where it does not say.
    place_m, is_rough
        How far the place itself reaches, None without a place, and whether only its parent area is known.

    Examples
    --------
    >>> circle_radius_m(3, said_m=None, place_m=18_000.0, is_rough=False)
    18000.0
    >>> circle_radius_m(1, said_m=500.0, place_m=18_000.0, is_rough=False) is None
    True
    """
    if where_prec == _EXACT:
        return None
    # A town's own size says nothing of how near to it "near" is.
    reach = place_m if is_rough or where_prec > _NEAR else None
    return said_m or reach or default_radius_m(where_prec)
