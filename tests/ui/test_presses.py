"""A press is answered once, and not lost when the run that was to answer it ends early."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from ui import presses

    presses.forget_elsewhere(st.session_state.get("at", "here"))
    ends_early = st.session_state.pop("ends_early", False)
    if ends_early:
        st.button("Go", key="go", on_click=presses._keep, args=("go",))
        st.stop()
    if presses.button("Go", key="go"):
        with presses.answering("go"):
            if st.session_state.pop("fails", False):
                message = "no"
                raise ValueError(message)
            st.session_state["done"] = st.session_state.get("done", 0) + 1
    st.write("done", st.session_state.get("done", 0))


def _started(**state: object) -> AppTest:
    page = AppTest.from_function(_page).run()
    for name, value in state.items():
        page.session_state[name] = value
    return page


def test_a_press_is_answered_once() -> None:
    page = _started()
    page.button(key="go").click().run()
    assert page.session_state["done"] == 1
    assert page.run().session_state["done"] == 1


def test_a_press_whose_run_ended_early_is_answered_by_the_next() -> None:
    page = _started(ends_early=True)
    page.button(key="go").click().run()
    assert "done" not in page.session_state
    assert page.run().session_state["done"] == 1


def test_a_press_whose_answer_failed_is_not_answered_again() -> None:
    page = _started(fails=True)
    page.button(key="go").click().run()
    assert page.exception
    assert not page.run().exception


def test_a_press_is_forgotten_where_the_page_was_left() -> None:
    page = _started(ends_early=True)
    page.button(key="go").click().run()
    page.session_state["at"] = "elsewhere"
    assert "done" not in page.run().session_state
