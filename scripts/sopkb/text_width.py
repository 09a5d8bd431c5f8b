"""How wide is a text, where a Chinese character is as wide as two letters?"""

import unicodedata


def text_width(text: str) -> int:
    """Count characters, those of Chinese twice."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
