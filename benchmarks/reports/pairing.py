"""Which event of a report answers which incident of its key: as many as can be, the better fitting first, each event once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Wanted = TypeVar("Wanted")
Given = TypeVar("Given")


def paired(
    wanted: Sequence[Wanted], given: Sequence[Given], fit: Callable[[Wanted, Given], float | None]
) -> dict[int, int]:
    """Return for the numbers of those wanted the number of the one given that answers it.

    Parameters
    ----------
    fit
        How well one answers the other, None where it does not.

    Examples
    --------
    >>> paired([1, 2], [2, 3], lambda one, other: -abs(one - other) if abs(one - other) < 2 else None)
    {0: 0, 1: 1}
    """
    ranked = []
    for one in wanted:
        fits = {number: value for number, other in enumerate(given) if (value := fit(one, other)) is not None}
        ranked.append(sorted(fits, key=fits.__getitem__, reverse=True))
    answers: dict[int, int] = {}  # by what is given

    def place(number: int, tried: set[int]) -> bool:
        for other in ranked[number]:
            if other not in tried:
                tried.add(other)
                if other not in answers or place(answers[other], tried):
                    answers[other] = number
                    return True
        return False

    for number in range(len(wanted)):
        place(number, set())
    return dict(sorted((number, other) for other, number in answers.items()))
