/** The view of spellings: one name in every orthography, by custom and by each system, side by side. */

import { spellingsAddress } from "./address.js";
import { choose, offer } from "./choices.js";
import { bar, element, written } from "./element.js";
import { perCent } from "./figures.js";
import { languageChoices, languageName } from "./languages.js";
import { latest } from "./latest.js";
import { problem, say } from "./saying.js";
import * as service from "./service.js";

const PAUSE = 250; // milliseconds without a key before the forms are asked for

const form = document.getElementById("write");
const place = document.getElementById("forms");
const only = latest();
let known = new Map();

/**
 * Set up the form.
 *
 * @param {(address: string) => void} go - shows an address in place of the one that is shown.
 */
export function startSpellings(go) {
  let timer = 0;
  const now = () => {
    clearTimeout(timer);
    go(spellingsAddress(form.elements.text.value, form.elements.source.value));
  };
  form.elements.text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(now, PAUSE);
  });
  form.elements.source.addEventListener("change", now);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now();
  });
}

/**
 * Show the forms of a name.
 *
 * @param {{text: string, source: string}} asked
 */
export async function showSpellings({ text, source }) {
  const { text: input, source: select } = form.elements;
  if (input.value !== text) {
    input.value = text;
  }
  place.setAttribute("aria-busy", "true");
  try {
    const current = await only(async (signal) => {
      await learnSystems();
      choose(select, source);
      if (text.trim() === "") {
        place.replaceChildren();
        return;
      }
      const { results } = await service.transliterate(text, source || null, signal);
      place.replaceChildren(...drawn(results, source === ""));
      say(`${results.filter((one) => one.system === null).length} orthographies`);
    });
    if (!current) {
      return;
    }
  } catch (error) {
    place.replaceChildren(problem(error));
  }
  place.removeAttribute("aria-busy");
}

/** What systems there are; asked for once. */
async function learnSystems() {
  if (known.size > 0) {
    return;
  }
  const { results } = await service.systems();
  known = new Map(results.map((system) => [system.id, system]));
  const sources = new Set(results.map((system) => system.source));
  offer(form.elements.source, languageChoices([...sources]));
}

function drawn(results, detected) {
  const targets = byTarget(results);
  const sources = [...new Set(results.map((one) => one.source))];
  const read = element("p", { class: "note" }, `Read as ${sources.map(languageName).join(" or ")}.`);
  const cards = element("div", { class: "cards" }, [...targets].map(([target, forms]) => card(target, forms)));
  return detected && sources.length > 0 ? [read, cards] : [cards];
}

function byTarget(results) {
  const targets = new Map();
  for (const one of results) {
    targets.set(one.target, [...(targets.get(one.target) ?? []), one]);
  }
  return targets;
}

function card(target, forms) {
  const usual = forms.find((form) => form.system === null);
  const title = target === "und" ? "Latin letters" : languageName(target);
  return element(
    "section",
    { class: "card", "aria-label": title },
    element("h3", {}, title),
    element("p", { class: "usual" }, written(usual.text, target)),
    bySystem(target, usual, forms.filter((form) => form.system !== null)),
    inUse(target, usual.variants),
  );
}

function bySystem(target, usual, forms) {
  if (forms.length === 0) {
    return null;
  }
  return element(
    "dl",
    { class: "systems" },
    forms.map((form) => [
      element("dt", {}, known.get(form.system)?.what ?? "", element("code", {}, form.system)),
      element("dd", { class: form.text === usual.text ? null : "other" }, written(form.text, target)),
    ]).flat(),
  );
}

function inUse(target, variants) {
  if (variants.length < 2) {
    return null;
  }
  return element(
    "details",
    {},
    element("summary", {}, `${variants.length} forms in use`),
    element(
      "ol",
      { class: "variants" },
      variants.map((variant) =>
        element(
          "li",
          {},
          written(variant.text, target),
          bar(variant.weight),
          element("span", { class: "share" }, perCent(variant.weight)),
          element("code", {}, variant.system),
        ),
      ),
    ),
  );
}
