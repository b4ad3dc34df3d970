"""Every kind of page, by name."""

PLAN = "/plan/620602-shenrutuijinkaifaqujianshe-2017"
PAGES = {
    "start": "/",
    "search": "/search?q=zsj",
    "plan": PLAN,
    "plan-targets": PLAN + "?tab=targets",
    "plan-policies": PLAN + "?tab=policies",
    "plan-findings": PLAN + "?tab=findings",
    "matrix": PLAN + "/matrix",
    "agency": "/agency/620602/guotu",
    "zone": "/zone/620602/wuweigongyeyuanqu",
    "policy": "/plan/wubanfa-2017-84",
    "target": PLAN + "/target/t05",
    "rules": "/rules",
    "rule": "/rules/T08",
    "networks": "/networks",
    "network": "/networks/lead-support",
    "check": "/check",
    "graph": "/graph?node=agency/620602/zhaoshang",
    "sparql": "/sparql",
    "questions": "/query",
    "thing": "/id/agency/620602/guotu",
    "missing": "/nowhere",
}


def address(site: str, path: str, lang: str) -> str:
    return f"{site}{path}{'&' if '?' in path else '?'}lang={lang}"
