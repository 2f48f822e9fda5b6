"""From totals to printed lines: what is added, what is marked, what a share rests on."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.consolidation.fold import Total, fold, own_total
from tienbo.reporting.definitions.cells import Cell, Figure, cell
from tienbo.reporting.definitions.lines import RoundOptions, lines_for
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.output.basis import Basis, coverage_of, paired_sums
from tienbo.reporting.output.snapshot import Amount, Coverage, Line, Table
from tienbo.reporting.output.tables import document_table
from tienbo.reporting.output.tabulate import Figures, tabulate

FORM = load_builtin("vstbcpn-2015")
TERMS = {"party": ("2010-2015", "2015-2020"), "council": ("2011-2016",), "assembly": ("XIII",)}
OPTIONS = RoundOptions("half_year", TERMS)


def members(level: str, column: str = "T") -> Cell:
    return cell("committee.members", {"level": level}, column)


def said(figures: dict[Cell, Figure]) -> dict:
    return {
        tuple(each): (None if figure.value is None else str(figure.value), figure.flag, "")
        for each, figure in figures.items()
    }


def value(number) -> Figure:
    return Figure(None if number is None else Decimal(number))


def printed(table: str, kind: str, units: list[dict[Cell, Figure]], *, before=None, missing=(), sectors=()):
    """Lines by number: the first unit is the report's own, the others are below it."""
    own, *below = units
    totals = fold(own, [{each: own_total(figure) for each, figure in unit.items()} for unit in below],
                  {each: count for count, cells in missing for each in cells}, lambda element: True)  # fmt: skip
    basis = Basis(tuple(said(unit) for unit in units), tuple(missing))
    scope = "consolidated" if basis.has_below else "own"
    lines = lines_for(FORM, table, kind=kind, sectors=frozenset(sectors), options=OPTIONS, scope=scope)
    return {line.number: line for line in tabulate(lines, Figures(FORM, OPTIONS, totals, before or {}, basis))}


def district_and_commune(district, commune, **more):
    return printed("B01", "district", [{members("district"): value(district)}, {members("commune"): value(commune)}],
                   **more)  # fmt: skip


def test_a_total_over_parts_adds_what_is_there_and_says_on_how_many_units_it_rests():
    lines = district_and_commune(7, None)
    assert lines["5"].role == "total"
    assert lines["5"].now["T"] == Amount(Decimal(7))
    assert lines["5"].coverage == Coverage(1, 2)
    assert lines["5.2"].now["T"] == Amount() and lines["5.2"].coverage == Coverage(0, 1)


def test_with_nobody_below_there_is_no_total_before_every_part_is_there():
    heads = [Cell("fund.spent", f"cost_head={item}") for item in FORM.breakdowns["cost_head"].items]
    full = {each: value(1) for each in heads}
    assert printed("B13", "department", [full])["4"].now["T"].value == len(heads)
    assert printed("B13", "department", [full | {heads[0]: value(None)}])["4"].now["T"] == Amount()
    not_applicable = full | {heads[0]: Figure(None, "not_applicable")}
    assert printed("B13", "department", [not_applicable])["4"].now["T"].value == len(heads) - 1


def test_a_unit_that_is_asked_two_parts_counts_as_one_unit():
    bodies = [cell("party.orgs", {"level": level, "term": "2015-2020"}) for level in ("district", "grassroots_other")]
    lines = printed("B02", "district", [{bodies[0]: value(1), bodies[1]: value(3)}, {members("commune"): value(1)}])
    total = next(line for line in lines.values() if line.role == "total" and line.now["T"].value == 4)
    assert total.coverage == Coverage(1, 1)


def test_missing_units_are_in_the_n_but_never_in_the_figure():
    asked = frozenset({members("commune"), members("commune", "F")})
    lines = district_and_commune(7, 5, missing=[(3, asked)])
    assert lines["5"].now["T"].value == 12 and lines["5"].coverage == Coverage(2, 5)


