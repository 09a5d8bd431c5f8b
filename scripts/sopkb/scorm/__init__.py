"""How does a training module become a package for a learning system? (SCORM 1.2)"""

from sopkb.scorm.lesson import Unpackable
from sopkb.scorm.package import Package, packages

__all__ = ["Package", "Unpackable", "packages"]
