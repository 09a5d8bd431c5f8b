"""Amounts of both languages come into one common form."""

import pytest

from sopkb.parity.amounts import read_amounts
from tests.parity.pages import differences, kinds


def common(text: str) -> list[tuple[str, str]]:
    firm = [amount for amount in read_amounts(text) if not amount.is_loose]
    return [(str(amount.value), amount.unit) for amount in firm]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("48 hours", "48 小时"),
        ("48\nhours", "48\n小时"),
        ("a 48-hour window", "48小时窗口期"),
        ("2 business days", "2 个工作日"),
        ("three business days", "三个工作日"),
        ("7 days", "一周"),
        ("half an hour", "半小时"),
        ("1.5 hours", "一个半小时"),
        ("6 months", "六个月"),
        ("US$20", "20 美元"),
        ("$20", "20 美元"),
        ("20 USD", "US$ 20"),
        ("RMB 1,000", "1000 元"),
        ("¥1,000", "1000 元"),
        ("SGD 1,500", "1,500 新加坡元"),
        ("10%", "百分之十"),
        ("10 percent", "１０％"),
        ("5–10 days", "5 到 10 天"),
        ("5 to 10 days", "5～10 天"),
        ("10,000 orders", "1 万单"),
        ("1.5 million views", "150 万次浏览"),
        ("1 September 2026", "2026 年 9 月 1 日"),
        ("Sep 1, 2026", "2026-09-01"),
        ("3 pm", "下午 3 点"),
        ("15:30", "下午 3 点半"),
        ("300 MiB", "300 MiB"),
        ("two photos", "2 张照片"),
        ("both photos", "2 张照片"),
        ("20% off", "八折"),
        ("within 3 days", "3 日内"),
        ("open 24/7", "7×24 小时服务"),
        ("**14** days", "**14** 天"),
        ("call +1 415-555-0100", "致电 +1 (415) 555 0100"),
        ("The 2nd attempt", "第二次尝试"),
        ("in 2026", "2026 年"),
        ("Python 3.11", "Python 3.11 版"),
        ("one hour", "几个小时以内"),
        ("every day at 00:00", "每天 0 点"),
        ("a 3d model", "3D 模型"),
        ("see the first step; in step 2 …", "见第一步，第 2 步中……"),
        ("the result of the third step", "步骤 3 的结果"),
        ("steps 2 to 4", "步骤 2 至 4"),
        ("an overview of the steps", "操作步骤一览"),
        ("Aged 18 or over", "年满 18 周岁"),
        ("since the 1990s", "自 20 世纪 90 年代起"),
        ("1920x1080 px", "1920×1080 像素"),
        ("2 x 16 GB", "2 × 16 GB"),
        ("90% of the cases", "九成的工单"),
        ("1.5M views", "150 万次浏览"),
        ("512M of memory", "512M 内存"),
        ("The agent waits", "专员八成要等"),
    ],
)
def test_the_same_in_both_languages(english: str, chinese: str) -> None:
    assert kinds(f"# T\n\nText: {english}.\n", f"# 题\n\n正文：{chinese}。\n") == []


@pytest.mark.parametrize(
    ("english", "chinese", "values"),
    [
        ("14 days", "7 天", ("14 days", "7 天")),
        ("48 hours", "48 天", ("48 hours", "48 天")),
        ("3 business days", "3 天", ("3 business days", "3 天")),
        ("US$20", "20 欧元", ("US$20", "20 欧元")),
        ("10%", "15%", ("10%", "15%")),
        ("5–10 days", "5 到 15 天", ("5–10 days", "5 到 15 天")),
        ("go to step 7", "转到第 8 步", ("step 7", "第 8 步")),
        ("see step 7", "见步骤 8", ("step 7", "步骤 8")),
        ("see the third step", "见第四步", ("third step", "第四步")),
        ("by 00:00", "12:00 前", ("00:00", "12:00")),
        ("by 3 pm, with 3 photos", "上午 3 点前，附 3 张照片", ("3 pm", "上午 3 点")),
        ("1 Sep 2026", "2026 年 10 月 1 日", ("1 Sep 2026", "2026 年 10 月 1 日")),
        ("3 photos", "5 张照片", ("3", "5")),
        ("10,000 orders", "10 万单", ("10,000", "10 万")),
        ("18 weeks", "20 周", ("18 weeks", "20 周")),
        ("90 seconds", "9 秒", ("90 seconds", "9 秒")),
    ],
)
def test_another_amount(english: str, chinese: str, values: tuple[str, str]) -> None:
    found = differences(f"# T\n\nText: {english}.\n", f"# 题\n\n\n正文：{chinese}。\n")
    assert [(d.source.value, d.target.value) for d in found] == [values]
    assert (found[0].source.line, found[0].target.line) == (3, 4)
    for message in (found[0].message.en, found[0].message.zh):
        assert values[0] in message
        assert values[1] in message


@pytest.mark.parametrize(
    "text",
    [
        "第三章",
        "the 3rd time",
        "`30 days`",
        "see https://example.com/30/days",
        "version 2.3.1",
        "SOP_30",
        "一下子就好",
        "十分重要",
        "周一下午",
    ],
)
def test_no_amount(text: str) -> None:
    assert kinds(f"# T\n\n{text}\n", "# 题\n\n正文\n") in ([], ["link"], ["code"])


def test_tenths_that_are_others() -> None:
    assert kinds("# T\n\n90% of the cases.\n", "# 题\n\n八成的工单。\n") == ["amount"]


def test_digits_without_end() -> None:
    assert common("1" * 100_000 + " days") == []
    assert common("9" * 15 + " days") == [(str(int("9" * 15) * 86_400), "s")]
