"""Can the site be read when the network or the host is down, and never two builds mixed?"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import DESKTOP, TODAY, build_site, plant_site
from tests.site.hosting import Host

DOCUMENT = "sops/buyer/refund-request/"
OTHER = "sops/buyer/parcel-not-received/"
MOST_TURNS = 1200
OLD, NEW = "Decide whether a buyer is refunded.", "Decide anew whether a buyer is refunded."
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (name === "kb-strangers") continue;
    const requests = await (await caches.open(name)).keys();
    found.push(...requests.map(({ url }) => new URL(url).pathname.slice(1)));
  }
  return found;
}"""
BUILDS = "async () => (await caches.keys()).filter((name) => name !== 'kb-strangers')"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build a site, once more after a change of text and script, and with offline switched off."""
    folder = tmp_path_factory.mktemp("offline")
    root = plant_site(folder / "kb")
    area_index = "# Buyers\n\nFor buyers.\n\n{{ documents(area='BUY') }}\n"
    (root / "docs/sops/buyer/index.md").write_text(area_index, "utf-8")
    (root / "docs/sops/buyer/index.zh.md").write_text(area_index.replace("Buyers", "买家"), "utf-8")
    built = {"old": folder / "old", "new": folder / "new", "off": folder / "off"}
    _build(root, built["old"])
    page, script = root / "docs" / f"{DOCUMENT[:-1]}.md", root / "overrides/assets/kb.js"
    page.write_text(page.read_text("utf-8").replace(OLD, NEW), "utf-8")
    script.write_text(f"{script.read_text('utf-8')}\nwindow.isNew = true;\n", "utf-8")
    _build(root, built["new"])
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("extra:\n", "extra:\n  offline: false\n"), "utf-8"
    )
    _build(root, built["off"])
    return built


def _build(root: Path, site: Path) -> None:
    done = build_site(root, site, "--no-strict")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def host(builds: dict[str, Path]) -> Iterator[Host]:
    serving = Host(builds["old"])
    yield serving
    serving.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=DESKTOP, service_workers="allow") as fresh:
        yield fresh


def visit(page: Page, host: Host, path: str = "", day: datetime = TODAY) -> None:
    page.clock.set_fixed_time(day)
    page.goto(f"{host.address}/{path}")


def prepared(context: BrowserContext, host: Host, *paths: str) -> Page:
    """Open pages until the worker keeps them."""
    page = context.new_page()
    for path in paths or ("",):
        visit(page, host, path)
        wait_until_kept(page, path)
    return page


def wait_until(page: Page, condition: str, argument: object = None) -> None:
    """Wait until a function of the page that answers later says yes."""
    page.evaluate(
        f"""async (argument) => {{
          for (let turn = 0; turn < {MOST_TURNS}; turn += 1) {{
            if (await ({condition})(argument)) return;
            await new Promise((go) => setTimeout(go, 25));
          }}
          throw new Error("waited in vain");
        }}""",
        argument,
    )


def wait_until_kept(page: Page, *paths: str) -> None:
    condition = f"async (paths) => {{ const kept = new Set(await ({KEPT})());"
    wait_until(page, f"{condition} return paths.every((path) => kept.has(path)); }}", paths)


def id_of(site: Path) -> str:
    build: str = json.loads((site / "offline.json").read_bytes())["build"]
    return build


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
    _build(again, tmp_path / "one")
    _build(again, tmp_path / "two")
    assert id_of(tmp_path / "one") == id_of(tmp_path / "two")
