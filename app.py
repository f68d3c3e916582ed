"""Dateline's pages: ``streamlit run app.py``."""

import streamlit as st

from ui import page_address, presses, start_log

# By its address, not as a file: Streamlit forgets a file that a run cut short did not name again, and the browser asks in vain.
st.set_page_config(page_title="Dateline", page_icon="/app/static/icon.png", layout="wide")
start_log()
# No setting of Streamlit's has it: without this a tenth of a laptop's screen is blank above every page.
# Nor has one the direction of text: a paragraph, heading or field in Arabic is read from the right.
st.html(
    "<style>.stMainBlockContainer { padding: 2.5rem 2rem 4rem } "
    ".stMarkdown :is(p, li), .stHeading :is(h1, h2, h3) { unicode-bidi: plaintext; text-align: start } "
    "textarea, input[type=text] { unicode-bidi: plaintext }</style>"
)
page = st.navigation(
    [
        st.Page("ui/pages/explore.py", title="Explore", icon=":material/map:", default=True),
        st.Page("ui/pages/reports.py", title="Reports", icon=":material/article:", url_path="reports"),
        st.Page("ui/pages/review.py", title="Review", icon=":material/fact_check:", url_path="review"),
        st.Page("ui/pages/places.py", title="Places", icon=":material/location_on:", url_path="places"),
        st.Page("ui/pages/data.py", title="Data", icon=":material/swap_vert:", url_path="data"),
        st.Page("ui/pages/brief.py", title="Brief", icon=":material/picture_as_pdf:", url_path="brief"),
    ]
)
presses.forget_elsewhere(page.url_path)
page_address.arrive(page.url_path)
page.run()
