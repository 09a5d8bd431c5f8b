"""How is an output read again by the programs it is written for?"""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from jsonschema import Draft202012Validator

from sopkb.findings import Language, Report
from sopkb.formats import FORMATS

SCHEMA = Path(__file__).parent / "sarif.schema.json"
SARIF = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def read_sarif(report: Report, language: Language) -> Any:
    return json.loads(FORMATS["sarif"](report, language))


def results_in(report: Report) -> list[dict[str, Any]]:
    return list(read_sarif(report, "en")["runs"][0]["results"])


def mark_of(result: dict[str, Any]) -> str:
    return str(result["partialFingerprints"]["sopkb/v1"])


def read_junit(report: Report, language: Language) -> ET.Element:
    return ET.fromstring(FORMATS["junit"](report, language).encode("utf-8"))