def test_a_share_rests_only_on_units_that_gave_both_parts():
    own = {members("district"): value(10), members("district", "F"): value(5)}
    silent = {members("commune"): value(90), members("commune", "F"): value(None)}
    lines = printed("B01", "district", [own, silent])
    assert lines["5"].now["T"].value == 100 and lines["5"].now["F"] == Amount(Decimal(5), is_partial=True)
    assert lines["5"].share == Decimal("50.00") and lines["5"].share_is_partial
    assert lines["5.2"].share is None


def test_a_share_is_rounded_half_up_to_two_places():
    lines = printed("B01", "district", [{members("district"): value(800), members("district", "F"): value(1)}])
    assert lines["5"].share == Decimal("0.13")


def test_a_mark_stands_alone_only_when_it_holds_for_every_unit():
    def mark(*flags):
        own, below = (Figure(None, flag) if flag else value(None) for flag in flags)
        units = [{members("commune"): own}, {members("commune"): below}]
        return printed("B01", "district", units)["5"].now["T"].mark

    assert mark("not_applicable", "not_applicable") == "not_applicable"
    assert mark("withheld", "withheld") == "withheld"
    assert mark("not_collected", "not_applicable") == "not_collected"
    assert mark("not_collected", "") == ""


def test_a_total_that_holds_an_estimate_is_marked_as_one():
    units = [{members("district"): Figure(Decimal(4), "estimate")}, {members("commune"): value(2)}]
    lines = printed("B01", "district", units)
    assert lines["5"].now["T"] == Amount(Decimal(6), "estimate")
    assert lines["5.1"].now["T"].mark == "estimate" and lines["5.2"].now["T"].mark == ""
    assert lines["5.1"].note == "1 đơn vị ước"


def test_a_correction_shows_in_the_unit_s_own_paper():
    lines = printed("B01", "commune", [{members("commune"): Figure(Decimal(4), "corrected")}])
    assert lines["5"].now["T"].mark == "corrected"


def test_lines_that_nobody_in_the_tree_is_asked_are_left_out_and_headings_with_them():
    lines = printed("B02", "district", [{members("district"): value(1)}, {members("commune"): value(1)}])
    assert lines == {}
    assert set(district_and_commune(1, 1)) == {"5", "5.1", "5.2"}


def test_the_change_is_told_of_women():
    before = {members("district", column): Total(Decimal(number), 1, 1) for column, number in (("T", 9), ("F", 2))}
    now = {members("district"): value(8), members("district", "F"): value(5)}
    line = printed("B01", "district", [now], before=before)["5"]
    assert line.change == 3 and not line.is_not_compared


def test_no_change_is_told_when_the_units_are_not_as_many():
    before = {members("district", column): Total(Decimal(number), 3, 3) for column, number in (("T", 9), ("F", 2))}
    now = {members("district"): value(8), members("district", "F"): value(5)}
    line = printed("B01", "district", [now, now], before=before)["5"]
    assert line.change is None and line.is_not_compared
    assert line.share_before == Decimal("22.22")


def test_figures_of_a_term_are_compared_with_the_term_before_wherever_it_stands():
    def seats(term):
        return cell("party.bch", {"level": "district", "term": term})

    lines = printed("B02", "district", [{seats("2010-2015"): value(30), seats("2015-2020"): value(33)}])
    newer = next(line for line in lines.values() if line.now and line.now["T"].value == 33)
    older = next(line for line in lines.values() if line.now and line.now["T"].value == 30)
    assert newer.before["T"].value == 30 and newer.change == 3
    assert older.before["T"] == Amount() and older.change is None


