/** Why two spellings were found alike: token by token, the evidence by its weight, and what would turn it. */

import { bar, element, written } from "./element.js";
import { perCent, signed } from "./figures.js";

/**
 * The explanation of a candidate.
 *
 * @param {object} candidate - of /resolve, with its `explanation`.
 * @returns {HTMLElement}
 */
export function explanation(candidate) {
  const why = candidate.explanation;
  return element(
    "section",
    { class: "why", "aria-labelledby": "why-title" },
    element("h4", { id: "why-title" }, "Why ", written(candidate.name), "?"),
    element(
      "p",
      {},
      "“", written(why.left), "” and “", written(why.right), "” name one entity with a probability of ",
      element("strong", {}, perCent(why.similarity)),
      "; its rivals counted, and that it may not be here at all, it is this one with ",
      element("strong", {}, perCent(candidate.score)),
      ".",
    ),
    tokens(why.tokens),
    evidence(why),
    turns(why),
  );
}

function tokens(pairs) {
  return table(
    "tokens",
    "Word by word",
    ["Asked", "Found", "How"],
    pairs.map((pair) =>
      element(
        "tr",
        { class: pair.left !== null && pair.right !== null ? null : "alone" },
        element("td", {}, word(pair.left)),
        element("td", {}, word(pair.right)),
        element("td", {}, bar(pair.likeness), pair.how),
      ),
    ),
  );
}

function word(text) {
  return text === null ? element("span", { class: "nothing" }, "nothing") : written(text);
}

function evidence({ evidence: pieces, similarity }) {
  const heaviest = Math.max(...pieces.map((piece) => Math.abs(piece.contribution)));
  const sum = pieces.reduce((total, piece) => total + piece.contribution, 0);
  const rows = pieces.map((piece) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, piece.meaning, element("code", {}, piece.feature)),
      element("td", {}, balance(piece.contribution / heaviest)),
      element("td", { class: "number" }, signed(piece.contribution)),
    ),
  );
  const together = element(
    "tr",
    { class: "together" },
    element("th", { scope: "row" }, "together, which makes ", perCent(similarity)),
    element("td", {}),
    element("td", { class: "number" }, signed(sum)),
  );
  return table("evidence", "What counted", ["Evidence", "", "Log odds"], [...rows, together]);
}

/** A bar to the right for what speaks for it, to the left for what speaks against. */
function balance(share) {
  return element("span", { class: "balance" }, bar(Math.abs(share), share < 0 ? "against" : "for"));
}

function turns({ turns: pieces, similarity }) {
  if (pieces.length === 0) {
    return null;
  }
  return element(
    "div",
    { class: "turns" },
    element("h5", {}, "What would turn it"),
    element(
      "ul",
      {},
      pieces.map((turn) =>
        element(
          "li",
          {},
          element("strong", {}, `${perCent(turn.similarity)} instead of ${perCent(similarity)}`),
          " without this: ",
          turn.meaning,
          element("code", {}, turn.without),
        ),
      ),
    ),
  );
}

function table(look, title, heads, rows) {
  return element(
    "table",
    { class: look },
    element("caption", {}, title),
    element(
      "thead",
      {},
      element("tr", {}, heads.map((head) => (head ? element("th", { scope: "col" }, head) : element("td", {})))),
    ),
    element("tbody", {}, rows),
  );
}
