"""Which words name a unit, in English and in Chinese, and to what common unit do they count?

Spans of clock time are counted in seconds, so that 7 days and 一周, or 90 minutes and 1.5 小时, are
the same; business days and months are units of their own, for they cannot be converted.
"""

from decimal import Decimal

SECOND, MONTH, BUSINESS_DAY, PERCENT = "s", "month", "business day", "%"
ANY_DOLLAR = "dollar"
ANY_YEN = "yen or yuan"

_SPANS: tuple[tuple[str, int, str], ...] = (
    (SECOND, 1, "second seconds sec secs 秒 秒钟"),
    (SECOND, 60, "minute minutes min mins 分钟"),
    (SECOND, 3600, "hour hours hr hrs 小时 个小时 钟头 个钟头 個小時 小時"),
    (SECOND, 86_400, "day days 天 日 calendar-day calendar-days 自然日 个自然日 日历日 个日历日"),
    (SECOND, 604_800, "week weeks 周 星期 个星期 礼拜 个礼拜"),
    (MONTH, 1, "month months 个月 calendar-month calendar-months 個月"),
    (MONTH, 3, "quarter quarters 个季度"),
    (MONTH, 12, "year years yr yrs 年 周年"),
    (
        BUSINESS_DAY,
        1,
        "business-day business-days working-day working-days 工作日 个工作日 个工作天 工作天",
    ),
)
_CLOSE: tuple[tuple[str, int, str], ...] = (
    (SECOND, 1, "s"),
    (SECOND, 3600, "h"),
    (SECOND, 86_400, "d"),
)
"""Units that stand directly behind their digits, as in 24h."""

_OTHERS: tuple[tuple[str, str], ...] = (
    ("ms", "ms 毫秒 millisecond milliseconds"),
    (PERCENT, "% percent per-cent 个百分点 percentage-point percentage-points"),
    ("B", "byte bytes 字节 个字节"),
    ("KB", "KB kB"),
    ("KiB", "KiB"),
    ("MB", "MB"),
    ("MiB", "MiB"),
    ("GB", "GB"),
    ("GiB", "GiB"),
    ("TB", "TB"),
    ("TiB", "TiB"),
    ("kg", "kg 公斤 千克 kilogram kilograms kilo kilos"),
    ("g", "克 gram grams"),
    ("km", "km 公里 千米 kilometer kilometers kilometre kilometres"),
    ("m", "米 meter meters metre metres"),
    ("cm", "cm 厘米 centimeter centimeters centimetre centimetres"),
    ("mm", "mm 毫米 millimeter millimeters millimetre millimetres"),
    ("px", "px 像素 pixel pixels 个像素"),
    ("MHz", "MHz"),
    ("GHz", "GHz"),
    ("degree", "° 度 degree degrees"),
)
_CURRENCIES: tuple[tuple[str, str, str], ...] = (
    ("USD", "US$", "美元 美金 US-dollar US-dollars"),
    ("EUR", "€", "欧元 euro euros"),
    ("GBP", "£", "英镑 磅 pound pounds pounds-sterling"),
    ("CNY", "CN¥", "人民币 元 块钱 元人民币 yuan renminbi RMB"),
    ("JPY", "JP¥", "日元 日圆 円 yen Japanese-yen"),
    ("SGD", "S$", "新加坡元 新元 新币 坡币 Singapore-dollar Singapore-dollars"),
    ("HKD", "HK$", "港元 港币 港幣 Hong-Kong-dollars"),
    ("TWD", "NT$", "新台币 新臺幣 台币"),
    ("AUD", "A$", "澳元 澳大利亚元 Australian-dollars"),
    ("CAD", "C$", "加元 加拿大元 Canadian-dollars"),
    ("NZD", "NZ$", "新西兰元 纽元"),
    ("MYR", "RM", "马来西亚林吉特 林吉特 令吉 马币 ringgit"),
    ("THB", "฿", "泰铢 baht"),
    ("PHP", "₱", "菲律宾比索 比索 peso pesos"),
    ("KRW", "₩", "韩元 韩圆"),
    ("INR", "₹", "印度卢比 卢比 rupee rupees"),
    ("IDR", "Rp", "印尼盾 印度尼西亚盾 印尼卢比 rupiah"),
    ("VND", "₫", "越南盾"),
    ("BRL", "R$", "巴西雷亚尔 雷亚尔 reais"),
    ("MXN", "MX$", "墨西哥比索"),
    ("CHF", "", "瑞士法郎"),
    (ANY_DOLLAR, "$", "dollar dollars"),
    (ANY_YEN, "¥", ""),
)
DOLLARS = frozenset({"USD", "SGD", "HKD", "TWD", "AUD", "CAD", "NZD", "MXN"})
YENS = frozenset({"CNY", "JPY"})


def _words(text: str) -> list[str]:
    return [word.replace("-", " ") for word in text.split()]


def _table() -> dict[str, tuple[str, Decimal]]:
    table: dict[str, tuple[str, Decimal]] = {}
    for unit, factor, words in (*_SPANS, *_CLOSE):
        table |= {word.lower(): (unit, Decimal(factor)) for word in _words(words)}
    for unit, words in _OTHERS:
        table |= {word.lower(): (unit, Decimal(1)) for word in _words(words)}
    for code, sign, words in _CURRENCIES:
        table |= {word.lower(): (code, Decimal(1)) for word in [*_words(words), code]}
        table[sign.lower()] = (code, Decimal(1))
    del table[""]
    return table


UNITS: dict[str, tuple[str, Decimal]] = _table()
"""Unit word in lower case -> common unit, factor."""

SPAN_WORDS = [word for _, _, words in _SPANS for word in _words(words)]
CLOSE_WORDS = [word for _, _, words in _CLOSE for word in _words(words)]
OTHER_WORDS = [word for _, words in _OTHERS for word in _words(words)]
MONEY_WORDS = [word for _, _, words in _CURRENCIES for word in _words(words)]
SIGNS = [sign for _, sign, _ in _CURRENCIES if sign]
CODES = [code for code, _, _ in _CURRENCIES if code.isupper()] + ["RMB"]


def same_unit(one: str, other: str) -> bool:
    """Tell whether two units may be the same: `$` is any dollar, `¥` is yuan or yen."""
    if one == other:
        return True
    pair = {one, other}
    if ANY_DOLLAR in pair:
        return bool(pair & DOLLARS)
    return ANY_YEN in pair and bool(pair & YENS)
