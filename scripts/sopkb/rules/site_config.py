"""Does mkdocs.yml still make the build fail on what would break a page in silence?"""

from collections.abc import Iterator
from dataclasses import dataclass

from sopkb.findings import Location, Problem, Severity, Text
from sopkb.rules.engine import Context, rule
from sopkb.site_settings import SiteSettings, read_site_settings
from sopkb.yaml_source import KeyPath


@dataclass(frozen=True, slots=True)
class Demand:
    """A setting, the value it must have, and why."""

    key_path: KeyPath
    value: str
    reason: Text


BROKEN_LINKS = Text(en="broken links would pass in silence", zh="失效链接将无提示地通过")
DEMANDS = (
    Demand(
        ("strict",),
        "true",
        Text(en="a warning would not stop the build", zh="出现警告时构建不会停止"),
    ),
    Demand(("validation", "omitted_files"), "warn", BROKEN_LINKS),
    Demand(("validation", "absolute_links"), "warn", BROKEN_LINKS),
    Demand(("validation", "unrecognized_links"), "warn", BROKEN_LINKS),
    Demand(("validation", "anchors"), "warn", BROKEN_LINKS),
    Demand(("validation", "not_found"), "warn", BROKEN_LINKS),
    Demand(
        ("plugins", "macros", "on_error_fail"),
        "true",
        Text(en="a failing macro would be printed on the page", zh="出错的宏会直接显示在页面上"),
    ),
    Demand(
        ("plugins", "macros", "on_undefined"),
        "strict",
        Text(
            en="a misspelt name would leave a hole in the text", zh="写错的名称会在正文中留下空白"
        ),
    ),
    Demand(
        ("theme", "font"),
        "false",
        Text(en="pages would load fonts from another company", zh="页面会从第三方服务器加载字体"),
    ),
)
GROUPS = ("links", "nav")
INSTANT = "navigation.instant"


@rule(Severity.ERROR)
def site_config_lax(context: Context) -> Iterator[Problem]:
    """mkdocs.yml must keep the settings that make the build strict and the site self-contained.

    mkdocs.yml 必须保留使构建严格、站点自足的设置。

    Bad: strict: false
    Good: strict: true
    """
    settings = read_site_settings(context.catalog.root)
    if settings is None:
        return
    for demand in DEMANDS:
        seen, at = _seen(settings, demand.key_path)
        if seen != demand.value:
            yield _lax(demand, seen, at)
    for feature, at in settings.items(("theme", "features")):
        if feature.startswith(INSTANT):
            yield _instant(feature, at)


def _seen(settings: SiteSettings, key_path: KeyPath) -> tuple[str | None, Location]:
    """Find a setting; those of `validation` may also stand in a group."""
    paths = [key_path]
    if key_path[0] == "validation":
        paths += [("validation", group, *key_path[1:]) for group in GROUPS]
    for path in paths:
        seen = settings.text(path)
        if seen is not None:
            return seen, settings.locate(path)
    return None, settings.locate(key_path)


def _lax(demand: Demand, seen: str | None, at: Location) -> Problem:
    *parents, name = [str(step) for step in demand.key_path]
    key = ".".join((*parents, name))
    line = f"{name}: {demand.value}"
    below = " › ".join(parents)
    return Problem(
        at=at,
        message=Text(
            en=f"“{key}” must be {demand.value}; it is {seen or 'not set'}: {demand.reason.en}.",
            zh=f"“{key}”必须为 {demand.value}，当前{f'为 {seen}' if seen else '未设置'}："
            f"{demand.reason.zh}。",
        ),
        fix=Text(
            en=f"Write “{line}” below “{below}”." if below else f"Write “{line}”.",
            zh=f"在“{below}”下写“{line}”。" if below else f"改为“{line}”。",
        ),
    )


def _instant(feature: str, at: Location) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"“{feature}” must not be on: it breaks the switch between the languages.",
            zh=f"不得启用“{feature}”：它会使语言切换失效。",
        ),
        fix=Text(en="Delete this line.", zh="删除这一行。"),
    )