@pytest.mark.parametrize(("held", "change"), [(12, 3), (11, None), (None, None)])
def test_a_term_is_not_compared_while_bodies_have_yet_to_choose_for_it(held, change):
    def of(element, term):
        return cell(element, {"level": "district", "term": term})

    figures = {of("party.bch", "2010-2015"): value(30), of("party.bch", "2015-2020"): value(33)}
    figures[of("party.orgs", "2015-2020")] = value(12)
    if held is not None:
        figures[of("party.orgs_held", "2015-2020")] = value(held)
    lines = printed("B02", "district", [figures])
    line = next(line for line in lines.values() if line.now and line.now["T"].value == 33)
    assert (line.change, line.is_choosing, line.is_not_compared) == (change, change is None, False)


def test_what_is_never_added_has_its_giver_s_note_as_source():
    target = Cell("strat.housework_ratio")
    unit = {tuple(target): ("1.9", "actual", "Tổng cục Thống kê, 2014")}
    basis = Basis(({}, unit))
    line = next(
        each
        for each in lines_for(FORM, "B14", kind="province", options=RoundOptions("annual", TERMS), scope="consolidated")
        if each.element == target.element
    )
    totals = {target: Total(Decimal("1.9"), 1, 1)}
    (printed_line,) = tabulate([line], Figures(FORM, OPTIONS, totals, {}, basis))
    assert printed_line.source == "Tổng cục Thống kê, 2014"
    assert printed_line.agency == "Cục Thống kê"


FLAGS = st.sampled_from(["actual", "estimate", "not_collected", "not_applicable", "withheld"])


@st.composite
def units_of_a_cell(draw):
    def figure():
        flag = draw(FLAGS)
        number = draw(st.none() | st.integers(0, 50)) if flag in ("actual", "estimate") else None
        return Figure(
            None if number is None else Decimal(number), "actual" if number is None and flag == "estimate" else flag
        )

    return [figure() for _ in range(draw(st.integers(1, 6)))], draw(st.integers(0, 4))


@given(units_of_a_cell())
def test_coverage_counted_from_units_is_the_coverage_of_the_frozen_total(drawn):
    figures, missing = drawn
    target = members("commune")
    own, *below = figures
    total = fold({target: own}, [{target: own_total(each)} for each in below], {target: missing}, lambda _: True)[
        target
    ]
    basis = Basis(tuple(said({target: each}) for each in figures), ((missing, frozenset({target})),))
    assert coverage_of([target], basis) == Coverage(total.reported, total.countable)


@given(st.lists(st.tuples(st.none() | st.integers(0, 99), st.none() | st.integers(0, 99)), min_size=1, max_size=6))
def test_pairs_are_summed_only_where_both_are_given(pairs):
    whole, part = members("commune"), members("commune", "F")
    basis = Basis(tuple(said({whole: value(left), part: value(right)}) for left, right in pairs))
    both = [(left, right) for left, right in pairs if left is not None and right is not None]
    expected = (Decimal(sum(left for left, _ in both)), Decimal(sum(right for _, right in both))) if both else None
    assert paired_sums([(whole, part)], basis) == expected


def line(number: str, note: str = "") -> Line:
    return Line(key=number, number=number, label="x", unit="người", role="entered", note=note)


def test_a_note_of_many_lines_is_said_once_under_the_table():
    lines = (line("1", "1 đơn vị ước"), *(line(number, "1 đơn vị không cung cấp") for number in ("2", "2.1", "3")))
    table = Table("B06", "Đội ngũ", "count", lines)
    assert table.shared_notes == {"1 đơn vị không cung cấp": ("2", "2.1", "3")}
    notes = [row.cells[-1].value for row in document_table(table, {}).rows]
    assert notes == ["1 đơn vị ước", "", "", ""]


@pytest.mark.parametrize(
    ("numbers", "skips"),
    [(("1", "1.1", "1.2", "2", "3"), False), (("3", "7"), True), (("1", "1.1", "1.3"), True), (("1", "3"), True)],
)
def test_numbers_that_are_left_out_are_seen(numbers, skips):
    assert Table("B06", "Đội ngũ", "count", tuple(map(line, numbers))).skips_numbers is skips
