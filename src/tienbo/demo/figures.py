"""Invented reports whose figures agree with one another: built so, not filtered. Marked illustrative where they show.

People are drawn as three groups that do not overlap (men, other women, minority women); T, F and FM are sums of them,
so taking a part of each group gives a part of every column. Sizes are of the order of a commune, a district or a
department of Cao Bằng; they describe nobody.
"""

from decimal import Decimal
from random import Random

from tienbo.reporting.definitions.cells import Cell, Figure, cell, parse_breakdown
from tienbo.reporting.definitions.lines import all_lines_for

MEN, WOMEN, MINORITY = range(3)
Groups = list[int]

# Rows that break another one down completely, and rows that lie inside another one without overlapping.
SPLITS = {
    "staff.all": [
        ["staff.cadre", "staff.civil", "staff.public", "staff.commune", "staff.contract"],
        ["staff.phd", "staff.master", "staff.bachelor", "staff.below"],
        ["staff.age"],
    ],
    "comm.attendances": [["comm.attendances_group"]],
    "fund.spent": [["fund.spent_source"]],
}
DISJOINT = [
    ("party.bch", ["party.secretary", "party.deputy"]),
    ("lead.pcom_members", ["lead.pcom_chair", "lead.pcom_vice"]),
]
SPECIAL = {"committee.heads", "committee.deputies", "committee.members", "committee.existing", "train.staff_ever"}

# The least and the most of a row's line: for a commune or sub-unit, and for everybody else. An office is one body.
ONCE = (1, 1)
SIZES: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "party.orgs": (ONCE, ONCE),
    "party.boards": (ONCE, ONCE),
    "party.bch": ((11, 15), (27, 39)),
    "elect.pc_deputies": ((20, 30), (30, 45)),
    "elect.na_deputies": ((6, 6), (6, 6)),
    "lead.pcom_members": ((4, 5), (7, 9)),
    "lead.dept_head": (ONCE, ONCE),
    "lead.dept_deputy": ((2, 3), (2, 4)),
    "lead.div_head": ((1, 2), (6, 13)),
    "lead.div_deputy": ((1, 2), (8, 18)),
    "lead.service_head": (ONCE, (3, 9)),
    "lead.service_deputy": ((1, 2), (3, 12)),
    "lead.party_body": ((1, 3), (3, 8)),
    "body.state": (ONCE, ONCE),
    "body.all": (ONCE, ONCE),
    "body.council_woman": ((0, 1), (0, 1)),
    "staff.all": ((19, 25), (60, 240)),
    "party.members": ((60, 240), (80, 400)),
    "party.admitted": ((0, 6), (2, 20)),
    "pool.party": ((15, 22), (35, 55)),
    "pool.lead": ((4, 9), (12, 40)),
    "pipe.reviewed": ((1, 6), (3, 20)),
    "comm.events": ((0, 4), (0, 6)),
    "comm.attendances": ((40, 400), (150, 900)),
    "comm.articles": ((0, 4), (2, 30)),
    "comm.loudspeaker": ((4, 40), (20, 120)),
    "comm.banners": ((1, 8), (4, 30)),
    "comm.posters": ((0, 30), (0, 200)),
    "comm.leaflets": ((0, 300), (100, 2000)),
    "comm.books": ((0, 20), (0, 150)),
    "train.classes": ((0, 1), (0, 3)),
    "train.attendances": ((0, 40), (20, 150)),
    "viol.survivors": ((0, 2), (0, 5)),
    "viol.perpetrators": ((0, 2), (0, 5)),
    "viol.cases": ((0, 2), (0, 5)),
    "viol.places_trusted": ((1, 6), (3, 12)),
    "policy.beneficiaries": ((0, 20), (10, 200)),
    "model.people": ((10, 40), (20, 150)),
    "insp.scope": ((1, 8), (4, 20)),
    "committee.documents": ((1, 3), (2, 9)),
}
DEFAULT = ((0, 3), (0, 8))
MILLION = 1_000_000


class Draft:
    """A report in the making: groups of people, or a single number, by element and line."""

    def __init__(self, definition, rng: Random, **unit) -> None:
        self.definition, self.rng = definition, rng
        self.is_small = unit.get("variant") == "short"
        self.lines = [line for line in all_lines_for(definition, **unit) if line.is_entered]
        self.items: dict[str, list[dict[str, str]]] = {}
        for line in self.lines:
            self.items.setdefault(line.element, []).append(parse_breakdown(line.breakdown))
        self.drawn: dict[tuple[str, int], Groups] = {}

    def draw(self, element: str) -> Groups:
        """A number of the row's size, as three groups of people; money in whole millions of đồng."""
        small, large = SIZES.get(element, DEFAULT)
        low, high = small if self.is_small else large
        total = self.rng.randint(low, high)
        if self.definition.row_by_code[element].kind == "money":
            return [total * MILLION, 0, 0]
        women = round(total * self.rng.uniform(0.12, 0.5))
        minority = round(women * self.rng.uniform(0.6, 0.95))
        return [total - women, women - minority, minority]

    def part(self, groups: Groups, most: float = 1.0) -> Groups:
        """A part of each group."""
        return [self.rng.randint(0, int(people * most)) for people in groups]

    def total(self, element: str, items: dict[str, str]) -> Groups:
        """The sum over the lines of an element that match the items it knows."""
        row = self.definition.row_by_code[element]
        wanted = {name: item for name, item in items.items() if name in row.line_dimensions}.items()
        found = [self.drawn[element, place] for place, own in enumerate(self.items[element]) if wanted <= own.items()]
        return [sum(groups) for groups in zip(*found, strict=True)]

    def figures(self) -> dict[Cell, Figure]:
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


