"""The pages: what the analyst sees and clicks; the only room that knows Streamlit."""

from ui.logfile import start_log

__all__ = ["start_log"]
