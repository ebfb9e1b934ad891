"""Words that a title has: what makes “the plant manager” worth looking for.

No list is whole: a title without one of these is found by its capital, “the Abbess”.
"""

import re

# What is a title beside a single name: "add Smith, Manager". All else may be a name.
JOBS = frozenset({
    "accountant", "administrator", "advisor", "analyst", "architect", "assistant",
    "associate", "auditor", "buyer", "chair", "chairman", "chairwoman", "chief",
    "clerk", "coach", "consultant", "controller", "coordinator", "counsel", "dean",
    "deputy", "designer", "developer", "director", "doctor", "economist", "editor",
    "engineer", "executive", "founder", "head", "intern", "journalist", "lawyer",
    "lead", "lecturer", "manager", "minister", "nurse", "officer", "operator",
    "owner", "partner", "pilot", "planner", "president", "principal", "producer",
    "professor", "programmer", "recruiter", "researcher", "sales", "scientist",
    "secretary", "seller", "specialist", "strategist", "supervisor", "teacher",
    "technician", "trainee", "trainer", "treasurer", "trustee", "writer",
})  # fmt: skip
SHORT = re.compile(r"c[a-z]{1,3}o|[se]?vp|md|gm|pa|ea|cos")  # CFO, VP, chief of staff


def in_a_title(key: str) -> bool:
    """Say whether a folded word is likely to stand in a title."""
    return key in JOBS or SHORT.fullmatch(key) is not None
