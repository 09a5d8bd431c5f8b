"""Tests of the link check, with the real LinkChecker and real servers on this machine."""
