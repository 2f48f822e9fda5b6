// A rectangle of cells between the one that has the focus and the one it was stretched to, by keys or by the mouse.

export class Selection {
  constructor(sheet) {
    this.sheet = sheet;
    this.to = null;
    this.wireMouse();
  }

  /** Stretch to a cell; the focus stays where it is. */
  stretch(cell) {
    this.to = cell && cell !== this.sheet.active ? cell : null;
    this.paint();
    if (cell) cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  clear() { if (this.to) { this.to = null; this.paint(); } }

  get head() { return this.to || this.sheet.active; }
  get several() { return Boolean(this.to); }

  /** {top, bottom, left, right} in rows and columns of the sheet. */
  get box() {
    const a = this.sheet.active, b = this.head;
    return { top: Math.min(a.r, b.r), bottom: Math.max(a.r, b.r), left: Math.min(a.c, b.c), right: Math.max(a.c, b.c) };
  }

  /** The cells inside, row by row; places without a cell are undefined. */
  get block() {
    const { top, bottom, left, right } = this.box, block = [];
    for (let r = top; r <= bottom; r += 1) {
      const row = [];
      for (let c = left; c <= right; c += 1) row.push(this.sheet.at(r, c));
      block.push(row);
    }
    return block;
  }

  get cells() { return this.sheet.active ? this.block.flat().filter(Boolean) : []; }

  paint() {
    for (const td of this.sheet.table.querySelectorAll("td.sel")) td.classList.remove("sel");
    if (this.to) for (const cell of this.cells) cell.td.classList.add("sel");
  }

  wireMouse() {
    const sheet = this.sheet;
    const under = (event) => {
      const td = event.target.closest && event.target.closest("td[data-c]");
      return td ? sheet.byElement.get(td.querySelector("input[data-cell], output[data-derived], input[data-note-of]")) : null;
    };
    let dragging = false;
    sheet.table.addEventListener("mousedown", (event) => {
      const cell = under(event);
      if (!cell || event.button) return;
      if (event.shiftKey && sheet.active) { event.preventDefault(); this.stretch(cell); return; }
      this.clear();
      if (cell.el !== event.target) { event.preventDefault(); cell.el.focus(); }
      dragging = !sheet.editing || sheet.active !== cell;
    });
    sheet.table.addEventListener("mouseover", (event) => {
      if (!dragging || !(event.buttons & 1)) return;
      const cell = under(event);
      if (cell && sheet.active && cell !== this.head) { sheet.commit(); getSelection().removeAllRanges(); this.stretch(cell); }
    });
    addEventListener("mouseup", () => { dragging = false; });
  }
}
