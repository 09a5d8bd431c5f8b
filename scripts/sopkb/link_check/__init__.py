"""Do the links of the built site lead somewhere, and which line of which source holds each?

The HTML is read once, every different target is handed once to LinkChecker, and what it finds
goes back to the Markdown file and line. Nothing here prints or reads the clock.
"""
