"""Addresses of the pages that tell of translations, and the switch of languages."""

from playwright.sync_api import Page

BEHIND = "zh/sops/buyer/refund-request/"
BEHIND_IN_ENGLISH = "sops/buyer/late-delivery/"
QUEUE = "reference/translations/"
COMPARISON = "reference/compare/"
GLOSSARY = "reference/glossary/"


def switch(page: Page, language: str) -> None:
    """Choose a language in the header."""
    page.locator(".md-select button").hover()
    page.locator(f".md-select__link[hreflang={language}]").click()
