"""Lists of words as a reader likes them: one text, wrapped like prose."""


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, which spaces separate."""
    return frozenset(text.split())
