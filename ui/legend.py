"""The legend beside the map."""

import base64
import re

import streamlit as st

from geo import EventView, legend_html

_LOOK = """<style>.dl-legend { font-size: .9rem; line-height: 1.45 } .dl-legend h3 { font-size: .8rem; margin: .4rem 0 .2rem; padding: 0; font-weight: 600 }
.dl-legend ul { list-style: none; margin: 0 0 .6rem; padding: 0 } .dl-legend li { display: flex; align-items: center; gap: .5rem; margin: 0; padding: .05rem 0 }
.dl-legend .count { margin-left: auto } .dl-legend p { font-size: .8rem; margin: .2rem 0; opacity: .8 }</style>"""


def legend(view: EventView) -> None:
    """Draw it: the same as on the exported page."""
    st.html(f'{_LOOK}<div class="dl-legend">{re.sub(r"<svg.*?</svg>", _as_image, legend_html(view))}</div>')


def _as_image(sign: re.Match[str]) -> str:
    """Return a sign as an image: Streamlit takes drawings out of a page's own HTML."""
    drawing = sign.group().replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f'<img alt="" src="data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}">'
