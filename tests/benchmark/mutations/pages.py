"""On which pairs of pages are the mutations tried, and what is added to them first?

Real pages name their limits by macro and have few pictures or tabs; so every pair gets the same
short section of facts in both languages, in which numbers, dates, code and links can be changed.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sopkb.loading import load
from sopkb.model.documents import DocumentRecord

ROOT = Path(__file__).parents[3]

FACTS = {
    "en": """
## Facts for the benchmark { #benchmark-facts }

Answer within 48 hours; the team lead answers within 2 business days. An agent refunds up to US$20,
a specialist up to 1,500 yen. The discount is 10% and a parcel takes 5–10 days. The change holds
from 1 September 2026; the desk opens at 3 pm. Ask for 3 photos of the item.

1. Read the [policy](../index.md) first, then `REFUND_SENT`.
2. Look at the picture.
3. Close the case within half an hour and continue with step 2.

![Refund page](../assets/refund.png)

!!! warning "Never share a code"
    Only the buyer may read it.

=== "Chat"

    Type the code.

=== "Phone"

    Read the code.

```text
status: REFUND_SENT
```

| Market | Days |
| --- | --- |
| US | 30 days |
| GB | 14 days |
""",
    "zh": """
## 基准事实 { #benchmark-facts }

48 小时内答复；组长在两个工作日内答复。客服专员最多退款 20 美元，专家最多退款 1500 日元。折扣为
10%，包裹需要 5 到 10 天。变更自 2026 年 9 月 1 日起生效；柜台下午 3 点开放。
请买家提供 3 张商品照片。

1. 先阅读[政策](../index.md)，再看 `REFUND_SENT`。
2. 查看图片。
3. 在半小时内关闭工单，并继续第 2 步。

![退款页面](../assets/refund.png)

!!! warning "切勿透露验证码"
    只有买家可以阅读。

=== "聊天"

    输入验证码。

=== "电话"

    念出验证码。

```text
status: REFUND_SENT
```

| 市场 | 天数 |
| --- | --- |
| 美国 | 30 天 |
| 英国 | 14 天 |
""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePair:
    """A document's two pages with the facts added, and its record."""

    name: str
    record: DocumentRecord
    source: str
    target: str

    def changed(self, *, source: str | None = None, target: str | None = None) -> "PagePair":
        """Give the pair with one text replaced."""
        return replace(
            self,
            source=self.source if source is None else source,
            target=self.target if target is None else target,
        )


@cache
def page_pairs() -> tuple[PagePair, ...]:
    """Give every controlled document of `docs/` whose source language is English."""
    pairs = []
    for document in load(ROOT).documents.values():
        pages = document.pages
        if document.record.source_language == "en" and {"en", "zh"} <= set(pages):
            pairs.append(
                PagePair(
                    name=document.id,
                    record=document.record,
                    source=pages["en"].file.text + FACTS["en"],
                    target=pages["zh"].file.text + FACTS["zh"],
                )
            )
    return tuple(pairs)