def invented_report(definition, rng: Random, **unit) -> dict[Cell, Figure]:
    """The figures of a report without any error; `unit` is what `all_lines_for` takes."""
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


def _later(definition) -> set[str]:
    """Rows that are not drawn by themselves."""
    split = {element for families in SPLITS.values() for family in families for element in family}
    disjoint = {part for _, parts in DISJOINT for part in parts}
    inside = {row.code for row in definition.rows() if row.of is not None}
    return split | disjoint | inside | SPECIAL


def _committees(draft: Draft) -> None:
    """One committee at the unit's own level, with one head and a deputy or two."""
    for place in range(len(draft.items.get("committee.required", ()))):
        draft.drawn["committee.required", place] = [1, 0, 0]
        draft.drawn["committee.existing", place] = [1, 0, 0]
        head = draft.rng.choice([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
        deputies = draft.rng.choice([[1, 0, 0], [0, 0, 1], [1, 0, 1]])
        if ("committee.heads") in draft.items:
            draft.drawn["committee.heads", place] = head
            draft.drawn["committee.deputies", place] = deputies
        others = [draft.rng.randint(2, 5), draft.rng.randint(0, 2), draft.rng.randint(1, 4)]
        draft.drawn["committee.members", place] = [sum(each) for each in zip(head, deputies, others, strict=True)]


def _independent_rows(draft: Draft) -> None:
    later = _later(draft.definition)
    for element, leaves in draft.items.items():
        if element not in later and element != "committee.required":
            for place in range(len(leaves)):
                draft.drawn[element, place] = draft.draw(element)
    for place in range(len(draft.items.get("train.staff_ever", ()))):
        staff = zip(draft.total("committee.staff_full", {}), draft.total("committee.staff_part", {}), strict=True)
        draft.drawn["train.staff_ever", place] = draft.part([sum(groups) for groups in staff])


def _split(draft: Draft, whole: str, family: list[str]) -> None:
    """Hand the whole to the lines of the family, group by group, with nothing left over."""
    lines = [
        (element, place) for element in family if element in draft.items for place in range(len(draft.items[element]))
    ]
    if whole not in draft.items or not lines:
        return
    shares = {line: [0, 0, 0] for line in lines}
    for group, people in enumerate(draft.total(whole, {})):
        step = MILLION if people >= MILLION else 1
        for _ in range(people // step):
            shares[draft.rng.choice(lines)][group] += step
    draft.drawn.update(shares)


def _disjoint(draft: Draft, whole: str, parts: list[str]) -> None:
    """One leader and one or two deputies out of the whole."""
    for place, items in enumerate(draft.items.get(whole, ())):
        left = draft.total(whole, items)
        for wanted, part in enumerate(parts, start=1):
            if part in draft.items:
                taken = [0, 0, 0]
                for _ in range(wanted):
                    group = draft.rng.choice([MEN, MEN, WOMEN, MINORITY])
                    if taken[group] < left[group]:
                        taken[group] += 1
                left = [people - some for people, some in zip(left, taken, strict=True)]
                draft.drawn[part, place] = taken


def _rows_inside(draft: Draft) -> None:
    """Rows of which another one is the whole, the outer ones first."""
    waiting = [row for row in draft.definition.rows() if row.of is not None and row.code in draft.items]
    while waiting:
        row = waiting.pop(0)
        if any(other.code == row.of for other in waiting):
            waiting.append(row)
            continue
        for place, items in enumerate(draft.items[row.code]):
            if (row.code, place) in draft.drawn:
                continue
            groups = draft.total(row.of, items) if row.of in draft.items else draft.draw(row.code)
            # Every case of violence has a form: the first form takes them all.
            takes_all = row.code == "viol.forms" and place == 0
            draft.drawn[row.code, place] = groups if takes_all else draft.part(groups)


def _balances(draft: Draft) -> None:
    if "insp.rec_open_end" in draft.items:
        there = sum(draft.total("insp.rec_open_start", {})) + sum(draft.total("insp.rec_raised", {}))
        closed = draft.rng.randint(0, there)
        draft.drawn["insp.rec_closed", 0] = [closed, 0, 0]
        draft.drawn["insp.rec_open_end", 0] = [there - closed, 0, 0]
    if "viol.survivors" in draft.items and "viol.households" in draft.items:
        draft.drawn["viol.households", 0] = draft.part(draft.total("viol.survivors", {}))
    if "fund.allocated" in draft.items:
        spent = sum(draft.total("fund.spent", {}))
        for place in range(len(draft.items["fund.allocated"])):
            draft.drawn["fund.allocated", place] = [spent if place == 0 else 0, 0, 0]
        for place in range(len(draft.items.get("fund.forecast", ()))):
            draft.drawn["fund.forecast", place] = [spent + 10 * MILLION, 0, 0]


def _bodies_tested(draft: Draft) -> None:
    """Where there is one body, whether it meets the condition follows from its own people."""
    conditions = {
        "party.committees_15": ("party.orgs_held", "party.bch", lambda total, women: women * 100 >= 15 * total),
        "party.boards_with_woman": ("party.boards", "party.btv", lambda total, women: women >= 1),
        "body.women30": ("body.all", "staff.all", lambda total, women: women * 100 >= 30 * total),
    }
    for element, (counted, people, meets) in conditions.items():
        for place, items in enumerate(draft.items.get(element, ())):
            if sum(draft.total(counted, items)) == 1 and people in draft.items:
                men, women, minority = draft.total(people, items)
                fits = meets(men + women + minority, women + minority)
                draft.drawn[element, place] = [int(fits), 0, 0]
                if element == "body.women30" and "body.women30_woman" in draft.items:
                    draft.drawn["body.women30_woman", place] = draft.part([int(fits), 0, 0])
