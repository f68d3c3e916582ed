"""The legend beside the map."""

import base64
import re

import streamlit as st

from geo import EventView, legend_html

# Types in as many columns as fit, so that all of it is seen beside the map; the example sizes side by side.
_LOOK = """<style>.dl-legend { font-size: .82rem; line-height: 1.25 } .dl-legend h3 { font-size: .8rem; margin: .3rem 0 .15rem; padding: 0; font-weight: 600 }
.dl-legend ul { list-style: none; margin: 0 0 .4rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); gap: .1rem .4rem }
.dl-legend h3:nth-of-type(2) + ul { grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)) }
.dl-legend h3:nth-of-type(3) + ul { display: flex; flex-wrap: wrap }
.dl-legend li { display: flex; align-items: center; gap: .4rem; margin: 0; padding: .05rem 0; font-size: .82rem; line-height: 1.25 } .dl-legend li img { flex: none }
.dl-legend .count { margin-left: auto } .dl-legend p { font-size: .78rem; margin: .15rem 0; opacity: .8 }</style>"""


def legend(view: EventView) -> None:
    """Draw it: the same as on the exported page."""
    st.html(f'{_LOOK}<div class="dl-legend">{re.sub(r"<svg.*?</svg>", _as_image, legend_html(view))}</div>')


def _as_image(sign: re.Match[str]) -> str:
    """Return a sign as an image: Streamlit takes drawings out of a page's own HTML."""
    drawing = sign.group().replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f'<img alt="" src="data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}">'
