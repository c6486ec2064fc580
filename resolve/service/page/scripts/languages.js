/** Languages, scripts and countries by their English names, as the browser knows them. */

const LANGUAGES = new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" });
const SCRIPTS = new Intl.DisplayNames("en", { type: "script" });
const REGIONS = new Intl.DisplayNames("en", { type: "region" });

/**
 * @param {string | null} tag - BCP 47.
 * @returns {string} "Azerbaijani (Cyrillic)" for az-Cyrl; the tag itself if it is none that is known.
 */
export function languageName(tag) {
  if (tag === null || tag === "und") {
    return "Language not told";
  }
  if (tag.startsWith("und-")) {
    return `${scriptName(tag.slice("und-".length))} of any language`;
  }
  return named(LANGUAGES, tag);
}

/** @param {string} code - ISO 15924. */
export function scriptName(code) {
  return named(SCRIPTS, code);
}

/** @param {string} code - ISO 3166-1 alpha-2. */
export function countryName(code) {
  return named(REGIONS, code);
}

/**
 * Choices of languages for a select, by name.
 *
 * @param {string[]} tags
 * @returns {HTMLOptionElement[]}
 */
export function languageChoices(tags) {
  return tags
    .map((tag) => new Option(languageName(tag), tag))
    .sort((a, b) => a.text.localeCompare(b.text, "en"));
}

function named(names, code) {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
