// Numbers as Vietnamese officials write them: the same rules as core/numbers.py, so that a person is asked while the hand
// is still on the cell. A reading is a plain string ("1234.5"); nothing passes through floating point before it is sent.

const SAME = [[/[\uff10-\uff19]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0)], [/[\u2212\u2010-\u2013\ufe63\uff0d]/g, "-"],
  [/[\u00a0\u2007-\u200a\u202f\u205f\u3000\t]/g, " "], [/\uff0e/g, "."], [/\uff0c/g, ","], [/\uff0b/g, "+"], [/[\uff05\u2030]/g, "%"]];
const GROUPED = { ".": /^[1-9]\d{0,2}(\.\d{3})+$/, ",": /^[1-9]\d{0,2}(,\d{3})+$/, " ": /^[1-9]\d{0,2}( \d{3})+$/ };
const MAX_WHOLE_DIGITS = 15;

/** What a text says: {value} or {problem, choices}; problems as in core/numbers.py. Values are strings like "-1234.5". */
export function parse(text, decimals = false) {
  let plain = text;
  for (const [from, to] of SAME) plain = plain.replace(from, to);
  plain = plain.trim();
  if (!plain) return { problem: "empty", choices: [] };
  if (plain.includes("%")) return { problem: "percent", choices: [] };
  const negative = plain.startsWith("-");
  const body = (/^[+-]/.test(plain) ? plain.slice(1).trim() : plain).replace(/ +/g, " ");
  const found = [...new Set(readings(body).map(canonical))]; // "0.0" is the same number in both readings
  if (!found.length) return { problem: "not_a_number", choices: [] };
  if (found.some((value) => value.split(".")[0].length > MAX_WHOLE_DIGITS)) return { problem: "too_large", choices: [] };
  const signed = found.map((value) => (negative && value !== "0" ? "-" + value : value));
  const fitting = signed.filter((value) => decimals || !value.includes("."));
  if (!fitting.length) return { problem: "whole_number", choices: [] };
  if (signed.length === 1) return { value: fitting[0] };
  return { problem: "ambiguous", choices: fitting };
}

/** "1234.5" -> "1.234,5". */
export function format(value) {
  const negative = value.startsWith("-");
  const [whole, fraction] = (negative ? value.slice(1) : value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return (negative ? "-" : "") + grouped + (fraction ? "," + fraction : "");
}

/** The number of a formatted text, or null: for changes and hints only. */
export function toNumber(text) {
  const read = parse(text, true);
  return read.value === undefined ? null : Number(read.value);
}

/** "+3", "−1", "0": the change from one text to another; empty when one of them is no number. */
export function change(now, was) {
  const a = toNumber(now), b = toNumber(was);
  if (a === null || b === null) return "";
  const difference = Number((a - b).toFixed(6));
  if (!difference) return "0";
  return (difference > 0 ? "+" : "−") + format(String(Math.abs(difference)));
}

function canonical(value) {
  let [whole, fraction = ""] = value.split(".");
  whole = whole.replace(/^0+(?=\d)/, "");
  fraction = fraction.replace(/0+$/, "");
  return fraction ? whole + "." + fraction : whole;
}

function readings(body) {
  if (/^\d+$/.test(body)) return [body];
  if (!/^\d[\d., ]*\d$/.test(body)) return [];
  if (body.includes(" ")) return spaced(body);
  const dots = body.split(".").length - 1, commas = body.split(",").length - 1;
  if (dots && commas) {
    const mark = body.lastIndexOf(".") > body.lastIndexOf(",") ? "." : ",";
    const group = mark === "." ? "," : ".";
    const at = body.lastIndexOf(mark), whole = body.slice(0, at);
    return GROUPED[group].test(whole) ? [whole.split(group).join("") + "." + body.slice(at + 1)] : [];
  }
  if (dots > 1 || commas > 1) {
    const mark = dots ? "." : ",";
    return GROUPED[mark].test(body) ? [body.split(mark).join("")] : [];
  }
  const mark = commas ? "," : ".";
  const asDecimal = body.replace(mark, "."), without = body.replace(mark, "");
  if (commas) return GROUPED[","].test(body) ? [asDecimal, without] : [asDecimal];
  return GROUPED["."].test(body) ? [without] : [asDecimal, without];
}

function spaced(body) {
  const mark = body.includes(",") ? "," : body.includes(".") ? "." : "";
  const at = mark ? body.indexOf(mark) : body.length;
  const head = body.slice(0, at), tail = body.slice(at + 1);
  if (!GROUPED[" "].test(head) || (mark && !/^\d+$/.test(tail))) return [];
  const whole = head.split(" ").join("");
  if (mark === ".") return [whole + "." + tail, whole + tail];
  return [mark ? whole + "." + tail : whole];
}

/** A cell's text with its mark: "27e", ":", "×". {text, flag} — flag undefined: leave the mark as it is; dash: ask. */
export function readSigns(text) {
  const plain = text.trim();
  if (plain === ":") return { text: "", flag: "not_collected" };
  if (plain === "×" || plain === "x" || plain === "X") return { text: "", flag: "withheld" };
  if (plain === "-" || plain === "–" || plain === "—") return { dash: true };
  const suffix = /^(.*[\d])\s*([erER])$/.exec(plain);
  if (suffix) return { text: suffix[1], flag: suffix[2].toLowerCase() === "e" ? "estimate" : "corrected" };
  return { text: plain };
}

export const INSTEAD = new Set(["not_collected", "not_applicable", "withheld"]);
