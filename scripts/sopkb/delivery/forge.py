"""How are rolling issues read from and written to GitHub? Through PyGithub.

Nothing is asked for twice in one run: every step finds the issue again by its mark, so running
again mends what failed. PyGithub leaves a second between two changes, as GitHub asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from github import Auth, Github, GithubException
from github.Issue import Issue
from github.Repository import Repository
from requests import RequestException

from sopkb.delivery.issues import LABEL, Existing, Step, Task, owner_in
from sopkb.delivery.report_file import NotDeliverable
from sopkb.findings import Text

SECONDS_TO_ANSWER = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A task and its issue's number; without one it failed, with the status GitHub gave, if any."""

    task: Task
    number: int | None = None
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Forge:
    """The issues of one repository."""

    repository: Repository

    def existing(self) -> list[Existing]:
        """Give the rolling issues, open and closed; NotDeliverable if they cannot be listed."""
        try:
            return list(self._listed())
        except GithubException as error:
            raise NotDeliverable(_not_listed(self.repository.full_name, error.status)) from error
        except RequestException as error:
            raise NotDeliverable(_not_listed(self.repository.full_name, None)) from error

    def carry_out(self, task: Task) -> Done:
        """Do what a task asks for; a failure is told, not raised."""
        try:
            return Done(task=task, number=self._carry_out(task))
        except GithubException as error:
            return Done(task=task, code=error.status)
        except RequestException:
            return Done(task=task)

    def _listed(self) -> Iterator[Existing]:
        for issue in self.repository.get_issues(state="all", labels=[LABEL]):
            owner = owner_in(issue.body or "")
            # Asking PyGithub for `pull_request` costs a request for every issue that is none.
            if owner is not None and "/pull/" not in issue.html_url:
                yield Existing(
                    number=issue.number,
                    owner=owner,
                    title=issue.title,
                    body=issue.body,
                    is_open=issue.state == "open",
                )

    def _carry_out(self, task: Task) -> int:
        if task.number is None:
            made = self.repository.create_issue(task.title, body=task.body, labels=[LABEL])
            return made.number
        if task.step is not Step.LEAVE:
            self._write_over(self.repository.get_issue(task.number), task)
        return task.number

    def _write_over(self, issue: Issue, task: Task) -> None:
        if task.step is Step.CLOSE:
            issue.edit(task.title, task.body, state="closed", state_reason="completed")
        else:
            issue.edit(task.title, task.body, state="open")


def forge_at(api: str, repository: str, token: str) -> Forge:
    """Open a repository by `owner/name` at the address of an API; asks nothing of it yet."""
    client = Github(
        auth=Auth.Token(token),
        base_url=api,
        timeout=SECONDS_TO_ANSWER,
        per_page=100,
        retry=None,
        lazy=True,
    )
    return Forge(client.get_repo(repository))


def _not_listed(repository: str, status: int | None) -> Text:
    en = f"it answers {status}" if status else "it cannot be reached"
    zh = f"返回 {status}" if status else "无法连接"
    return Text(
        en=f"The issues of {repository} cannot be read: {en}. Nothing was changed. Are the name, "
        "the token and its right to write issues as they must be?",
        zh=f"无法读取 {repository} 的 issue：{zh}，未作任何改动。"
        "请核对仓库名、令牌及其 issue 写入权限。",
    )
