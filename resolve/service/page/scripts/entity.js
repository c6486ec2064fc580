/** An entity: what is known of it, and all its names by language and script. */

import { element, written } from "./element.js";
import { whole } from "./figures.js";
import { countryName, languageName, scriptName } from "./languages.js";

const COLLECTIONS = {
  geonames: { label: "GeoNames", address: "https://www.geonames.org/" },
  wikidata: { label: "Wikidata", address: "https://www.wikidata.org/wiki/" },
};

const USUAL = new Set(["preferred", "alias"]);

/**
 * An entity as it is shown.
 *
 * @param {object} found - of /entities/ID.
 * @returns {HTMLElement}
 */
export function entitySection(found) {
  return element(
    "section",
    { class: "entity", "aria-labelledby": "entity-title" },
    element("h3", { id: "entity-title", tabindex: "-1" }, written(found.name)),
    found.entity_id === found.asked
      ? null
      : element("p", { class: "note" }, `${found.asked} is now `, element("code", {}, found.entity_id), "."),
    found.description ? element("p", { class: "description", dir: "auto" }, found.description) : null,
    facts(found),
    names(found.names),
  );
}

function facts(found) {
  const rows = [
    ["ID", element("code", {}, found.entity_id)],
    ["Kind", found.kind],
    ["Country", found.country && countryName(found.country)],
    ["Inhabitants", found.population && whole(found.population)],
    ["Born", found.birth_year && String(found.birth_year)],
    ["Elsewhere", found.same_as.length > 0 && joined(found.same_as.map(elsewhere))],
    ["Gazetteers", found.gazetteers && found.gazetteers.join(", ")],
    ...Object.entries(found.more),
  ];
  return element(
    "dl",
    { class: "facts" },
    rows.filter(([, value]) => value).flatMap(([label, value]) => [
      element("dt", {}, label),
      element("dd", { dir: "auto" }, value),
    ]),
  );
}

function elsewhere(id) {
  const [prefix, ...rest] = id.split(":");
  if (!Object.hasOwn(COLLECTIONS, prefix)) {
    return element("code", {}, id);
  }
  const { label, address } = COLLECTIONS[prefix];
  const href = address + encodeURIComponent(rest.join(":"));
  return element("a", { href, rel: "noreferrer noopener" }, label);
}

function names(all) {
  const groups = grouped(all);
  const languages = new Set(all.map((name) => language(name.lang)).filter((lang) => lang !== "und")).size;
  const caption = counted(all.length, "name") + (languages === 0 ? "" : ` in ${counted(languages, "language")}`);
  return element(
    "table",
    { class: "names" },
    element("caption", {}, caption),
    element(
      "thead",
      {},
      element("tr", {}, ["Language", "Script", "Names"].map((head) => element("th", { scope: "col" }, head))),
    ),
    element("tbody", {}, groups.map(row)),
  );
}

function row({ lang, script, names: spellings }) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, shownLanguage(lang)),
    element("td", { class: "script" }, scriptName(script)),
    element("td", { dir: "auto" }, element("ul", {}, spellings.map(spelling))),
  );
}

function spelling(name) {
  const shown = element(name.is_preferred ? "strong" : "span", {}, written(name.name, name.lang));
  const kind = USUAL.has(name.name_kind) ? null : element("small", {}, ` ${name.name_kind}`);
  return element("li", {}, shown, kind);
}

/** Names by language and script; languages by name, the unknown one last. */
function grouped(all) {
  const groups = new Map();
  for (const name of all) {
    const key = `${name.lang} ${name.script}`;
    if (!groups.has(key)) {
      groups.set(key, { lang: name.lang, script: name.script, names: [] });
    }
    groups.get(key).names.push(name);
  }
  return [...groups.values()].sort(
    (a, b) =>
      (language(a.lang) === "und") - (language(b.lang) === "und") ||
      shownLanguage(a.lang).localeCompare(shownLanguage(b.lang), "en") ||
      scriptName(a.script).localeCompare(scriptName(b.script), "en"),
  );
}

function language(tag) {
  return tag.split("-")[0];
}

/** The script stands beside it: of an unknown language there is no more to say. */
function shownLanguage(tag) {
  return languageName(language(tag) === "und" ? "und" : tag);
}

function joined(nodes) {
  return nodes.flatMap((node, at) => (at === 0 ? [node] : [", ", node]));
}

function counted(count, thing) {
  return `${whole(count)} ${thing}${count === 1 ? "" : "s"}`;
}
