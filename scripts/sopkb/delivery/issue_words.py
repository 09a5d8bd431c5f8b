"""In which words is it told what became of an owner's issue?"""

from collections.abc import Mapping

from sopkb.delivery.forge import Done
from sopkb.delivery.issues import Step
from sopkb.findings import Language, Text

STEPS: Mapping[Step, Text] = {
    Step.CREATE: Text(en="made", zh="已新建"),
    Step.UPDATE: Text(en="written over", zh="已更新"),
    Step.REOPEN: Text(en="opened again", zh="已重新打开"),
    Step.CLOSE: Text(en="closed, nothing is left to do", zh="没有待办事项，已关闭"),
    Step.LEAVE: Text(en="is as it must be", zh="无需改动"),
}
REFUSED = Text(
    en="NOT WRITTEN: GitHub answers {code}; run again",
    zh="未写入：GitHub 返回 {code}；请重新运行",
)
NO_ANSWER = Text(
    en="NOT CERTAIN: GitHub gave no answer; run again, nothing is made twice",
    zh="不能确定：GitHub 没有回应；请重新运行，不会重复新建",
)


def done_in_words(done: Done, language: Language) -> str:
    """Say in one line what became of an owner's issue."""
    if done.number is None:
        failure = REFUSED if done.code else NO_ANSWER
        return f"{done.task.owner}: {failure.in_language(language).format(code=done.code)}"
    return f"{done.task.owner}: #{done.number} {STEPS[done.task.step].in_language(language)}"
