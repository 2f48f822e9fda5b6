"""How large the figures of a row are, by the kind of unit, and how many of the people are women. Pure data.

Of the order of Cao Bằng around 2015; not counted anywhere.
"""

from tienbo.demo.figures.people import Range

Sizes = tuple[int, int]

# Where the five sizes of a row stand: the province's own bodies, an agency, a district's bodies, a commune, a sub-unit.
COLUMN = {"province": 0, "department": 1, "mass_org": 1, "party_body": 1, "district": 2, "commune": 3, "sub_unit": 4}
NONE, ONE, MAYBE = (0, 0), (1, 1), (0, 1)

SIZES: dict[str, tuple[Sizes, Sizes, Sizes, Sizes, Sizes]] = {
    "committee.staff_full": (ONE, NONE, NONE, NONE, NONE),
    "committee.staff_part": ((1, 2), (1, 2), (1, 2), ONE, ONE),
    "committee.documents": ((4, 9), (1, 4), (3, 7), (0, 2), (0, 2)),
    "elect.na_official": ((10, 12), NONE, NONE, NONE, NONE),
    "elect.na_deputies": ((6, 6), NONE, NONE, NONE, NONE),
    "elect.pc_nominated": ((90, 110), NONE, (60, 80), (35, 45), NONE),
    "elect.pc_official": ((80, 90), NONE, (50, 60), (30, 40), NONE),
    "lead.dept_head": (NONE, ONE, NONE, NONE, NONE),
    "lead.dept_deputy": (NONE, (2, 4), NONE, NONE, NONE),
    "lead.div_head": ((1, 3), (5, 9), (11, 13), NONE, NONE),
    "lead.div_deputy": ((1, 4), (6, 14), (14, 22), NONE, NONE),
    "lead.service_head": (MAYBE, (1, 6), (24, 40), NONE, ONE),
    "lead.service_deputy": ((0, 2), (2, 10), (26, 52), NONE, (1, 3)),
    "lead.party_body": ((3, 6), (2, 4), (2, 5), NONE, NONE),
    "lead.mass_head": (NONE, ONE, (6, 6), (6, 6), NONE),
    "lead.mass_deputy": (NONE, (2, 3), (7, 11), (6, 8), NONE),
    "body.all": (ONE, ONE, (20, 24), (7, 8), NONE),
    "staff.all": ((14, 22), (28, 75), (95, 150), (20, 25), (30, 90)),
    "party.members": (NONE, NONE, NONE, (95, 260), NONE),
    "party.admitted": (MAYBE, (0, 3), (2, 6), (1, 7), (0, 3)),
    "pool.lead": ((4, 8), (6, 14), (22, 36), (4, 9), NONE),
    "pipe.reviewed": ((2, 4), (1, 5), (5, 14), (1, 4), (1, 4)),
    "pipe.recruited": (MAYBE, (0, 3), (1, 6), NONE, (0, 3)),
    "pipe.appointed": (MAYBE, (0, 3), (1, 5), MAYBE, MAYBE),
    "pipe.reappointed": (MAYBE, (0, 3), (1, 5), MAYBE, MAYBE),
    "pipe.rotated": (NONE, (0, 2), (0, 4), NONE, NONE),
    "pipe.upgraded": ((0, 2), (0, 4), (1, 6), NONE, (0, 4)),
    "train.classes": ((1, 3), (0, 2), (1, 3), MAYBE, MAYBE),
    "train.candidates": ((20, 30), (0, 3), (15, 25), (5, 9), MAYBE),
    "train.theory_high": (MAYBE, (0, 2), (1, 3), NONE, MAYBE),
    "train.theory_mid": (MAYBE, (0, 3), (2, 6), (0, 2), (0, 2)),
    "train.degree": (MAYBE, (0, 3), (1, 5), (0, 2), (0, 3)),
    "train.admin": (MAYBE, (0, 4), (2, 6), (0, 2), (0, 2)),
    "train.exchange": (ONE, MAYBE, MAYBE, NONE, NONE),
    "roster.trainers": ((2, 5), (0, 2), (0, 2), NONE, NONE),
    "roster.speakers": ((4, 8), (1, 3), (3, 8), (0, 2), MAYBE),
    "roster.collaborators": (NONE, (0, 3), (0, 4), (5, 14), (0, 2)),
    "comm.events": ((2, 5), (1, 4), (3, 7), (0, 3), (0, 2)),
    "comm.features": (MAYBE, MAYBE, MAYBE, NONE, NONE),
    "comm.articles": ((3, 8), (1, 8), (4, 12), NONE, (0, 3)),
    "comm.programmes": ((1, 3), (0, 2), (2, 6), NONE, NONE),
    "comm.loudspeaker": (NONE, NONE, (6, 16), (4, 26), NONE),
    "comm.billboards": ((0, 2), MAYBE, (0, 3), MAYBE, NONE),
    "comm.banners": ((2, 5), (1, 4), (4, 12), (1, 5), (0, 2)),
    "comm.posters": ((0, 100), (0, 30), (20, 100), (0, 10), (0, 10)),
    "comm.leaflets": ((500, 2000), (0, 300), (200, 900), (0, 120), (0, 60)),
    "comm.books": ((100, 400), (0, 60), (20, 120), (0, 10), (0, 10)),
    "viol.cases": (NONE, NONE, (1, 4), (0, 3), NONE),
    "viol.places_trusted": (NONE, NONE, NONE, (1, 6), NONE),
    "viol.places_shelter": (NONE, NONE, MAYBE, NONE, NONE),
    "viol.models": (NONE, NONE, MAYBE, (0, 3), NONE),
    "adv.proposed": ((2, 5), (0, 3), (1, 4), (0, 2), MAYBE),
    "adv.urgent": ((0, 2), MAYBE, MAYBE, NONE, NONE),
    "adv.target_change": (MAYBE, MAYBE, MAYBE, NONE, NONE),
    "main.programmes": ((2, 5), (0, 3), (1, 5), (0, 2), MAYBE),
    "main.legal": ((1, 3), (0, 2), (0, 2), NONE, NONE),
    "policy.active": ((1, 2), MAYBE, MAYBE, NONE, NONE),
    "model.active": (MAYBE, MAYBE, (1, 3), (0, 2), MAYBE),
    "stat.datasets": ((1, 3), (0, 2), (1, 3), NONE, NONE),
    "fund.final_prev": ((150, 280), (8, 40), (45, 90), (2, 7), (2, 8)),
    "strat.jobs": (NONE, (9500, 11500), NONE, NONE, NONE),
    "strat.firm_owners": (NONE, (750, 950), NONE, NONE, NONE),
    "strat.rural_women": (NONE, (92000, 98000), NONE, NONE, NONE),
    "strat.loan_need": (NONE, (17000, 21000), NONE, NONE, NONE),
    "strat.pop_15_40": (NONE, (150000, 160000), NONE, NONE, NONE),
    "strat.births": (NONE, (8200, 9000), NONE, NONE, NONE),
    "strat.maternal_deaths": (NONE, (1, 4), NONE, NONE, NONE),
    "strat.pmtct": (NONE, (5200, 6400), NONE, NONE, NONE),
    "strat.abortions": (NONE, (1400, 1900), NONE, NONE, NONE),
    "strat.stations": (NONE, (14, 14), NONE, NONE, NONE),
    "strat.housework_ratio": (NONE, (2, 3), NONE, NONE, NONE),
    "strat.trafficked": (NONE, (20, 45), NONE, NONE, NONE),
}
ELSEWHERE: Sizes = (0, 2)
# Whether the unit itself is one of those counted.
YES_OR_NO = ("pipe.units_reviewed", "pipe.units_roadmap", "insp.self", "plan5.reviewed", "plan5.issued")
# A pool holds somewhat more than the seats of the committee it is for.
POOL: dict[str, Sizes] = {
    "province": (62, 74),
    "district": (44, 54),
    "commune": (16, 22),
    "grassroots_other": (8, 14),
}

