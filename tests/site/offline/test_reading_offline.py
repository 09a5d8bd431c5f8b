"""Can the site be read and searched when the network or the host is down?"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.conftest import TODAY
from tests.site.hosting import Host
from tests.site.offline.visits import DOCUMENT, OTHER, prepared, visit, wait_until_kept


@pytest.mark.parametrize("cut", ["network", "host"])
@pytest.mark.parametrize(
    ("path", "age"),
    [(DOCUMENT, "Offline copy of 22 Nov 2026, 3 days old."), (f"zh/{DOCUMENT}", "距今 3 天。")],
)
def test_a_visited_page_is_read_without_a_network_and_tells_its_age(
    context: BrowserContext, host: Host, cut: str, path: str, age: str
) -> None:
    page = prepared(context, host, path)
    expect(page.locator(".kb-offline-copy")).to_have_count(0)
    if cut == "host":
        host.stop()
    else:
        context.set_offline(True)
        host.fails = True  # the browser's switch does not reach its workers
    visit(page, host, path, TODAY + timedelta(days=3))
    expect(page.locator(".kb-offline-copy")).to_contain_text(age)
    expect(page.locator(".kb-offline-copy")).to_have_attribute("data-state", "old-copy")
    expect(page.locator("[data-kb-strip]")).to_be_visible()
    expect(page.locator("[data-kb-as-of]")).to_have_count(0)


def test_the_state_of_the_review_is_that_of_today_in_an_old_copy(
    context: BrowserContext, host: Host
) -> None:
    page = prepared(context, host, DOCUMENT)
    host.stop()
    visit(page, host, DOCUMENT, datetime(2027, 3, 1, 4, tzinfo=UTC))
    expect(page.locator("[data-kb-strip]")).to_have_attribute("data-state", "expired")


def test_a_page_that_was_never_visited_says_so_and_names_those_that_were(
    context: BrowserContext, host: Host
) -> None:
    page = prepared(context, host, DOCUMENT)
    host.stop()
    visit(page, host, OTHER)
    expect(page.locator("h1")).to_contain_text("No network")
    expect(page.locator("[lang=zh]").first).to_contain_text("当前无网络")
    expect(page.locator("[data-kb-kept] a").filter(has_text="Refund request")).to_have_count(1)
    page.locator("[data-kb-kept] a").filter(has_text="Refund request").click()
    expect(page.locator("[data-kb-strip]")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "name", "done"),
    [
        ("", "Keep “Buyer” on this device", "works without a network"),
        ("zh/", "离线保存“买家”", "已保存"),
    ],
)
def test_an_area_is_taken_along_as_a_whole(
    context: BrowserContext, host: Host, language: str, name: str, done: str
) -> None:
    page = prepared(context, host, f"{language}sops/buyer/")
    page.get_by_role("button", name=name).click()
    expect(page.locator(".kb-offline [role=status]")).to_contain_text(done)
    host.stop()
    visit(page, host, f"{language}{OTHER}")
    expect(page.locator("[data-kb-strip]")).to_be_visible()
    visit(page, host, f"{language}sops/buyer/")
    expect(page.locator(".kb-offline [role=status]")).to_contain_text(done)


@pytest.mark.parametrize(
    ("language", "name", "done"),
    [
        ("", "Keep what Manila needs on this device", "works without a network"),
        ("zh/", "离线保存“马尼拉”所需的文件", "已保存"),
    ],
)
def test_what_the_remembered_center_needs_is_taken_along(
    context: BrowserContext, host: Host, language: str, name: str, done: str
) -> None:
    page = prepared(context, host, language)
    expect(page.locator(".kb-offline")).to_have_count(0)
    page.locator(".kb-mine-button").click()
    page.locator("[data-kb-mine] [name=center]").select_option("manila")
    page.locator("[data-kb-mine] [type=submit]").click()
    page.get_by_role("button", name=name).click()
    expect(page.locator(".kb-offline [role=status]")).to_contain_text(done)
    host.stop()
    visit(page, host, f"{language}{OTHER}")
    expect(page.locator("[data-kb-strip]")).to_be_visible()
    visit(page, host, f"{language}sops/buyer/")
    expect(page.locator(".kb-offline", has_text=name)).to_contain_text(done)


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_search_works_without_a_network(
    context: BrowserContext, host: Host, language: str
) -> None:
    folder = host.site / "pagefind" / (language.strip("/") or "en")
    files = [each.relative_to(host.site).as_posix() for each in folder.rglob("*") if each.is_file()]
    page = prepared(context, host, language)
    wait_until_kept(page, *files)
    host.stop()
    visit(page, host, language)
    page.keyboard.press("/")
    page.keyboard.type("BUY-001")
    expect(page.locator("#kb-search .kb-hit").first).to_contain_text("SOP-BUY-001")


def test_what_cannot_be_taken_along_is_told(context: BrowserContext, host: Host) -> None:
    page = prepared(context, host, "sops/buyer/")
    host.stop()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".kb-offline [role=status]")).to_contain_text("Could not keep everything")
    expect(page.get_by_role("button", name="Keep")).to_be_enabled()


def test_a_slow_host_is_not_waited_for(context: BrowserContext, host: Host) -> None:
    page = prepared(context, host, DOCUMENT)
    host.is_slow.set()
    visit(page, host, DOCUMENT)
    expect(page.locator(".kb-offline-copy")).to_have_count(1)


def test_a_host_that_fails_is_covered_by_the_copy(context: BrowserContext, host: Host) -> None:
    page = prepared(context, host, DOCUMENT)
    host.fails = True
    visit(page, host, DOCUMENT)
    expect(page.locator("[data-kb-strip]")).to_be_visible()
