"""In which words is it told what became of a message?"""

from collections.abc import Mapping

from sopkb.delivery.courier import Delivered, Result
from sopkb.delivery.ledger import LEDGER
from sopkb.delivery.plan import place_of
from sopkb.findings import Language, Text

RESULTS: Mapping[Result, Text] = {
    Result.SENT: Text(en="sent", zh="已发送"),
    Result.SENT_BEFORE: Text(
        en="sent by an earlier run, not sent again", zh="此前已发送，不再重复发送"
    ),
    Result.REFUSED: Text(
        en="NOT SENT: the receiver refused it{code}; the next run tries again",
        zh="未发送：接收方拒绝{code}；下次运行时重试",
    ),
    Result.TOO_MANY: Text(
        en="NOT SENT: the receiver takes no more messages for now{code}; the next run tries again",
        zh="未发送：接收方暂不接收更多消息{code}；下次运行时重试",
    ),
    Result.NOT_REACHED: Text(
        en="NOT SENT: the receiver could not be reached; the next run tries again",
        zh="未发送：无法连接接收方；下次运行时重试",
    ),
    Result.NO_ANSWER: Text(
        en="NOT CERTAIN: the receiver gave no answer, it may have the message or not. Look there; "
        "if it has not arrived, remove its entry from {ledger} and run again",
        zh="不能确定：接收方没有回应，消息可能已到，也可能未到。请到接收方查看；"
        "如未收到，从 {ledger} 中删除对应条目后重新运行",
    ),
    Result.UNCERTAIN: Text(
        en="NOT CERTAIN: an earlier run was stopped or got no answer while sending it. Look there; "
        "if it has not arrived, remove its entry from {ledger} and run again",
        zh="不能确定：此前的运行在发送时中断或未得到回应。请到接收方查看；"
        "如未收到，从 {ledger} 中删除对应条目后重新运行",
    ),
    Result.NOT_TRIED: Text(
        en="NOT SENT: the channel failed just before; the next run tries again",
        zh="未发送：该渠道刚刚发送失败；下次运行时重试",
    ),
    Result.NO_ADDRESS: Text(
        en="NOT SENT: the environment variable {variable} is not set; it must hold the Apprise "
        "address of the channel",
        zh="未发送：环境变量 {variable} 未设置；它应存放该渠道的 Apprise 地址",
    ),
    Result.NOT_AN_ADDRESS: Text(
        en="NOT SENT: what the environment variable {variable} holds is no address that Apprise "
        "understands, such as slack://…, feishu://…, wecombot://…, mailtos://…",
        zh="未发送：环境变量 {variable} 的内容不是 Apprise 可识别的地址，"
        "如 slack://…、feishu://…、wecombot://…、mailtos://…",
    ),
}


def result_in_words(delivered: Delivered, language: Language) -> str:
    """Say in one line what became of a message."""
    shown = RESULTS[delivered.result].in_language(language)
    text = shown.format(
        code=_code(delivered.code, language),
        ledger=LEDGER,
        variable=delivered.message.url_from,
    )
    return f"{place_of(delivered.message)}: {text}"


def _code(code: int | None, language: Language) -> str:
    if code is None:
        return ""
    return f"（代码 {code}）" if language == "zh" else f" (it says {code})"
