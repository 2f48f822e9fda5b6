"""What a unit has: its committee, party organisations, council and staff. Each body is drawn by itself. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tienbo.demo.figures.draft import Draft
from tienbo.demo.figures.people import NOBODY, Groups, handed_out, number, part, people, together, women_of
from tienbo.demo.figures.sizes import POOL, women_in

AREAS = {"province", "district", "commune"}
# Of so many organisations of a level the congress of the newest term has been held by the end of May.
CONGRESS_BY_MAY = {"province": 0.0, "district": 0.15, "commune": 0.9, "grassroots_other": 0.92}
# Seats of a party committee, and from how many on it has a standing board.
SEATS = {"province": (53, 55), "district": (35, 41), "commune": (11, 15), "grassroots_other": (5, 11)}
BOARD_FROM = 9
STAFF = {
    "province": {"staff.cadre": 40, "staff.civil": 50, "staff.public": 0, "staff.contract": 10},
    "agency": {"staff.cadre": 4, "staff.civil": 68, "staff.public": 16, "staff.contract": 12},
    "district": {"staff.cadre": 12, "staff.civil": 55, "staff.public": 18, "staff.contract": 15},
    "commune": {"staff.commune": 88, "staff.public": 0, "staff.contract": 12},
    "sub_unit": {"staff.cadre": 0, "staff.civil": 2, "staff.public": 83, "staff.contract": 15},
}
DEGREES = {"staff.phd": 0.4, "staff.master": 7, "staff.bachelor": 60, "staff.below": 32.6}
AGES = {"u31": 22, "a31_40": 38, "a41_50": 24, "a51_55": 10, "a56_60": 6, "o60": 0}


def tell_committee(draft: Draft) -> None:
    """One committee of the unit's own level, or an officer in charge where there is none."""
    lasting, passing = draft.lasting("committee"), draft.passing("committee")
    has = int(draft.subject.has_committee)
    for level in draft.levels("committee.required"):
        items = {"level": level}
        heads = people(lasting, has, women_in("lead"))
        deputies = people(lasting, has * lasting.randint(1, 2), (0.3, 0.6))
        # A commune's committee is its vice-chair and the mass organisations; the province's has every department.
        others = {"province": (14, 18), "district": (8, 12), "commune": (3, 6)}.get(level, (3, 7))
        members = people(lasting, has * lasting.randint(*others), (0.3, 0.6))
        staff = {
            element: people(lasting, draft.size(element, lasting), women_in(element))
            for element in ("committee.staff_full", "committee.staff_part")
        }
        for element, groups in (
            ("required", number(1)),
            ("existing", number(has)),
            ("focal_only", number(1 - has)),
            ("heads", heads),
            ("deputies", deputies),
            ("members", together(heads, deputies, members)),
            ("renewed", number(has * int(passing.random() < 0.3))),
            ("with_rules", number(has * int(lasting.random() < 0.85))),
            ("with_plan", number(has * int(passing.random() < 0.9))),
            ("meetings", number(has * passing.randint(1, 2))),
            ("meetings_full", number(has * int(passing.random() < 0.8))),
        ):
            draft.put(f"committee.{element}", groups, items)
        for element, groups in staff.items():
            draft.put(element, groups, items)
    owing = sum(draft.subject.below.values())
    draft.put("committee.reports_due", number(owing))
    draft.put("committee.reports_on_time", number(owing - passing.randint(0, owing // 12)))


@dataclass(frozen=True)
class Organisation:
    """One party organisation in a term: who sits in its committee, none of them twice; NOBODY before its congress."""

    held: bool
    secretary: Groups = NOBODY
    deputies: Groups = NOBODY
    others_on_board: Groups = NOBODY
    others: Groups = NOBODY
    has_board: bool = False

    @property
    def committee(self) -> Groups:
        """Everybody on the committee."""
        return together(self.secretary, self.deputies, self.others_on_board, self.others)

    @property
    def board(self) -> Groups:
        """The standing board, where there is one."""
        return together(self.secretary, self.deputies, self.others_on_board) if self.has_board else NOBODY


def tell_party(draft: Draft) -> None:
    """The party organisations of each level, term by term, and the pool for the next committee."""
    for level in draft.levels("party.orgs"):
        for term in draft.terms("party.orgs"):
            organisations = list(_organisations(draft, level, term))
            _put_organisations(draft, organisations, {"level": level, "term": term})
        pools = _how_many(draft, level)
        rng = draft.lasting(f"pool.party {level}")
        for term in draft.terms("pool.party"):
            size = sum(rng.randint(*POOL[level]) for _ in range(pools))
            draft.put("pool.party", people(rng, size, women_in("pool")), {"level": level, "term": term})


def _how_many(draft: Draft, level: str) -> int:
    """A district reports the organisations of its agencies, which nobody else does; every other unit has its own."""
    agencies = draft.subject.kind == "district" and level == "grassroots_other"
    return draft.lasting("party.orgs").randint(22, 34) if agencies else 1


def _organisations(draft: Draft, level: str, term: str) -> Iterator[Organisation]:
    rng, terms = draft.lasting(f"party {level} {term}"), draft.terms("party.orgs")
    is_under_way = len(terms) > 1 and term == terms[-1] and draft.subject.options.report == "half_year"
    for _ in range(_how_many(draft, level)):
        if is_under_way and rng.random() >= CONGRESS_BY_MAY[level]:
            yield Organisation(held=False)
        else:
            yield _organisation(rng, level)


def _organisation(rng: Random, level: str) -> Organisation:
    seats = rng.randint(*SEATS[level])
    has_board = seats >= BOARD_FROM
    deputies = rng.randint(1, 2) if has_board else 1
    on_board = min(max(seats // 4, 3), 15) - 1 - deputies if has_board else 0
    return Organisation(
        held=True,
        secretary=people(rng, 1, (0.04, 0.1)),
        deputies=people(rng, deputies, (0.08, 0.2)),
        others_on_board=people(rng, on_board, (0.1, 0.25)),
        others=people(rng, seats - 1 - deputies - on_board, (0.15, 0.3)),
        has_board=has_board,
    )


def _put_organisations(draft: Draft, organisations: list[Organisation], items: dict[str, str]) -> None:
    rng = draft.lasting(f"party.bch {items}")
    committee = together(*(each.committee for each in organisations))
    boards = [each.board for each in organisations if each.has_board]
    for element, groups in (
        ("orgs", number(len(organisations))),
        ("orgs_held", number(sum(each.held for each in organisations))),
        ("bch", committee),
        ("bch_first", part(rng, committee, (0.2, 0.4))),
        ("bch_young", part(rng, committee, (0.08, 0.2))),
        ("btv", together(*boards)),
        ("secretary", together(*(each.secretary for each in organisations))),
        ("deputy", together(*(each.deputies for each in organisations))),
        ("committees_15", number(sum(_reaches(each.committee, 15) for each in organisations))),
        ("boards", number(len(boards))),
        ("boards_with_woman", number(sum(women_of(board) >= 1 for board in boards))),
    ):
        draft.put(f"party.{element}", groups, items)


def _reaches(groups: Groups, percent: int) -> bool:
    """Whether women are at least so many in a hundred of somebody: tested on whole numbers."""
    return sum(groups) > 0 and women_of(groups) * 100 >= percent * sum(groups)


def tell_government(draft: Draft) -> None:
    """The council and the people's committee of an area, and which of them a woman leads."""
    if draft.subject.kind not in AREAS:
        return
    level, rng = draft.subject.kind, draft.lasting("government")
    places = {"level": level}
    chair, vice = people(rng, 1, (0.05, 0.15)), people(rng, 1, (0.1, 0.3))
    # Councils of communes have no boards of their own.
    heads = people(rng, {"province": 6, "district": 4}.get(level, 0), (0.15, 0.35))
    seats = {"province": (48, 50), "district": (30, 38), "commune": (19, 25)}[level]
    deputies = together(chair, vice, heads, people(rng, rng.randint(*seats) - 2 - sum(heads), women_in("elect")))
    for term in draft.terms("elect.pc_deputies"):
        for element, groups in (("deputies", deputies), ("chair", chair), ("vice", vice), ("heads", heads)):
            draft.put(f"elect.pc_{element}", groups, places | {"term": term})
    first = people(rng, 1, (0.03, 0.08))
    vices = people(rng, {"province": 3, "district": 2}.get(level, rng.randint(1, 2)), (0.1, 0.3))
    others = people(rng, {"province": 6, "district": 5}.get(level, 2), (0.1, 0.25))
    for element, groups in (("chair", first), ("vice", vices), ("members", together(first, vices, others))):
        draft.put(f"lead.pcom_{element}", groups, places)
    council_led, committee_led = (int(women_of(pair) > 0) for pair in (together(chair, vice), together(first, vices)))
    draft.put("body.state", number(2), places)
    draft.put("body.state_woman", number(council_led + committee_led), places)
    draft.put("body.council_woman", number(council_led), places)


def tell_staff(draft: Draft) -> None:
    """The staff, split by kind, degree and age; and how many of the unit's bodies reach 30% of women."""
    if "staff.all" in draft.leaves:
        lasting, passing = draft.lasting("staff"), draft.passing("staff")
        # A few more came within the year.
        came = people(passing, passing.randint(0, 2), (0.4, 0.6))
        everybody = together(people(lasting, draft.size("staff.all", lasting), women_in("staff.all")), came)
        draft.put("staff.all", everybody)
        _split(draft, lasting, everybody, STAFF.get(draft.subject.kind, STAFF["agency"]))
        _split(draft, lasting, everybody, DEGREES)
        draft.spread("staff.age", everybody, lasting, lambda items: AGES.get(items["age_band"], 1))
        draft.put("staff.theory_high", part(lasting, everybody, (0.05, 0.15)))
        draft.put("staff.theory_mid", part(lasting, everybody, (0.2, 0.35)))
        if draft.subject.kind != "commune":
            draft.put("party.members", part(lasting, everybody, (0.5, 0.75)))
    _tell_bodies(draft)


def _split(draft: Draft, rng: Random, everybody: Groups, weights: dict[str, float]) -> None:
    """Everybody in one of these rows, of those that the unit is asked."""
    asked = {element: weight for element, weight in weights.items() if element in draft.leaves}
    if asked:
        for element, share in zip(asked, handed_out(rng, everybody, list(asked.values())), strict=True):
            draft.put(element, share)


def _tell_bodies(draft: Draft) -> None:
    """A unit that counts itself alone is judged by its own staff; one that counts several knows of each."""
    rng = draft.lasting("body.all")
    for level in draft.levels("body.all"):
        count = draft.size("body.all", rng)
        reach = int(_reaches(draft.total("staff.all"), 30)) if count == 1 else round(count * rng.uniform(0.4, 0.7))
        led = sum(rng.random() < 0.6 for _ in range(reach))
        for element, bodies in (("all", count), ("women30", reach), ("women30_woman", led)):
            draft.put(f"body.{element}", number(bodies), {"level": level})
