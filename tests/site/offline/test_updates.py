"""Does a new build take over as a whole, so that two builds are never mixed?"""

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests.conftest import plant_site
from tests.site.hosting import Host
from tests.site.offline.visits import (
    BUILDS,
    DOCUMENT,
    KEPT,
    NEW,
    OLD,
    OTHER,
    build,
    id_of,
    prepared,
    visit,
    wait_until,
    wait_until_kept,
)


def test_an_update_takes_over_at_the_next_navigation_with_all_that_was_kept(
    context: BrowserContext, host: Host, builds: dict[str, Path]
) -> None:
    page = prepared(context, host, "sops/buyer/", DOCUMENT, f"zh/{DOCUMENT}")
    visit(page, host, "sops/buyer/")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".kb-offline [role=status]")).to_contain_text("works without")
    before = set(page.evaluate(KEPT))
    host.site = builds["new"]
    visit(page, host, DOCUMENT)
    expect(page.locator(".kb-text")).to_be_visible()
    assert page.evaluate("window.isNew") is True  # the new page brings its own script
    wait_until(
        page, "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
    )
    visit(page, host)
    expect(page.locator("h1")).to_be_visible()  # the tab has asked again, under the new worker
    wait_until(page, f"async () => (await ({BUILDS})()).join() === 'kb-{id_of(builds['new'])}'")
    lost = before - set(page.evaluate(KEPT))
    assert [path for path in lost if not path.startswith("pagefind/")] == []  # named by content
    host.stop()
    visit(page, host, DOCUMENT)
    expect(page.locator(".kb-text")).to_be_visible()
    assert NEW in page.content()
    assert page.evaluate("window.isNew") is True


def test_pages_and_scripts_of_two_builds_never_meet(
    context: BrowserContext, host: Host, builds: dict[str, Path]
) -> None:
    page = prepared(context, host, DOCUMENT)
    second = context.new_page()
    visit(second, host, DOCUMENT)
    host.site = builds["new"]
    for path, is_new in ((DOCUMENT, True), (OTHER, True), ("", True)):
        visit(page, host, path)  # two tabs are open: the old worker stays
        assert page.evaluate("Boolean(window.isNew)") is is_new
    host.stop()
    visit(second, host, DOCUMENT)
    assert OLD in second.content()
    assert second.evaluate("Boolean(window.isNew)") is False


def test_a_broken_entry_heals_itself(context: BrowserContext, host: Host) -> None:
    page = prepared(context, host, DOCUMENT)
    page.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              if (!/kb\\.js|refund-request/.test(request.url)) continue;
              const headers = { "content-type": "text/html" };
              await cache.put(request, new Response("broken", { headers }));
            }
          }
        }"""
    )
    visit(page, host, DOCUMENT)
    expect(page.locator("[data-kb-as-of]")).to_have_count(0)  # kb.js has run
    wait_until_kept(page, DOCUMENT, "assets/kb.js")
    host.stop()
    visit(page, host, DOCUMENT)
    expect(page.locator("[data-kb-strip]")).to_be_visible()
    expect(page.locator("[data-kb-as-of]")).to_have_count(0)


def test_a_site_that_is_half_published_is_not_taken(
    context: BrowserContext, host: Host, builds: dict[str, Path], tmp_path: Path
) -> None:
    page = prepared(context, host, DOCUMENT)
    half = tmp_path / "half"
    half.mkdir()
    for each in builds["old"].iterdir():
        newer = builds["new"] if each.name in ("sw.js", "sops") else builds["old"]
        (half / each.name).symlink_to(newer / each.name)
    host.site = half
    visit(page, host, DOCUMENT)
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then((each) => each.update()).catch(() => 0)"
    )
    host.stop()
    visit(page, host, DOCUMENT)
    assert OLD in page.content()
    assert page.evaluate(BUILDS) == [f"kb-{id_of(builds['old'])}"]


def test_the_switch_takes_the_worker_away(
    context: BrowserContext, host: Host, builds: dict[str, Path]
) -> None:
    page = prepared(context, host, DOCUMENT)
    host.site = builds["off"]
    visit(page, host, DOCUMENT)
    wait_until(
        page,
        "async () => !(await navigator.serviceWorker.getRegistration())"
        " && !(await caches.keys()).length",
    )
    assert id_of(builds["off"]) == ""


def test_the_list_names_the_files_of_the_site_with_their_hashes(builds: dict[str, Path]) -> None:
    site = builds["old"]
    held = json.loads((site / "offline.json").read_bytes())
    assert all((site / path).is_file() for path in held["files"])
    assert set(held["shell"]) - set(held["files"]) == {"503.html", "", "zh/"}
    for part in held["parts"].values():
        for path in json.loads((site / part["path"]).read_bytes()):
            assert (site / path).exists()


def test_two_builds_have_two_ids_and_the_same_build_one(
    builds: dict[str, Path], tmp_path: Path
) -> None:
    assert id_of(builds["old"]) != id_of(builds["new"])
    again = plant_site(tmp_path / "kb")
    build(again, tmp_path / "one")
    build(again, tmp_path / "two")
    assert id_of(tmp_path / "one") == id_of(tmp_path / "two")
