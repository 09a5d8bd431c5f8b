"""Which pages without a record does a generated repository hold? The start, areas, register."""

from collections.abc import Iterator, Mapping, Sequence

from tests.benchmark.plan import LANGUAGES, SUFFIXES, Plan, Registers

HEADS: Mapping[str, tuple[str, str]] = {
    "index": (
        "# Service center procedures\n\nFind procedures by area.",
        "# 服务中心作业程序\n\n按领域查找作业程序。",
    ),
    "sops/index": (
        "# Procedures\n\nAll procedures, grouped by area.",
        "# 作业程序\n\n按领域分组的全部作业程序。",
    ),
    "reference/index": (
        "# Reference\n\nLists made from the data: [document register](register.md).",
        "# 参考\n\n由数据生成的清单：[文件清单](register.md)。",
    ),
    "reference/register": (
        "# Document register\n\nAll controlled documents.\n\n{{ register() }}",
        "# 文件清单\n\n全部受控文件。\n\n{{ register() }}",
    ),
}
AREA_SUMMARIES = ("All procedures of this area.", "本领域的全部作业程序。")


def index_pages(registers: Registers, plans: Sequence[Plan]) -> Iterator[tuple[str, str]]:
    """Yield each page's path in docs/ and its text."""
    folders = {plan.area: plan.folder for plan in plans}
    for index, language in enumerate(LANGUAGES):
        suffix = SUFFIXES[language]
        names = {area: registers.word("area", area, language) for area in folders}
        for stem, heads in HEADS.items():
            text = heads[index] + _areas(stem, folders, names)
            yield f"{stem}{suffix}.md", text + "\n"
        for area, folder in folders.items():
            text = f"# {names[area]}\n\n{AREA_SUMMARIES[index]}"
            yield f"{folder}/index{suffix}.md", f"{text}\n\n{{{{ documents(area='{area}') }}}}\n"


def _areas(stem: str, folders: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Link to every area from the pages that lead to them."""
    if stem not in ("index", "sops/index"):
        return ""
    here = stem.removesuffix("index")
    links = [f"- [{names[area]}]({folders[area].removeprefix(here)}/index.md)" for area in folders]
    return "\n\n" + "\n".join(links)
