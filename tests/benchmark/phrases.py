"""Which sentences are generated pages made of? Each stands in English and in Mandarin.

`<time>`, `<money>`, `<count>`, `<doc>`, `<term>`, `<owner>` and `<link>` become calls and links;
they stand in the same order in both languages, so that both call the same.
"""

from tests.benchmark.names import Phrases

SUMMARIES: Phrases = (
    (
        "Decide what is due in this situation, arrange it with the right approval, and tell the\n"
        "customer what happens next and by when.",
        "判断这种情形下应如何处理，取得相应审批后办理，并告知客户后续安排和时间。",
    ),
    (
        "Find out what happened, keep the evidence together, and bring the case to an end that\n"
        "can be explained to the customer.",
        "查明经过，整理凭证，并以能够向客户说明的结论结束工单。",
    ),
    (
        "Handle the contact without delay, stay within your limits, and hand over what is not\n"
        "yours to decide with everything the next person needs.",
        "及时处理来访，不超出自身权限；无权决定的事项连同所需材料一并转交。",
    ),
)
STATEMENTS: Phrases = (
    (
        "go on when the customer is verified, the facts are proven and no more than <time>\n"
        "  have passed since the event.",
        "客户已通过核验、事实成立，且距事件发生未超过 <time>，即可继续。",
    ),
    (
        "you decide up to <money>, your team lead decides above that; see <link>.",
        "不超过 <money> 由本人决定，超出部分由组长决定；参见 <link>。",
    ),
    (
        "hand over to <owner> when no row of the table fits or the\n  customer refers to the law.",
        "表中没有对应情形或客户援引法律规定时，转交 <owner>。",
    ),
    (
        "an answer comes within <time>; never promise a day.",
        "将在 <time> 内答复，不得承诺具体日期。",
    ),
    (
        "an open <term> means that nothing is paid until it has ended.",
        "存在未结的 <term> 时，结束之前不得付款。",
    ),
    (
        "no more than <count> attempts; after that <doc> applies.",
        "尝试不超过 <count> 次，之后按 <doc> 处理。",
    ),
    (
        "note the result in the case, with the number of the row it rests on.",
        "在工单中写明结论及所依据的行号。",
    ),
)
APPLIES: Phrases = (
    (
        "the customer writes or calls about this for the first time;",
        "客户首次就此事来信或来电；",
    ),
    (
        "the order is delivered and less than <time> have passed;",
        "订单已送达，且未超过 <time>；",
    ),
    (
        "another page sends you here after its last step;",
        "其他文件在最后一步转到本页；",
    ),
    (
        "the amount in question is no more than <money>;",
        "所涉金额不超过 <money>；",
    ),
    (
        "the customer asks how far the case has come.",
        "客户询问工单进展。",
    ),
)
PREPARATIONS: Phrases = (
    (
        "The CRM and Order Console are open under your own login; if a role is missing, ask your\n"
        "  team lead and never borrow a login.",
        "已用本人账号登录 CRM 和 Order Console；没有权限找组长开通，严禁借用他人账号。",
    ),
    (
        "The check in <doc> can be done now, with <count> factors.",
        "可以立即按 <doc> 完成核验，共 <count> 项要素。",
    ),
    (
        "You know the market of the order; it decides limits and currency.",
        "已确认订单所属市场，额度和币种以此为准。",
    ),
    (
        "The earlier notes of the case are read, and nobody else is working on it.",
        "已阅读工单的历史备注，且没有其他人正在处理。",
    ),
    (
        "The meaning of <term> is clear to you.",
        "清楚 <term> 的含义。",
    ),
)
CAUTIONS: Phrases = (
    (
        "If the contact details changed within <time>, stop and go to <doc>.",
        "联系方式在 <time> 内变更过的，停止操作并转 <doc>。",
    ),
    (
        "Never open a second case for the same order; add to the first.",
        "同一订单不得重复建立工单，请在原工单中补充。",
    ),
    (
        "A printed copy of this page is not kept up to date.",
        "本页的打印件不会随之更新。",
    ),
)
ACTIONS: Phrases = (
    (
        "**Verify the customer.** Complete <doc>.",
        "**核验客户身份**：完成 <doc>。",
    ),
    (
        "**Open the order in Order Console.** Read status, date and market.",
        "**在 Order Console 打开订单**：查看状态、日期和所属市场。",
    ),
    (
        "**Open the tab Payments.** Look for earlier payments and disputes.",
        "**打开 Payments 页签**：查看有无历史付款和争议。",
    ),
    (
        "**Count the earlier contacts in the CRM.** Filter on the last <time>.",
        "**在 CRM 统计历史来访次数**：筛选最近 <time>。",
    ),
    (
        "**Compare the date with the time frame.** Count from the day after the event.",
        "**核对是否仍在时限内**：从事件次日起算。",
    ),
    (
        "**Match the reason to the table below.** Check what it asks for.",
        "**对照下表确定理由**：核对该行要求的材料。",
    ),
    (
        "**Ask for what is missing.** Name each item once, in one message.",
        "**请对方补充材料**：在一条消息中逐项列明，每项只提一次。",
    ),
    (
        "**Enter the amount.** Never lower or split it to avoid an approval.",
        "**填写金额**：不得为绕开审批而压低或拆分金额。",
    ),
    (
        "**Press the button once.** Wait for the answer of the tool.",
        "**点击一次按钮**：等待系统返回结果。",
    ),
    (
        "**Send the reply and complete the case.** Fill every field.",
        "**发送回复并完善工单**：填齐全部字段。",
    ),
)
RESULTS: Phrases = (
    ("`PASSED` in the field of the case.", "工单字段显示 `PASSED`。"),
    ("`DELIVERED` and the date of the scan.", "状态为 `DELIVERED`，并有扫描日期。"),
    ("one line `CAPTURED` and no flag.", "只有一行 `CAPTURED`，没有标记。"),
    ("fewer than <count>.", "少于 <count> 次。"),
    ("the time frame of <time> is still open.", "<time> 的时限尚未届满。"),
    ("one row fits and the proof is attached.", "有一行符合，且证明已附上。"),
    ("the approval field says “Agent”.", "审批字段显示 “Agent”（客服专员）。"),
    ("`SUBMITTED` and a reference.", "`SUBMITTED` 和一个编号。"),
)
OTHERWISE: Phrases = (
    ("share no details and end as <doc> says.", "不透露任何信息，按 <doc> 收尾。"),
    ("stop and hand over to <owner>.", "停止操作，转交 <owner>。"),
    (
        "set a reminder for <time> and leave the case pending.",
        "设置 <time> 后提醒，工单保持待处理。",
    ),
    ("do not try again; ask your team lead.", "不要重试，询问组长。"),
    ("request the approval that the field names and wait.", "按字段提示提交审批并等待。"),
    ("open a <term> and tell the customer nothing of it.", "发起 <term>，且不告知客户。"),
)
CONDITIONS: Phrases = (
    ("Changed mind, item unused", "改变主意，商品未使用"),
    ("Arrived after the latest promised day", "超过最晚承诺日期才送达"),
    ("The other side agreed in writing", "对方书面同意"),
    ("No answer within <time>", "<time> 内未回应"),
    ("The photos show a different item", "照片显示为其他商品"),
    ("The customer wants another account paid", "客户要求付至其他账户"),
    ("The amount is above <money>", "金额超过 <money>"),
    ("The customer threatens a bad review", "客户以差评相要挟"),
    ("More than <count> contacts on the same order", "同一订单来访超过 <count> 次"),
)
CONSEQUENCES: Phrases = (
    ("Go on with the next step", "继续下一步"),
    ("Arrange it and attach the message", "办理并附上消息"),
    (
        "Decline; a new request is possible while the time frame is open",
        "拒绝；时限未过的可重新申请",
    ),
    ("Pay nothing yet; <owner> decides", "暂不付款，由 <owner> 判定"),
    ("Same decision as without it; note it", "结论不变，如实记录"),
    ("Use <doc>", "改用 <doc>"),
    ("Wait for <time>, then close", "等待 <time>，之后结单"),
)
REPLIES: Phrases = (
    (
        "Hello [name], this has been arranged for order [order number]. It usually shows within\n"
        "> <time>. Your reference is [reference].",
        "您好，[姓名]，订单 [订单号] 已办理，一般在 <time> 内可见。编号：[编号]。",
    ),
    (
        "Hello [name], for order [order number] I still need [missing items]. Please send them in\n"
        "> this conversation; I will keep it open for <time>.",
        "您好，[姓名]，订单 [订单号] 还需要 [缺少的材料]。请直接在本会话中发送，我会保留 <time>。",
    ),
    (
        "Hello [name], this could be requested until [last day]. On this request I cannot arrange\n"
        "> it. If there is something I have not seen, please tell me here.",
        "您好，[姓名]，申请截止日期为 [截止日期]，因此这次申请我无法办理。"
        "如有我还不了解的情况，请在这里告诉我。",
    ),
    (
        "Hello [name], I have everything I need and your request is being reviewed. You will hear\n"
        "> from us by [follow-up date].",
        "您好，[姓名]，资料已收齐，您的申请正在审核中。我们会在 [跟进日期] 前联系您。",
    ),
)
PROHIBITIONS: Phrases = (
    ("Do not promise a day; give the time frame.", "不得承诺具体日期，只告知时限。"),
    ("Do not split or lower an amount.", "不得拆分或压低金额。"),
    ("Do not pay to another card, account or person.", "不得付至其他卡、其他账户或他人名下。"),
    ("Do not ask for a password or a security code.", "不得索要密码或安全码。"),
    ("Do not tell the customer that a check is running.", "不得告知客户正在进行审查。"),
    ("Do not copy messages into a tool outside the center.", "不得将消息复制到中心以外的工具。"),
    ("Do not close the case before <time> have passed.", "未满 <time> 不得结束工单。"),
)
RECORDS: Phrases = (
    ("**Tag**: `done`, `declined` or `waiting`.", "**标签**：`done`、`declined` 或 `waiting`。"),
    (
        "**Fields**: order number, market, date, reason, amount with currency.",
        "**字段**：订单号、市场、日期、理由、金额及币种。",
    ),
    (
        "**Attachments**: the proof used for the decision, card data masked.",
        "**附件**：作为判断依据的证明，卡信息须脱敏。",
    ),
    ("**Note**: the decision in one sentence.", "**备注**：用一句话写明结论。"),
    ("**Reminder**: within <time> while pending.", "**提醒**：待处理期间为 <time> 内。"),
)
CHECKS: Phrases = (
    ("The identity of the customer is verified.", "客户身份已核验。"),
    ("The order belongs to the account of the contact.", "订单属于来访账号。"),
    ("The amount is no more than <money>.", "金额不超过 <money>。"),
    ("The answer was sent within <time>.", "已在 <time> 内答复。"),
    ("The proof is attached and card data are masked.", "证明已附上，卡信息已脱敏。"),
    (
        "The approval of <owner> is in the case, where it is needed.",
        "需要审批的，工单中已有 <owner> 的批准。",
    ),
    ("Nothing was promised beyond <doc>.", "未作出超出 <doc> 的承诺。"),
    ("The tag matches the decision.", "标签与结论一致。"),
)
EXPLANATIONS: Phrases = (
    (
        "The rule protects the customer and the people who answer: whoever reads the case later\n"
        "must be able to see why it was decided this way.",
        "此规则既保护客户，也保护答复的人：之后查看工单的人应能看出为何如此决定。",
    ),
    (
        "What is not named here is decided by <owner> within <time>. Until then\n"
        "nothing is paid and nothing is refused.",
        "此处未写明的事项由 <owner> 在 <time> 内决定。在此之前不付款，也不拒绝。",
    ),
    (
        "Amounts include the limit itself and count everything paid on the order, in the currency\n"
        "of the order. See <link> for the way to ask for more.",
        "额度均含本数，按该订单累计已付总额计算，以订单币种为准。申请更高额度的办法见 <link>。",
    ),
    (
        "A <term> that is still open changes the order of the steps: it is ended first,\n"
        "and only then does this page apply.",
        "存在未结的 <term> 时，步骤顺序有变：先行结束，再适用本页。",
    ),
)
