"""Does every image exist, and does it say in words what it shows?"""

import re
from collections.abc import Iterator

from sopkb.findings import Problem, Severity, Text
from sopkb.rules.engine import Context, rule
from sopkb.targets import Kind, alike, links_of, places, relative, resolve

DECORATIVE = re.compile(r"\.decorative\b|\brole=[\"']presentation[\"']")


@rule(Severity.ERROR)
def image_missing(context: Context) -> Iterator[Problem]:
    """An image must be a file in docs/.

    图片必须是 docs/ 中已有的文件。

    Bad: ![The refund button](button.png) without docs/…/button.png
    Good: ![The refund button](assets/button.png)
    """
    known = places(context.catalog)
    for page in context.pages:
        for link in links_of(page)[Kind.FILE]:
            path = resolve(page, link.target).path
            if link.alternative is not None and path not in known.assets:
                meant = alike(path, known.assets)
                guess = meant and relative(page, meant)
                yield Problem(
                    at=link.at,
                    message=Text(
                        en=f"An image must exist; “{link.target}” does not "
                        f"(looked for: docs/{path}).",
                        zh=f"图片必须存在，“{link.target}”不存在（查找位置：docs/{path}）。",
                    ),
                    fix=Text(
                        en=f"Did you mean “{guess}”? Upper and lower case count."
                        if guess
                        else "Add the file, or correct the path as seen from this page.",
                        zh=f"是否应为“{guess}”？请注意区分大小写。"
                        if guess
                        else "请添加该文件，或改正路径；路径从本页所在的文件夹算起。",
                    ),
                )


@rule(Severity.ERROR)
def image_alt_missing(context: Context) -> Iterator[Problem]:
    """An image must say in words what it shows, for those who cannot see or load it.

    图片必须有文字说明，供看不到或无法加载图片的读者使用。

    Bad: ![](assets/button.png)
    Good: ![The button “Refund to original method” is active](assets/button.png)
    """
    for page in context.pages:
        if "![" not in page.file.text and "<img" not in page.file.text.lower():
            continue
        lines = page.file.lines
        images = [link for link in page.outline.links if link.alternative is not None]
        for image in images:
            if image.alternative or DECORATIVE.search(lines[image.at.line - 1]):
                continue
            yield Problem(
                at=image.at,
                message=Text(
                    en=f"An image must say in words what it shows; “{image.target[:80]}” has none.",
                    zh=f"图片必须有文字说明，“{image.target[:80]}”没有。",
                ),
                fix=Text(
                    en="Write what the reader should see between the brackets: “![…](…)”; "
                    "mere decoration gets “{ .decorative }”.",
                    zh="在方括号内写明图片内容：“![…](…)”；纯装饰图片请加“{ .decorative }”。",
                ),
            )
