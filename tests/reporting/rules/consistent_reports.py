"""Random reports whose figures agree with one another: built so, not filtered.

People are drawn as three groups that do not overlap (men, other women, minority women); T, F and FM are sums of
them, so that taking a part of each group gives a part of every column.
"""

from decimal import Decimal
from random import Random

from tienbo.reporting.definitions.cells import Figure, cell, parse_breakdown
from tienbo.reporting.definitions.lines import all_lines_for

MEN, WOMEN, MINORITY = range(3)
# Rows that break another one down completely, and the check that says so.
SPLITS = {
    "staff.all": [
        ["staff.cadre", "staff.civil", "staff.public", "staff.commune", "staff.contract"],
        ["staff.phd", "staff.master", "staff.bachelor", "staff.below"],
        ["staff.age"],
    ],
    "comm.attendances": [["comm.attendances_group"]],
    "fund.spent": [["fund.spent_source"]],
}
# Rows that lie inside another one and do not overlap, in the order in which they take their part of it.
DISJOINT = [
    ("party.bch", ["party.secretary", "party.deputy"]),
    ("lead.pcom_members", ["lead.pcom_chair", "lead.pcom_vice"]),
]
# Rows that never exceed the one before them.
STEPS = ["pipe.reviewed", "pipe.introduced", "pipe.accepted"]
SPECIAL = {"committee.heads", "committee.deputies", "committee.members", "committee.existing", "train.staff_ever"}


class Draft:
    """A report in the making: groups of people, or a single number, by element and line."""

    def __init__(self, definition, rng: Random, **unit) -> None:
        self.definition, self.rng = definition, rng
        self.lines = [line for line in all_lines_for(definition, **unit) if line.is_entered]
        self.items = {}
        for line in self.lines:
            self.items.setdefault(line.element, []).append(parse_breakdown(line.breakdown))
        self.drawn: dict[tuple[str, int], list[int]] = {}

    def has(self, element):
        return element in self.items

    def put(self, element, place, groups):
        self.drawn[element, place] = groups

    def some(self, most=30):
        return [self.rng.randint(1, most) for _ in range(3)]

    def part(self, groups):
        return [self.rng.randint(0, people) for people in groups]

    def total(self, element, items):
        """The sum over the lines of an element that match the items it knows."""
        row = self.definition.row_by_code[element]
        wanted = {name: item for name, item in items.items() if name in row.line_dimensions}.items()
        found = [self.drawn[element, place] for place, own in enumerate(self.items[element]) if wanted <= own.items()]
        return [sum(groups) for groups in zip(*found, strict=True)]

    def figures(self):
        """The drawn numbers in their cells."""
        result = {}
        for line in self.lines:
            items = parse_breakdown(line.breakdown)
            groups = self.drawn[line.element, self.items[line.element].index(items)]
            values = {
                "T": sum(groups),
                "value": sum(groups),
                "F": groups[WOMEN] + groups[MINORITY],
                "FM": groups[MINORITY],
            }
            for column in line.columns:
                result[cell(line.element, items, column)] = Figure(Decimal(values[column]))
        return result


def consistent_report(definition, rng: Random, **unit):
    """The figures of a report without any finding; `unit` is what `all_lines_for` takes."""
    draft = Draft(definition, rng, **unit)
    _committees(draft)
    _independent_rows(draft)
    for whole, families in SPLITS.items():
        for family in families:
            _split(draft, whole, family)
    for whole, parts in DISJOINT:
        _disjoint(draft, whole, parts)
    _rows_inside(draft)
    _balances(draft)
    _bodies_tested(draft)
    return draft.figures()


def _later(definition):
    """Rows that are not drawn by themselves."""
    split = {element for families in SPLITS.values() for family in families for element in family}
    disjoint = {part for _, parts in DISJOINT for part in parts}
    inside = {row.code for row in definition.rows() if row.of is not None}
    return split | disjoint | inside | SPECIAL


