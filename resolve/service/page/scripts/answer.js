/** The answer to a name: the decision with its probability, the candidates, and why. */

import { namesAddress } from "./address.js";
import { bar, element, written } from "./element.js";
import { explanation } from "./explanation.js";
import { perCent } from "./figures.js";

const DECISIONS = {
  match: "Match",
  review: "For review",
  nil: "Not in this gazetteer",
  error: "Not processed",
};

const LIKELY = { match: " likely", review: " likely, too little to decide" };

/** One answer as it is shown; a candidate of it is open. */
export class Answer {
  /**
   * @param {HTMLElement} place - where it is shown.
   * @param {object} resolution - a result of /resolve.
   * @param {{q: string, known: Record<string, string>}} asked
   */
  constructor(place, resolution, asked) {
    this.resolution = resolution;
    this.key = answerKey(asked);
    this.links = new Map(resolution.candidates.map((one) => [one.entity_id, candidate(one, asked)]));
    this.why = element("div");
    place.replaceChildren(verdict(resolution), ...this.candidates(), this.why);
  }

  /** In a sentence, for those who hear it. */
  get sentence() {
    const { decision, best_name: name, score, reason } = this.resolution;
    const best = this.best === null ? "" : `: ${name}, ${perCent(score)}`;
    return `${DECISIONS[decision]}${best}. ${reason}`;
  }

  /** The entity that is shown if none was chosen; what is only nearest to an unknown name is not meant by it. */
  get best() {
    return this.resolution.decision in LIKELY ? this.resolution.best_entity_id : null;
  }

  /** @param {string | null} id - the candidate to be opened; another entity opens none. */
  open(id) {
    for (const [entity, link] of this.links) {
      link.toggleAttribute("data-open", entity === id);
      if (entity === id) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    }
    const chosen = this.resolution.candidates.find((one) => one.entity_id === id);
    this.why.replaceChildren(...(chosen?.explanation ? [explanation(chosen)] : []));
  }

  candidates() {
    if (this.links.size === 0) {
      return [];
    }
    const items = [...this.links.values()].map((link) => element("li", {}, link));
    const title = this.best === null ? "Nearest, and not meant" : "Candidates";
    return [
      element(
        "nav",
        { class: "candidates", "aria-labelledby": "candidates-title" },
        element("h4", { id: "candidates-title" }, title),
        element("ol", {}, items),
      ),
    ];
  }
}

/**
 * What an answer depends on, to be compared.
 *
 * @param {{q: string, known: Record<string, string>}} asked
 */
export function answerKey({ q, known }) {
  return JSON.stringify([q, known]);
}

function verdict({ decision, score, best_name: best, reason }) {
  const name = decision in LIKELY ? best : null;
  return element(
    "section",
    { class: `verdict ${decision}`, "aria-labelledby": "verdict-title" },
    element(
      "h3",
      { id: "verdict-title" },
      element("span", { class: "decision" }, DECISIONS[decision] ?? decision),
      name === null ? null : " ",
      name === null ? null : element("span", { class: "best" }, written(name)),
    ),
    name === null
      ? null
      : element("p", { class: "probability" }, bar(score), element("span", {}, perCent(score), LIKELY[decision])),
    element("p", { class: "reason", dir: "auto" }, reason),
  );
}

/** Of several gazetteers the one that a candidate is known by, and the other one that its spelling is from. */
function source({ gazetteer, matched_gazetteer: spelling }) {
  if (!gazetteer) {
    return null;
  }
  return spelling === gazetteer ? `, in ${gazetteer}` : `, in ${gazetteer} (spelling: ${spelling})`;
}

function candidate(one, { q, known }) {
  return element(
    "a",
    { href: namesAddress({ q, known, entity: one.entity_id }) },
    element("span", { class: "name" }, written(one.name)),
    element("span", { class: "share" }, perCent(one.score)),
    element("span", { class: "about" }, one.kind, ", as “", written(one.matched_name), "”", source(one)),
    bar(one.score),
  );
}