WOMEN: dict[str, Range] = {
    "committee.staff_full": (0.7, 1.0),
    "committee.staff_part": (0.6, 0.9),
    "elect": (0.22, 0.34),
    "lead": (0.12, 0.3),
    "lead.mass_head": (0.25, 0.45),
    "lead.mass_deputy": (0.3, 0.5),
    "staff.all": (0.32, 0.55),
    "party.members": (0.3, 0.42),
    "party.admitted": (0.35, 0.55),
    "pool": (0.2, 0.35),
    "train.attendances": (0.5, 0.75),
    "comm.attendances": (0.45, 0.68),
    "roster": (0.5, 0.8),
    "viol.survivors": (0.88, 1.0),
    "viol.perpetrators": (0.0, 0.06),
    "policy.beneficiaries": (0.8, 1.0),
    "model.people": (0.6, 0.9),
    "strat.firm_owners": (0.2, 0.3),
    "strat.births": (0.465, 0.475),
    "strat.pop_15_40": (0.48, 0.5),
    "strat.trafficked": (0.9, 1.0),
}
HALF: Range = (0.35, 0.5)


def size_of(element: str, kind: str) -> Sizes:
    """The least and the most of a row at a kind of unit."""
    sizes = SIZES.get(element)
    return sizes[COLUMN[kind]] if sizes else ELSEWHERE


def women_in(element: str) -> Range:
    """The least and the most share of women: of the row, else of its family, else a little under a half."""
    return WOMEN.get(element) or WOMEN.get(element.partition(".")[0]) or HALF