def _committees(draft):
    for place, items in enumerate(draft.items.get("committee.required", ())):
        draft.put("committee.required", place, draft.some(5))
        existing = sum(draft.part(draft.total("committee.required", items)))
        draft.put("committee.existing", place, [existing, 0, 0])
        heads = draft.rng.randint(0, existing)
        taken = [existing - heads, heads, 0]
        deputies = draft.some(5)
        if draft.has("committee.heads"):
            draft.put("committee.heads", place, taken)
            draft.put("committee.deputies", place, deputies)
        members = [sum(groups) for groups in zip(taken, deputies, draft.some(), strict=True)]
        draft.put("committee.members", place, members)


def _independent_rows(draft):
    later = _later(draft.definition)
    for element, leaves in draft.items.items():
        if element not in later and element != "committee.required":
            for place in range(len(leaves)):
                draft.put(element, place, draft.some())
    for before, step in zip(STEPS, STEPS[1:], strict=False):
        if draft.has(step):
            draft.put(step, 0, draft.part(draft.total(before, {})))
    for place in range(len(draft.items.get("train.staff_ever", ()))):
        staff = zip(draft.total("committee.staff_full", {}), draft.total("committee.staff_part", {}), strict=True)
        draft.put("train.staff_ever", place, draft.part([sum(groups) for groups in staff]))


def _split(draft, whole, family):
    """Hand every person of the whole to one line of the family."""
    lines = [(element, place) for element in family if draft.has(element) for place in range(len(draft.items[element]))]
    if not draft.has(whole) or not lines:
        return
    shares = {line: [0, 0, 0] for line in lines}
    for group, people in enumerate(draft.total(whole, {})):
        for _ in range(people):
            shares[draft.rng.choice(lines)][group] += 1
    for line, groups in shares.items():
        draft.put(*line, groups)


def _disjoint(draft, whole, parts):
    for place, items in enumerate(draft.items.get(whole, ())):
        left = draft.total(whole, items)
        for part in parts:
            if draft.has(part):
                taken = draft.part(left)
                left = [groups - some for groups, some in zip(left, taken, strict=True)]
                draft.put(part, place, taken)


def _rows_inside(draft):
    """Rows of which another one is the whole, the outer ones first."""
    waiting = [row for row in draft.definition.rows() if row.of is not None and draft.has(row.code)]
    while waiting:
        row = waiting.pop(0)
        if any(other.code == row.of for other in waiting):
            waiting.append(row)
            continue
        for place, items in enumerate(draft.items[row.code]):
            if (row.code, place) in draft.drawn:
                continue
            groups = draft.total(row.of, items) if draft.has(row.of) else draft.some()
            # Every case of violence has a form: the first form takes them all.
            draft.put(row.code, place, groups if row.code == "viol.forms" and place == 0 else draft.part(groups))


def _balances(draft):
    if draft.has("insp.rec_open_end"):
        there = sum(draft.total("insp.rec_open_start", {})) + sum(draft.total("insp.rec_raised", {}))
        closed = draft.rng.randint(0, there)
        draft.put("insp.rec_closed", 0, [closed, 0, 0])
        draft.put("insp.rec_open_end", 0, [there - closed, 0, 0])
    if draft.has("viol.survivors"):
        households = draft.part(draft.total("viol.survivors", {}))
        if draft.has("viol.households"):
            draft.put("viol.households", 0, households)
    spent = sum(draft.total("fund.spent", {}))
    draft.put("fund.allocated", 0, [spent, draft.rng.randint(0, 9), 0])
    if draft.has("fund.forecast"):
        draft.put("fund.forecast", 0, [spent, draft.rng.randint(0, 9), 0])


def _bodies_tested(draft):
    """Where there is one body, whether it meets the condition follows from its own people."""
    conditions = {
        "party.committees_15": ("party.orgs_held", "party.bch", lambda total, women: women * 100 >= 15 * total),
        "party.boards_with_woman": ("party.boards", "party.btv", lambda total, women: women >= 1),
        "body.women30": ("body.all", "staff.all", lambda total, women: women * 100 >= 30 * total),
    }
    for element, (counted, people, meets) in conditions.items():
        for place, items in enumerate(draft.items.get(element, ())):
            if sum(draft.total(counted, items)) == 1 and draft.has(people):
                men, women, minority = draft.total(people, items)
                fits = meets(men + women + minority, women + minority)
                draft.put(element, place, [int(fits), 0, 0])
                if element == "body.women30":
                    draft.put("body.women30_woman", place, [0, 0, 0])
