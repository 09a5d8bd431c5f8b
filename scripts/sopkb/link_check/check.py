"""Which links of the built site are broken, and where does each stand?"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from sopkb.catalog import Catalog, normal
from sopkb.findings import Location
from sopkb.link_check import checker
from sopkb.link_check.built_site import BuiltSite, Holder, Target, read_site
from sopkb.link_check.checker import Answer, Manners, Verdict
from sopkb.link_check.external import Failure, Night, answers_of, judge
from sopkb.link_check.origins import Origins
from sopkb.link_results import LinkProblem, LinkResults
from sopkb.site_settings import read_site_settings
from sopkb.translation_view import translations_on

NAMELESS = "http://site.invalid/"
"""Stands for the site's address where mkdocs.yml has none."""
OUR_MANNERS = Manners(
    agent="sopkb", threads=4, rate=1_000_000, timeout=30, heeds_robots=False, only_site=True
)
"""To our own server on this machine; only there may it be fast."""
GUEST_THREADS, GUEST_RATE, GUEST_TIMEOUT = 10, 10, 20
"""LinkChecker's own manners: at most this many questions a second to one host."""
TOP = frozenset({"", "top"})
NOT_AN_ADDRESS = "this is not an address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run found.

    `missed` counts the addresses of the site, `not_reached` those of other sites, for which there
    was no time; the latter come first the next night.
    """

    results: LinkResults
    missed: int
    not_reached: int
    is_offline: bool = False
    unused_exemptions: tuple[str, ...] = ()


def check_links(
    catalog: Catalog,
    folder: Path,
    *,
    today: date,
    seconds_left: Callable[[], float],
    agent: str | None = None,
    previous: LinkResults | None = None,
) -> Outcome:
    """Check the links of a built site; those to other sites only under the name of an `agent`."""
    site = read_site(folder, _address(catalog))
    origins = Origins(catalog, site)
    answers = _internal_answers(site, seconds_left)
    problems = list(_styles(origins, site, answers, today))
    for target, status in _broken(site, answers):
        problems += _problems(origins, target, site.holders[target], Failure(status, (today,)))
    for written, holders in site.unreadable.items():
        target, failure = Target(address=written), Failure(NOT_AN_ADDRESS, (today,))
        problems += _problems(origins, target, holders, failure)
    missed = len(site.internal - answers.keys())
    night = _night(catalog, site, agent, previous, today, seconds_left) if agent else None
    if night:
        for address, failure in night.failures.items():
            target = Target(address=address, is_external=True)
            problems += _problems(origins, target, site.holders[target], failure)
    kept = _unpunished(catalog, problems, today)
    return _outcome(kept, night, today, missed, len(answers))


def _outcome(
    problems: Iterable[LinkProblem], night: Night | None, today: date, missed: int, checked: int
) -> Outcome:
    not_reached = night.not_reached if night else 0
    is_offline = night is not None and night.is_offline
    ordered = sorted(problems, key=lambda each: (each.path, each.line, each.url, each.page))
    results = LinkResults(
        checked_on=today,
        external=night is not None,
        complete=not (missed or not_reached or is_offline),
        checked=checked + (night.asked if night else 0),
        problems=tuple(ordered),
        answers=answers_of(night) if night else (),
    )
    return Outcome(
        results=results,
        missed=missed,
        not_reached=not_reached,
        is_offline=is_offline,
        unused_exemptions=night.unused_exemptions if night else (),
    )


def _address(catalog: Catalog) -> str:
    """Give the address under which the site will stand, with a slash at its end."""
    settings = read_site_settings(catalog.root)
    written = (settings.text(("site_url",)) if settings else None) or NAMELESS
    is_usable = urlsplit(written).scheme in ("http", "https") and urlsplit(written).netloc
    return f"{written.rstrip('/')}/" if is_usable else NAMELESS


def _internal_answers(site: BuiltSite, seconds_left: Callable[[], float]) -> Mapping[str, Answer]:
    """Ask for every path of the site once; the answers by path, files named by styles too."""
    prefix = quote(urlsplit(site.address).path, safe="/%")
    wanted = tuple(prefix + quote(path) for path in sorted(site.internal))
    answers = checker.check(site.folder, prefix, wanted, OUR_MANNERS, seconds_left)
    return {normal(unquote(each.address.removeprefix(prefix))): each for each in answers}


def _night(
    catalog: Catalog,
    site: BuiltSite,
    agent: str,
    previous: LinkResults | None,
    today: date,
    seconds_left: Callable[[], float],
) -> Night:
    manners = Manners(
        agent=agent,
        threads=GUEST_THREADS,
        rate=GUEST_RATE,
        timeout=GUEST_TIMEOUT,
        heeds_robots=True,
        only_site=False,
    )

    def ask(addresses: tuple[str, ...]) -> Iterable[Answer]:
        return checker.check(site.folder, "/", addresses, manners, seconds_left)

    keep_days = catalog.policy.links.keep_days
    exemptions = catalog.link_exemptions
    return judge(site.external, exemptions, previous, ask, today=today, keep_days=keep_days)


def _broken(site: BuiltSite, answers: Mapping[str, Answer]) -> Iterator[tuple[Target, str]]:
    """Yield the links within the site that lead nowhere: no file, or no such place in it."""
    for target in site.holders:
        answer = answers.get(target.address)
        if target.is_external or answer is None:
            continue
        if answer.verdict is not Verdict.OK:
            yield target, answer.status
        elif target.place not in TOP and not _has_place(site, target):
            yield target, f"no #{target.place} on that page"


def _has_place(site: BuiltSite, target: Target) -> bool:
    """Tell whether a page has a place; what is no page of ours is not judged."""
    places = site.places.get(target.address, site.places.get(f"{target.address}/"))
    return places is None or target.place in places


def _styles(
    origins: Origins, site: BuiltSite, answers: Mapping[str, Answer], today: date
) -> Iterator[LinkProblem]:
    """Yield what style sheets name and the site does not have."""
    for address, answer in answers.items():
        if answer.parent and answer.verdict is not Verdict.OK:
            style = answer.parent.removeprefix(urlsplit(site.address).path)
            failure = Failure(answer.status, (today,))
            yield _problem(
                Target(address=address), style, origins.of_style(style, address), failure
            )


def _problems(
    origins: Origins, target: Target, holders: Iterable[Holder], failure: Failure
) -> Iterator[LinkProblem]:
    """Yield one problem for each line that holds the link, with the first of its pages."""
    seen = set[Location]()
    for holder in holders:
        for at in origins.of(target, holder):
            if at not in seen:
                seen.add(at)
                yield _problem(target, holder.page, at, failure)


def _problem(target: Target, page: str, at: Location, failure: Failure) -> LinkProblem:
    return LinkProblem(
        url=target.address + (f"#{target.place}" if target.place else ""),
        page=page,
        path=at.path,
        line=at.line,
        external=target.is_external,
        status=failure.status,
        nights=failure.nights,
        is_broken=failure.is_broken or not target.is_external,
    )


def _unpunished(
    catalog: Catalog, problems: Iterable[LinkProblem], today: date
) -> Iterator[LinkProblem]:
    """Leave out the links of pages that are known to be behind: those wait for a translation."""
    states = translations_on(catalog, today)
    for problem in problems:
        page = catalog.pages.get(problem.path)
        if page is None or not states.is_behind(page):
            yield problem
