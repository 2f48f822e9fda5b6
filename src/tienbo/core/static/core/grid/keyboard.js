// Keys as in a spreadsheet. Two ways of being in a cell: moving (arrows go to the next cell, typing replaces) and
// editing (F2 or a double click: arrows move inside the text).

const PAGE = 10;

export function wireKeyboard(sheet, selection, openMenu) {
  let tabbedFrom = null;

  function activate(cell) {
    sheet.active = cell;
    sheet.editing = false;
    sheet.typing = false;
    for (const head of sheet.table.querySelectorAll("th.here")) head.classList.remove("here");
    const head = sheet.heads.get(cell.key);
    if (head) head.classList.add("here");
    cell.tr.querySelector("th").classList.add("here");
    if (cell.el.select && cell.kind !== "note") cell.el.select();
    sheet.says.where(cell);
  }

  function edit(cell) {
    if (cell.kind === "derived") return;
    sheet.editing = true;
    selection.clear();
    cell.el.classList.add("editing");
    const end = cell.el.value.length;
    cell.el.setSelectionRange(end, end);
  }

  /** The next cell that way; `entered`: passing over computed ones. */
  function next(from, dr, dc, entered = false) {
    let r = from.r + dr, c = from.c + dc;
    while (r >= 0 && r < sheet.rows.length && c >= 0 && c < sheet.keys.length) {
      const cell = sheet.at(r, c);
      if (cell && (!entered || cell.kind !== "derived")) return cell;
      r += dr;
      c += dc;
    }
    return null;
  }

  /** Tab goes on to the next row, and out of the table at its end: the keyboard is never trapped. */
  function nextByTab(from, back) {
    const all = sheet.rows.flat().filter((cell) => cell && cell.kind !== "derived");
    const step = back ? -1 : 1;
    let place = all.indexOf(from);
    if (place < 0) return next(from, 0, step, true);
    return all[place + step] || null;
  }

  function edge(from, dr, dc) {
    let cell = from, further;
    while ((further = next(cell, dr, dc))) cell = further;
    return cell;
  }

  function go(cell, stretching = false) {
    if (!cell) return;
    if (stretching) { sheet.commit(); selection.stretch(cell); return; }
    selection.clear();
    cell.el.focus();
  }

  function enter(back) {
    const from = sheet.active;
    const column = tabbedFrom !== null && !back ? tabbedFrom : from.c;
    tabbedFrom = null;
    let target = next(from, back ? -1 : 1, 0, true);
    if (column !== from.c) {
      for (let r = from.r + 1; r < sheet.rows.length; r += 1) {
        const cell = sheet.at(r, column);
        if (cell && cell.kind !== "derived") { target = cell; break; }
      }
    }
    sheet.commit();
    if (target) go(target); else activate(from);
  }

  function clear() {
    const figures = selection.cells.filter((cell) => cell.kind === "figure");
    sheet.apply(figures.map((cell) => ({ cell, text: "", flag: "" })));
    for (const cell of figures) if (cell.el.value) sheet.show(cell);
  }

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function withCommand(event) {
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) { undoHere(event); return true; }
    if (key === "y" || (key === "z" && event.shiftKey)) { event.preventDefault(); sheet.commit(); sheet.redo(); return true; }
    if (sheet.editing) return false;
    const corner = { Home: [0, 0], End: [sheet.rows.length - 1, sheet.keys.length - 1] }[event.key];
    if (corner) {
      event.preventDefault();
      const all = sheet.rows.flat().filter(Boolean);
      go(event.key === "Home" ? all[0] : all[all.length - 1], event.shiftKey);
      return true;
    }
    if (MOVES[event.key]) { event.preventDefault(); go(edge(selection.head, ...MOVES[event.key]), event.shiftKey); return true; }
    if (key === "a") {
      event.preventDefault();
      const all = sheet.rows.flat().filter(Boolean);
      go(all[0]);
      selection.stretch(all[all.length - 1]);
      return true;
    }
    return false;
  }

  /** Ctrl+Z first gives back the cell under the hand, then the acts before. */
  function undoHere(event) {
    event.preventDefault();
    const cell = sheet.active;
    if (cell.kind === "figure" && cell.el.value !== cell.text) { sheet.revert(cell); sheet.typing = false; cell.el.select(); } else sheet.undo();
  }

  function keydown(event) {
    const cell = sheet.byElement.get(event.target);
    if (!cell || event.isComposing) return;
    if ((event.altKey && event.key === "ArrowDown") || event.key === "F4") {
      event.preventDefault();
      sheet.commit();
      openMenu(cell);
      return;
    }
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) { withCommand(event); return; }
    switch (event.key) {
      case "Enter":
        event.preventDefault();
        enter(event.shiftKey);
        return;
      case "Tab": {
        const target = nextByTab(cell, event.shiftKey);
        if (!event.shiftKey && tabbedFrom === null) tabbedFrom = cell.c;
        if (!target) return;
        event.preventDefault();
        go(target);
        return;
      }
      case "Escape":
        event.preventDefault();
        selection.clear();
        sheet.revert(cell);
        activate(cell);
        cell.el.classList.remove("editing");
        return;
      case "F2":
        event.preventDefault();
        if (sheet.editing) { activate(cell); cell.el.classList.remove("editing"); } else edit(cell);
        return;
      default:
    }
    if (sheet.editing) return;
    if (event.key === "Delete" || (event.key === "Backspace" && selection.several)) {
      if (cell.kind === "note") return;
      event.preventDefault();
      clear();
      return;
    }
    if (cell.kind === "note" && (event.key === "ArrowLeft" || event.key === "ArrowRight" || event.key === "Home" || event.key === "End")) return;
    if (MOVES[event.key]) {
      event.preventDefault();
      tabbedFrom = null;
      go(next(selection.several && event.shiftKey ? selection.head : cell, ...MOVES[event.key]) || null, event.shiftKey);
      if (event.shiftKey) return;
    }
    if (event.key === "Home" || event.key === "End") { event.preventDefault(); go(edge(selection.head, 0, event.key === "Home" ? -1 : 1), event.shiftKey); }
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      const step = event.key === "PageUp" ? -1 : 1;
      let target = selection.head;
      for (let i = 0; i < PAGE; i += 1) target = next(target, step, 0) || target;
      go(target, event.shiftKey);
    }
  }

  sheet.table.addEventListener("keydown", keydown);
  sheet.table.addEventListener("focusin", (event) => {
    const cell = sheet.byElement.get(event.target);
    if (!cell) return;
    // Stretching leaves the focus where it is: a focus that moves begins anew.
    selection.clear();
    activate(cell);
  });
  sheet.table.addEventListener("focusout", (event) => {
    const cell = sheet.byElement.get(event.target);
    if (!cell) return;
    cell.el.classList.remove("editing");
    sheet.active = cell;
    sheet.commit();
    sheet.typing = false;
    if (!sheet.table.contains(event.relatedTarget)) selection.clear();
  });
  sheet.table.addEventListener("input", (event) => {
    if (!sheet.byElement.has(event.target)) return;
    selection.clear();
    sheet.touched();
  });
  sheet.table.addEventListener("mouseup", (event) => {
    const cell = sheet.byElement.get(event.target);
    if (!cell || cell.kind !== "figure" || selection.several) return;
    if (!sheet.editing && !sheet.typing) { event.preventDefault(); cell.el.select(); }
  });
  sheet.table.addEventListener("dblclick", (event) => {
    const cell = sheet.byElement.get(event.target);
    if (cell && cell.kind === "figure" && !sheet.editing) edit(cell);
  });
}
