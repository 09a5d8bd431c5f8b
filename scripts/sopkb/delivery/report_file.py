"""Which night is to be delivered?"""

from pathlib import Path

from pydantic import ValidationError

from sopkb.findings import Refusal, Text
from sopkb.night.model import NightReport

REPORT = "report.json"


class NotDeliverable(Refusal):
    """Nothing can be delivered at all."""


def read_report(folder: Path) -> NightReport:
    """Read the report in a folder; NotDeliverable if there is none that this version can read."""
    path = folder / REPORT
    try:
        return NightReport.model_validate_json(path.read_bytes())
    except OSError as error:
        raise NotDeliverable(
            Text(
                en=f"{path} cannot be read: {error.strerror}. `sopkb report --output {folder}` "
                "writes it.",
                zh=f"无法读取 {path}：{error.strerror}。"
                f"请先运行 `sopkb report --output {folder}`。",
            )
        ) from error
    except ValidationError as error:
        raise NotDeliverable(
            Text(
                en=f"{path} is damaged or was written by another version of sopkb: write it anew "
                f"with `sopkb report --output {folder}`.",
                zh=f"{path} 已损坏，或由其他版本的 sopkb 写成："
                f"请用 `sopkb report --output {folder}` 重新生成。",
            )
        ) from error
