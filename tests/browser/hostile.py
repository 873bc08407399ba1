"""Fifty texts that want to be more than text; each opens a dialog where it is run.

They are names, so each is one line of at most 250 characters and none begins or ends blank.
"""

from __future__ import annotations

RLO, ZWSP, ZWJ, BOM, LRI = "\u202e", "\u200b", "\u200d", "\ufeff", "\u2066"

HOSTILE = (
    # Elements that run
    "<script>alert(1)</script>",
    "</title></textarea></style><script>alert(2)</script>",
    "<ScRiPt src=data:text/javascript,alert(3)></sCrIpT>",
    "--><script>alert(4)</script><!--",
    "]]><script>alert(5)</script><![CDATA[",
    "<img src=x onerror=alert(6)>",
    "<svg/onload=alert(7)>",
    "<svg><animate onbegin=alert(8) attributeName=x dur=1s></svg>",
    '<svg><script xlink:href="data:,alert(9)"/></svg>',
    '<math><mtext><img src onerror="alert(10)"></mtext></math>',
    '<math href="javascript:alert(11)">a formula</math>',
    "<details open ontoggle=alert(12)>a detail</details>",
    "<video><source onerror=alert(13)></video>",
    "<body onload=alert(14)>",
    "<marquee onstart=alert(15)>run</marquee>",
    "<input autofocus onfocus=alert(16)>",
    '<iframe srcdoc="<script>parent.alert(17)</script>"></iframe>',
    '<object data="data:text/html,<script>alert(18)</script>"></object>',
    "<noscript><p title='</noscript><img src=x onerror=alert(19)>'>",
    "<template><img src=x onerror=alert(20)></template>",
    "<img src=x onerror=alert(21)//",
    "<<img src=x onerror=alert(22)>>",
    "<a href=\"javascript:alert(23)\" id='x'>a link</a>",
    "<form action=javascript:alert(24)><button autofocus>Send</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(25)'>",
    "<base href=//example.com/><link rel=stylesheet href=x>",
    # Quotes that end an attribute
    "\" autofocus onfocus=alert(27) x='",
    "' onmouseover=alert(28) y=\"",
    '"><img src=x onerror=alert(29)>',
    "'><svg onload=alert(30)>",
    "` onerror=alert(31) `",
    '"/><script>alert(32)</script><input value="',
    # Addresses, styles, templates, strings of scripts
    "javascript:alert(33)",
    "JaVaScRiPt :alert(34)//https://example.com",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgzNSk8L3NjcmlwdD4=",
    "<style>body{display:none}</style>",
    "x;background:url(javascript:alert(37));display:none",
    "{{ 7 * 7 }}{% raw %}{# alert(38) #}${7*7}#{7*7}<%= 7*7 %>",
    "{{ config.__class__.__mro__[1].__subclasses__() }}",
    "';alert(40);//\\';alert(40);//</script>",
    "&lt;script&gt;alert(41)&lt;/script&gt;&#x3C;img&#62;",
    "\\x3cscript\\x3ealert(42)\\x3c/script\\x3e%3Cscript%3E\\u003cscript\\u003e",
    # Letters that mislead, hide, command, or are many
    f"{RLO}gnp.egamI{LRI} turned round",
    f"zero{ZWSP}width{ZWJ}and{BOM}marks",
    "\\0 %00 &#0; \u2400 \ufffd almost nothing",
    "\x1b[31mred\x1b[0m\x1b]0;a title\x07".replace("\x1b", "\u241b").replace("\x07", "\u2407"),
    "👩🏽\u200d🚀 🏳️\u200d🌈 e\u0301 Z̸͙͒a̵͚͝l̶͎̈́g̸̣̔o̴͖͂ ﷽",
    "=HYPERLINK(\"javascript:alert(48)\";'49')+cmd|' /C calc'!A0",
    "'; DROP TABLE goals; -- \" OR 1=1 /*",
    "W" * 250,
)


def as_shown(text: str) -> str:
    """What is read on a page: white space is one blank there."""
    return " ".join(text.split())
