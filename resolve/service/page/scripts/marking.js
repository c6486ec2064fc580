/** A text with its mentions marked, nested as they are. */

import { namesAddress } from "./address.js";
import { element } from "./element.js";

const KINDS = new Set(["person", "place", "organization", "other"]);

/**
 * The text as nodes.
 *
 * @param {string} text - as it was sent.
 * @param {object[]} mentions - in the order of their starts, the longest of a start first; `start` and `end`
 *     count code points. What reaches over the end of the one around it is marked to that end.
 * @returns {Node[]}
 */
export function marked(text, mentions) {
  const letters = Array.from(text);
  const waiting = [...mentions];

  function within(start, end, linked) {
    const nodes = [];
    let done = start;
    while (waiting.length > 0 && waiting[0].start < end) {
      const mention = waiting.shift();
      const from = Math.max(done, mention.start);
      const to = Math.min(end, mention.end);
      nodes.push(plain(done, from), mark(mention, from, to, linked));
      done = Math.max(from, to);
    }
    nodes.push(plain(done, end));
    return nodes;
  }

  function plain(start, end) {
    return document.createTextNode(letters.slice(start, end).join(""));
  }

  /** A link inside a link is none: only the outer one of two leads to its entity. */
  function mark(mention, start, end, linked) {
    const links = mention.entity_id !== null && !linked;
    const inside = within(start, end, linked || links);
    const kind = KINDS.has(mention.kind) ? mention.kind : "unknown";
    return element(
      "mark",
      { class: `mark ${kind} ${mention.decision}`, title: told(mention) },
      links ? element("a", { href: namesAddress({ entity: mention.entity_id }) }, inside) : inside,
    );
  }

  return within(0, letters.length, false);
}

function told({ decision, matched_name: name, reason }) {
  return `${decision}${name === null ? "" : `: ${name}`} (${reason})`;
}
