/** The view of names: a search with suggestions, the answer to what was asked, and the entity that is open. */

import { KNOWN, namesAddress } from "./address.js";
import { Answer, answerKey } from "./answer.js";
import { choose, offer } from "./choices.js";
import { combobox } from "./combobox.js";
import { element, written } from "./element.js";
import { entitySection } from "./entity.js";
import { languageChoices } from "./languages.js";
import { latest } from "./latest.js";
import { problem, say } from "./saying.js";
import * as service from "./service.js";

const form = document.getElementById("search");
const input = form.elements.q;
const answerPlace = document.getElementById("answer");
const entityPlace = document.getElementById("entity");
const examples = document.getElementById("examples");

const onlyAnswer = latest();
const onlyEntity = latest();
let answer = null;

/**
 * Set up the form.
 *
 * @param {(address: string) => void} go - shows an address.
 */
export function startNames(go) {
  const { close } = combobox(input, document.getElementById("suggestions"), {
    find: async (text, signal) => (await service.search(text, signal)).results,
    draw: suggestion,
    choose: (hit) => {
      input.value = hit.matched_name;
      go(namesAddress({ q: hit.matched_name, known: known(), entity: hit.entity_id }));
    },
    fail: (error) => answerPlace.replaceChildren(problem(error)),
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    if (input.value.trim() !== "") {
      answer = null;
      go(namesAddress({ q: input.value, known: known() }));
    }
  });
}

/** @param {{orthographies: string[], kinds: string[]}} about - what the service knows of. */
export function offerKnown({ orthographies, kinds }) {
  const { lang, kind } = form.elements;
  offer(lang, languageChoices(orthographies.filter((code) => !code.startsWith("und"))));
  offer(kind, kinds.map((one) => new Option(one, one)));
}

/**
 * Show what an address asks for.
 *
 * @param {{q: string, entity: string | null, known: Record<string, string>}} asked
 */
export async function showNames(asked) {
  if (document.activeElement !== input || asked.q !== "") {
    input.value = asked.q;
  }
  for (const name of KNOWN) {
    setKnown(form.elements[name], asked.known[name] ?? "");
  }
  examples.hidden = asked.q !== "" || asked.entity !== null;
  const id = asked.q === "" ? closed(asked.entity) : await answered(asked);
  if (id !== undefined) {
    await showEntity(id);
  }
}

/** The answer is no longer shown; what is, is the entity alone. */
function closed(id) {
  onlyAnswer(async () => {});
  answer = null;
  answerPlace.replaceChildren();
  answerPlace.removeAttribute("aria-busy");
  return id;
}

/** @returns {Promise<string | null | undefined>} the entity to be shown; undefined if another was asked since. */
async function answered(asked) {
  if (answer?.key !== answerKey(asked)) {
    entityPlace.replaceChildren();
    answerPlace.setAttribute("aria-busy", "true");
    try {
      const current = await onlyAnswer(async (signal) => {
        const { results } = await service.resolve({ name: asked.q, ...asked.known }, signal);
        answer = new Answer(answerPlace, results[0], asked);
        say(answer.sentence);
      });
      if (!current) {
        return undefined;
      }
    } catch (error) {
      closed(null);
      answerPlace.replaceChildren(problem(error));
      return asked.entity;
    }
    answerPlace.removeAttribute("aria-busy");
  }
  const id = asked.entity ?? answer.best;
  answer.open(id);
  return id;
}

async function showEntity(id) {
  entityPlace.removeAttribute("aria-busy");
  if (id === null) {
    onlyEntity(async () => {});
    entityPlace.replaceChildren();
    return;
  }
  entityPlace.setAttribute("aria-busy", "true");
  try {
    await onlyEntity(async (signal) => {
      entityPlace.replaceChildren(entitySection(await service.entity(id, signal)));
      entityPlace.removeAttribute("aria-busy");
    });
  } catch (error) {
    entityPlace.removeAttribute("aria-busy");
    entityPlace.replaceChildren(problem(error));
  }
}

function suggestion(hit) {
  const other = hit.matched_name === hit.name ? null : element("span", { class: "as" }, " ", written(hit.name));
  return [
    element("span", { class: "name" }, written(hit.matched_name, hit.lang), other),
    element("span", { class: "about" }, hit.place === "sound" ? `sounds alike; ${hit.description}` : hit.description),
  ];
}

function known() {
  const given = KNOWN.map((name) => [name, form.elements[name].value.trim()]);
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

function setKnown(field, value) {
  if (field instanceof HTMLSelectElement) {
    choose(field, value);
  } else {
    field.value = value;
  }
  if (value) {
    field.closest("details").open = true;
  }
}
