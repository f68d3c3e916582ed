"""The row of a place in the index: all that is read of one place lies together, so that one touch of memory brings it."""

from struct import Struct

import numpy as np

# Names and numbers are those of the place's first name, its parent's row (-1: none in this index), and the lists of
# countries, feature codes and ADM1 codes that the index tells about.
PLACE_ROW = np.dtype(
    [
        ("lon", "<f8"),
        ("lat", "<f8"),
        ("population", "<i8"),
        ("radius_m", "<f4"),
        ("first_name", "<u4"),
        ("geonames_id", "<i4"),
        ("parent", "<i4"),
        ("country", "<u2"),
        ("code", "<u2"),
        ("admin1", "<u2"),
        ("feature_class", "u1"),
        ("is_rough", "u1"),
    ]
)
# The same for a row read alone, in the order above.
READ_ROW = Struct("<ddqfIiiHHHBB")
