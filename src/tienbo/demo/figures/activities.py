"""What a unit did in the period: introduced women, trained, told people, inspected, spent. Pure."""

from tienbo.demo.figures.draft import MILLION, Draft, Items
from tienbo.demo.figures.people import Groups, number, part, people, together
from tienbo.demo.figures.sizes import YES_OR_NO, women_in

AREAS = {"district", "commune"}
FORMS = {"conference": 5, "round_table": 2}
CLASS = (25, 40)
GATHERING = (30, 75)
# Which kind of unit is inspected as what.
INSPECTED = {
    "sub_unit": "sub_unit", "commune": "commune",
    "department": "committee", "mass_org": "committee", "party_body": "committee", "district": "committee",
}  # fmt: skip
# Millions of đồng a year, and out of which budgets they come.
MONEY = {"province": (160, 300), "district": (45, 90), "commune": (3, 8), "sub_unit": (2, 8)}
AGENCY_MONEY = (8, 40)
SOURCES = {
    "province": {"central": 25, "province": 70, "other": 5},
    "district": {"province": 20, "district": 75, "voluntary": 5},
    "commune": {"district": 25, "commune": 70, "voluntary": 5},
}
AGENCY_SOURCES = {"province": 95, "other": 5}
HEADS = {
    "h02_communication": 34, "h03_review_meetings": 14, "h04_training": 24, "h05_direction_inspection": 10,
    "h06_awards": 6, "h07_workshops": 4, "h10_support_to_women": 4, "h12_other": 4,
}  # fmt: skip
SMALLEST = MILLION // 10


def tell_women_introduced(draft: Draft) -> None:
    """Women are found, some of them introduced, some of these accepted."""
    rng = draft.passing("pipe")
    reviewed = draft.size("pipe.reviewed", rng)
    introduced = rng.randint(0, reviewed)
    for step, count in (("reviewed", reviewed), ("introduced", introduced), ("accepted", rng.randint(0, introduced))):
        draft.put(f"pipe.{step}", number(count))


def tell_of_itself(draft: Draft) -> None:
    """Rows that count units: whether this one is among them."""
    for element in YES_OR_NO:
        draft.put(element, number(int(draft.chance(element).random() < 0.75)))


def tell_training(draft: Draft) -> None:
    """Classes by whom they are for, and who sat in each."""
    rng = draft.passing("train")
    draft.spread("train.classes", number(draft.size("train.classes", rng)), rng)
    for items in draft.leaves.get("train.attendances", []):
        seats = sum(rng.randint(*CLASS) for _ in range(sum(draft.total("train.classes", items))))
        draft.put("train.attendances", people(rng, seats, women_in("train.attendances")), items)
    everybody = together(draft.total("committee.staff_full"), draft.total("committee.staff_part"))
    draft.put("train.staff_ever", part(draft.lasting("train.staff_ever"), everybody, (0.5, 1.0)))


def tell_events(draft: Draft) -> None:
    """Events by form, and who came to them."""
    rng = draft.passing("comm")
    count = draft.size("comm.events", rng)
    draft.spread("comm.events", number(count), rng, lambda items: FORMS.get(items["event_form"], 1))
    came = people(rng, sum(rng.randint(*GATHERING) for _ in range(count)), women_in("comm.attendances"))
    draft.put("comm.attendances", came)
    weights = {"staff": 4, "residents": 5, "pupils": 2} if draft.subject.kind in AREAS else {"staff": 9}
    draft.spread("comm.attendances_group", came, rng, lambda items: weights.get(items.get("audience", ""), 0.3))


