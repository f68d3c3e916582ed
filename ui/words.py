"""Words of reports on a page."""


def plain(text: str) -> str:
    """Return text that Markdown draws as it is: nothing in a report is markup."""
    return "".join(
        f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|~$:&^=" else letter for letter in " ".join(text.split())
    )
