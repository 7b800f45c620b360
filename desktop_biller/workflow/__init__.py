"""The revenue cycle: every use case of the program, one function each.

May import reports and below; never ui, never Qt. The folders carry the names of the stages, in
the order in which a service becomes money; ``office`` and ``ledger`` serve them all.
"""

STAGES = (
    ("patients", "register patients, insurance, authorizations, cases"),
    ("visits", "record what was done and why"),
    ("claims", "ask the insurer for the money"),
    ("payments", "post what insurers and patients pay"),
    ("followup", "chase what nobody answered or somebody denied"),
    ("statements", "ask the patient for the rest"),
    ("closing", "prove the day, and lock it"),
)
"""The order of the revenue cycle: the sidebar and the map in the README follow it."""
