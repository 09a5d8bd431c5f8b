"""Nights for tests: reports made by hand, of as many items as a test asks for."""

from datetime import date, timedelta
from typing import Any

from sopkb.model.base import LocalizedText
from sopkb.night.model import Count, Health, Item, ItemKind, NightReport, ReviewQuality
from tests.trees import AS_OF

NO_COUNT = Count(
    current=0,
    due_soon=0,
    overdue=0,
    expired=0,
    unreviewed=0,
    exempt=0,
    changed_since_review=0,
    rate=None,
)


def text(en: str, zh: str | None = None) -> LocalizedText:
    """Make a text; without a Mandarin one the same in both languages."""
    return LocalizedText(en=en, zh=zh or en)


def item(number: int = 1, age: int = 3, **given: Any) -> Item:
    """Make an item: a review that is some days overdue."""
    values: dict[str, Any] = {
        "key": f"review:SOP-BUY-{number:03}",
        "kind": ItemKind.REVIEW_OVERDUE,
        "owner": "buyer-refunds",
        "document": f"SOP-BUY-{number:03}",
        "title": text("Refund request", "退款申请"),
        "message": text("Read it and record the review.", "请通读并登记复审。"),
        "path": "data/documents/sops/buyer/refund-request.yml",
        "address": f"https://kb.example.com/sops/buyer/{number}/",
        "due": AS_OF - timedelta(days=age),
        "age": age,
    }
    return Item(**values | given)


def night(*items: Item, as_of: date = AS_OF, **given: Any) -> NightReport:
    """Make the report of a night with some items."""
    health = Health(
        as_of=as_of,
        timezone="Asia/Shanghai",
        documents=12,
        total=NO_COUNT.model_copy(update={"current": 9, "overdue": 3, "rate": 0.75}),
        by_owner=(),
        by_risk=(),
        by_area=(),
        by_market=(),
        by_center=(),
        translations={},
        overdue_by_age={},
        due_within={},
        quality=ReviewQuality(reviews=0, bare=0, bare_share=None, bulk_days=0),
        trend=(),
        forecast=(),
        items=items,
        names={"buyer-refunds": text("Buyer refunds manager", "买家退款主管")},
    )
    values: dict[str, Any] = {
        "tool_version": "0.1.0",
        "commit": None,
        "previous": as_of - timedelta(days=1),
        "links_checked": None,
        "site": "https://kb.example.com/",
    }
    return NightReport(health=health, **values | given)