def tell_inspections(draft: Draft) -> None:
    """Who is below is who may be inspected; a part of them is, each in a visit that was planned."""
    rng = draft.passing("insp")
    below: dict[str, int] = {}
    for kind, count in draft.subject.below.items():
        below[INSPECTED[kind]] = below.get(INSPECTED[kind], 0) + count
    inspected, plans = 0, 0
    for items in draft.leaves.get("insp.scope", []):
        scope = below.get(items["inspected_kind"], 0)
        planned = round(scope * rng.uniform(0.25, 0.5))
        done = rng.randint(0, planned)
        inspected, plans = inspected + done, plans + planned
        for element, count in (("scope", scope), ("planned", planned), ("units", done)):
            draft.put(f"insp.{element}", number(count), items)
    draft.put("insp.with_plan", number(int(plans > 0)))
    draft.spread("insp.visits", number(inspected), rng, lambda items: 9 if items["insp_mode"] == "planned" else 1)
    draft.put("insp.cross", number(rng.randint(0, inspected // 3)))
    start, raised = draft.lasting("insp.rec_open_start").randint(0, 3), rng.randint(inspected // 2, inspected)
    closed = rng.randint(0, start + raised)
    for element, count in (("start", start), ("end", start + raised - closed)):
        draft.put(f"insp.rec_open_{element}", number(count))
    draft.put("insp.rec_raised", number(raised))
    draft.put("insp.rec_closed", number(closed))


def tell_violence(draft: Draft) -> None:
    """Cases that were found: whom they befell, who did it, in which forms, what was done."""
    rng = draft.passing("viol")
    cases = draft.size("viol.cases", rng)
    survivors = people(rng, cases + rng.randint(0, cases // 2), women_in("viol.survivors"))
    perpetrators = people(rng, cases, women_in("viol.perpetrators"))
    milder = part(rng, perpetrators, (0.8, 1.0))
    draft.put("viol.cases", number(cases))
    draft.put("viol.households", number(cases - rng.randint(0, cases // 3)))
    ages = {"adult": 80, "old": 12, "child": 8}
    draft.spread("viol.survivors", survivors, rng, lambda items: ages.get(items["survivor_age"], 1))
    draft.put("viol.perpetrators", perpetrators)
    draft.put("viol.perp_subcriminal", milder)
    draft.put("viol.perp_counselled", part(rng, milder, (0.6, 1.0)))
    # A case has a form at least, and may have several: what is not said to be physical is mental.
    physical = rng.randint(cases // 2, cases)
    forms = {"physical": physical, "mental": cases - physical, "unspecified": cases}
    for items in draft.leaves.get("viol.forms", []):
        draft.put("viol.forms", number(forms.get(items["violence_form"], 0)), items)
    measures = {"criminal": sum(perpetrators) - sum(milder), "community": sum(milder), "unspecified": cases}
    for items in draft.leaves.get("viol.measures", []):
        draft.put("viol.measures", number(measures.get(items["measure"], 0)), items)


def tell_advice(draft: Draft) -> None:
    """Proposals and how many were accepted; texts, policies and pilot models with the people they concern."""
    passing, lasting = draft.passing("adv"), draft.lasting("model")
    proposed = draft.size("adv.proposed", passing)
    draft.put("adv.proposed", number(proposed))
    draft.put("adv.accepted", number(passing.randint(0, proposed)))
    texts = draft.size("main.legal", passing)
    draft.put("main.legal", number(texts))
    draft.put("main.drafters", people(passing, texts * passing.randint(5, 9), (0.25, 0.45)))
    for family, people_of, each in (("policy", "policy.beneficiaries", (20, 120)), ("model", "model.people", (15, 35))):
        active = draft.size(f"{family}.active", lasting)
        draft.put(f"{family}.active", number(active))
        draft.put(f"{family}.new", number(passing.randint(0, active)))
        size = sum(lasting.randint(*each) for _ in range(active))
        draft.put(people_of, people(lasting, size, women_in(people_of)))
    draft.put("model.scaled", number(passing.randint(0, sum(draft.total("model.active")))))


def tell_funds(draft: Draft) -> None:
    """Money is given out of a few budgets and spent out of the same ones; a unit in six has none of its own."""
    kind, rng = draft.subject.kind, draft.passing("fund")
    has_own = draft.lasting("fund.units").random() < 0.84
    year = rng.randint(*MONEY.get(kind, AGENCY_MONEY)) * MILLION if has_own else 0
    draft.put("fund.units", number(int(has_own)))
    draft.put("fund.estimate", number(year + rng.randint(0, 5) * MILLION))
    weights = SOURCES.get(kind, AGENCY_SOURCES)
    draft.spread("fund.allocated", number(year), rng, lambda items: _budget(weights, items), SMALLEST)
    share = (0.3, 0.5) if draft.subject.options.report == "half_year" else (0.85, 0.98)
    spent = {}
    for items in draft.leaves.get("fund.allocated", []):
        spent[items["fund_source"]] = _whole(sum(draft.total("fund.allocated", items)) * rng.uniform(*share))
    for items in draft.leaves.get("fund.spent_source", []):
        draft.put("fund.spent_source", number(spent[items["fund_source"]]), items)
    everything: Groups = number(sum(spent.values()))
    draft.spread("fund.spent", everything, rng, lambda items: HEADS.get(items["cost_head"], 0), SMALLEST)
    draft.put("fund.forecast", number(max(sum(everything), _whole(year * rng.uniform(0.95, 1.0)))))


def _budget(weights: dict[str, int], items: Items) -> float:
    """How much comes out of a budget; all of it where the short form does not ask which."""
    return weights.get(items["fund_source"], int(items["fund_source"] == "unspecified"))


def _whole(amount: float) -> int:
    """An amount in the smallest step that is handed out."""
    return int(amount) // SMALLEST * SMALLEST
