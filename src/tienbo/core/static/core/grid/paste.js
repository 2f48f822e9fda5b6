// Blocks to and from a spreadsheet: tab-separated text with quoted cells, as Excel, LibreOffice and Google put it on the clipboard.

/** [["1", "2"], ["3", "4"]] of "1\t2\r\n3\t4\r\n"; a quoted cell may hold tabs, line ends and doubled quotes. */
export function readBlock(text) {
  const rows = [];
  let row = [], cell = "", quoted = false, started = false;
  const endCell = () => { row.push(cell); cell = ""; started = false; };
  const endRow = () => { endCell(); rows.push(row); row = []; };
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') { cell += '"'; i += 1; } else quoted = false;
    } else if (sign === '"' && !started) { quoted = true; started = true; } else if (sign === "\t") endCell();
    else if (sign === "\n" || sign === "\r") { if (sign === "\r" && text[i + 1] === "\n") i += 1; endRow(); } else { cell += sign; started = true; }
  }
  if (cell || row.length || started) endRow();
  return rows;
}

/** What a block looks like on the clipboard. Figures go without grouping dots: any spreadsheet reads them. */
export function writeBlock(block, textOf) {
  return block.map((row) => row.map((cell) => {
    const text = cell ? textOf(cell) : "";
    return /[\t\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }).join("\t")).join("\r\n");
}

export function wireClipboard(sheet, selection) {
  const textOf = (cell) => {
    if (cell.kind === "derived") return cell.el.textContent.trim();
    return cell.kind === "figure" ? cell.el.value.trim().replace(/\.(?=\d{3})/g, "") : cell.el.value;
  };

  function copy(event, cut) {
    if (!sheet.active || sheet.editing || !sheet.byElement.has(document.activeElement)) return;
    if (sheet.active.kind === "note" && !selection.several) return;
    sheet.commit();
    event.clipboardData.setData("text/plain", writeBlock(selection.block, textOf));
    event.preventDefault();
    if (cut) sheet.apply(selection.cells.filter((cell) => cell.kind === "figure").map((cell) => ({ cell, text: "", flag: "" })));
  }

  function paste(event) {
    const cell = sheet.byElement.get(event.target);
    if (!cell) return;
    const text = event.clipboardData.getData("text/plain");
    const block = readBlock(text);
    const single = block.length === 1 && block[0].length === 1;
    if (single && (sheet.editing || cell.kind === "note")) return;
    event.preventDefault();
    if (!block.length) return;
    lay(block, single);
  }

  /** A single value fills the selection; a block is laid from its upper left corner. Blank cells of a block change nothing. */
  function lay(block, single) {
    const count = { pasted: 0, outside: 0, skipped: 0, unread: 0 };
    const changes = [], asks = [];
    const { top, left } = selection.box;
    const places = single && selection.several
      ? selection.cells.map((cell) => [cell, block[0][0], true])
      : block.flatMap((row, r) => row.map((text, c) => [sheet.at(top + r, left + c), text, top + r < sheet.rows.length && left + c < sheet.keys.length]));
    for (const [cell, text, inside] of places) {
      if (!text.trim()) continue;
      if (!inside) count.outside += 1;
      else if (!cell || cell.kind === "derived") count.skipped += 1;
      else if (cell.kind === "note") { const figure = sheet.figures.get(cell.id); if (figure) { changes.push({ cell: figure, note: text.trim() }); count.pasted += 1; } } else {
        const read = sheet.interpret(cell, text.trim());
        if (read.asked) { asks.push([cell, read.asked]); count.unread += 1; } else { changes.push({ cell, ...read }); count.pasted += 1; }
      }
    }
    sheet.apply(changes, { how: single && selection.several ? "filled" : "pasted" });
    sheet.join(asks.map(([cell]) => cell), changes.length > 0);
    for (const [cell, asked] of asks) cell.asked = asked;
    for (const [cell, asked] of asks) sheet.ask(cell, asked);
    if (sheet.active && sheet.active.kind === "figure" && !sheet.active.asked) { sheet.active.el.value = sheet.active.text; sheet.active.el.select(); }
    report(count);
  }

  function report(count) {
    const parts = [sheet.say("pasted", { n: count.pasted })];
    for (const kind of ["outside", "skipped", "unread"]) if (count[kind]) parts.push(sheet.say(kind, { n: count[kind] }));
    sheet.says.tell(parts.join("; ") + ".");
  }

  document.addEventListener("copy", (event) => copy(event, false));
  document.addEventListener("cut", (event) => copy(event, true));
  sheet.table.addEventListener("paste", paste);
}
