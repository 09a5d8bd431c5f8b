"""How well are the two languages kept together? Labelled changes to real pages of `docs/`."""
