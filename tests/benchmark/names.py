"""Which short texts are titles, table cells and records of generated documents made of?"""

Phrase = tuple[str, str]
Phrases = tuple[Phrase, ...]
"""Texts in English and in Mandarin."""

SUBJECTS: Phrases = (
    ("Refund enquiry", "退款咨询"),
    ("Return request", "退货申请"),
    ("Late parcel", "包裹延误"),
    ("Damaged item", "商品破损"),
    ("Wrong colour", "颜色不符"),
    ("Order cancellation", "订单取消"),
    ("Address change", "地址修改"),
    ("Coupon dispute", "优惠券争议"),
    ("Payment failure", "支付失败"),
    ("Duplicate charge", "重复扣款"),
    ("Identity check", "身份核验"),
    ("Account access", "账号登录"),
    ("Product report", "商品举报"),
    ("Fee question", "费用咨询"),
    ("Settlement question", "结算咨询"),
    ("Commission question", "佣金咨询"),
    ("Sample question", "样品咨询"),
    ("Live stream question", "直播咨询"),
    ("Data request", "信息查询申请"),
    ("Complaint", "投诉"),
)
SITUATIONS: Phrases = (
    ("evidence is incomplete", "凭证不全"),
    ("the order cannot be found", "查不到订单"),
    ("the deadline is near", "期限将至"),
    ("another account is involved", "涉及其他账号"),
    ("the customer writes again", "客户再次来信"),
    ("the tool shows an error", "系统报错"),
    ("the amount differs", "金额不一致"),
    ("the carrier does not answer", "承运商未答复"),
    ("approval is needed", "需要审批"),
    ("the conversation ends early", "会话提前结束"),
)
WAYS: Phrases = (
    ("in chat", "在线聊天"),
    ("by phone", "电话"),
    ("by email", "邮件"),
    ("in the app", "应用内"),
    ("at night", "夜间"),
)
LABELS: Phrases = (
    ("Decide", "判断"),
    ("Approval", "审批"),
    ("Stop", "停止操作"),
    ("Tell the customer", "告知客户"),
    ("Follow up", "跟进"),
    ("Keep", "留存"),
)
NOTES: Phrases = (
    ("First edition.", "首次发布。"),
    ("Order of the steps changed; table of decisions added.", "调整步骤顺序；新增判断要点表。"),
    ("Wording made clearer after questions of agents.", "根据客服专员的提问，表述更清楚。"),
)
REVIEW_NOTES = (
    "Walked through all steps in the practice environment, chat and phone.",
    "Followed closed cases of the quarter; no wrong row found in the table of decisions.",
    "Compared every row with the present edition of the policy.",
)
KEYWORDS: Phrases = (
    ("help with order", "订单求助"),
    ("where is it", "到哪了"),
    ("not working", "用不了"),
    ("how long", "要多久"),
    ("who decides", "谁决定"),
    ("money back", "退钱"),
    ("still waiting", "还在等"),
    ("wrong amount", "金额不对"),
)
REDIRECTIONS: Phrases = (
    ("The parcel never arrived", "一直没有收到包裹"),
    ("The payment is still being processed", "付款仍在处理中"),
    ("Somebody else may control the account", "账号可能被他人控制"),
    ("The customer wants to change the order", "客户要修改订单"),
    ("The question is about a fee or a rate", "咨询费用或费率"),
    ("The same question was answered before", "同一问题已答复过"),
)
OCCASIONS: Phrases = (
    ("Amount above the limit of the team lead", "金额超过组长额度"),
    ("Error of a tool on several orders", "多笔订单出现系统错误"),
    ("Open dispute or repeat limit reached", "存在未结争议或达到次数上限"),
    ("Press, authority or lawyer", "涉及媒体、监管机构或律师"),
)
ATTACHMENTS: Phrases = (
    ("Order number, amount, proof, your proposal", "订单号、金额、证明、处理建议"),
    ("Reference, status, date sent", "编号、状态、发出日期"),
    ("Order numbers and time of the first error", "订单号和首次出错时间"),
    ("What was said, in the words used", "对方原话"),
)
REPLY_TITLES: Phrases = (
    ("Done", "已办理"),
    ("More is needed", "需补充材料"),
    ("Not possible", "无法办理"),
    ("Being reviewed", "正在审核"),
)
DIFFERENCES: Phrases = (
    ("Shorter time frame; never refuse yourself", "时限较短，不得自行拒绝"),
    (
        "Cash on delivery: never collect bank details in a chat",
        "货到付款：严禁在聊天中收集银行信息",
    ),
    ("Say the currency with every amount", "每个金额都要说明币种"),
    ("No exceptions", "无差异"),
)
