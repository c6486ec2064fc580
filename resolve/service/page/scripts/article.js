/** The view of an article: a pasted text with its mentions marked, and what each was taken for. */

import { namesAddress } from "./address.js";
import { offer } from "./choices.js";
import { element, written } from "./element.js";
import { perCent } from "./figures.js";
import { languageChoices, languageName } from "./languages.js";
import { latest } from "./latest.js";
import { marked } from "./marking.js";
import { problem, say } from "./saying.js";
import * as service from "./service.js";

const form = document.getElementById("paste");
const place = document.getElementById("mentions");
const only = latest();

/** Set up the form. */
export function startArticle() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  form.elements.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      find();
    }
  });
}

/** @param {{orthographies: string[]}} about - what the service knows of. */
export function offerLanguages({ orthographies }) {
  offer(form.elements.lang, languageChoices(orthographies.filter((code) => !/^und|-/.test(code))));
}

async function find() {
  const text = form.elements.text.value;
  if (text.trim() === "") {
    form.elements.text.focus();
    return;
  }
  place.setAttribute("aria-busy", "true");
  try {
    const current = await only(async (signal) => {
      const found = await service.mentions(text, form.elements.lang.value || null, signal);
      place.replaceChildren(...drawn(text, found));
      say(summary(found));
      place.querySelector("h3").focus();
    });
    if (!current) {
      return;
    }
  } catch (error) {
    place.replaceChildren(problem(error));
  }
  place.removeAttribute("aria-busy");
}

function summary({ lang, mentions }) {
  const count = mentions.length === 1 ? "1 mention" : `${mentions.length || "No"} mentions`;
  return lang === null || lang === "und" ? count : `${count}, read as ${languageName(lang)}`;
}

function drawn(text, found) {
  const title = element("h3", { tabindex: "-1" }, summary(found));
  const reading = element("div", { class: "reading", lang: found.lang ?? "und", dir: "auto" }, marked(text, found.mentions));
  return found.mentions.length === 0 ? [title, reading] : [title, legend(), reading, list(found)];
}

function legend() {
  const kinds = ["person", "place", "organization", "other"];
  return element(
    "p",
    { class: "legend" },
    kinds.map((kind) => element("span", { class: `mark ${kind}` }, kind)),
    element("span", { class: "mark review" }, "for review"),
    element("span", { class: "mark nil" }, "not in this gazetteer"),
  );
}

function list({ lang, mentions }) {
  return element(
    "table",
    { class: "found" },
    element("caption", {}, "What each was taken for"),
    element(
      "thead",
      {},
      element("tr", {}, ["Mention", "Entity", "Decision", "Reason"].map((head) => element("th", { scope: "col" }, head))),
    ),
    element("tbody", {}, mentions.map((mention) => row(mention, lang))),
  );
}

function row(mention, lang) {
  const lemma = mention.lemma === mention.surface ? null : element("small", {}, " as ", written(mention.lemma, lang));
  const score = mention.score === null ? "" : ` ${perCent(mention.score)}`;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, written(mention.surface, lang), lemma),
    element("td", {}, entity(mention)),
    element("td", {}, element("span", { class: `decided ${mention.decision}` }, mention.decision), score),
    element("td", { dir: "auto" }, mention.reason),
  );
}

function entity({ entity_id: id, matched_name: name, lemma }) {
  if (id !== null) {
    return element("a", { href: namesAddress({ entity: id }) }, written(name ?? id));
  }
  return element("a", { class: "look", href: namesAddress({ q: lemma }) }, "look it up");
}
