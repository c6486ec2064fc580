/**
 * Elements out of values. Text only ever becomes a text node: what stands in a name is shown, never run.
 */

/**
 * Make an element.
 *
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined>} attributes - null, undefined and
 *     false leave one out; true gives it without a value.
 * @param {...(Node | string | null | Array<Node | string | null>)} children - null is left out.
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== null));
  return made;
}

/**
 * A name as it is written, kept from turning the direction of the text around it.
 *
 * @param {string} name
 * @param {string | null} lang - BCP 47; null or "und" if not known.
 */
export function written(name, lang = null) {
  return element("bdi", { lang: lang ?? "und" }, name);
}

/**
 * A bar whose length says how much; it repeats a number that stands beside it.
 *
 * @param {number} share - 0 to 1.
 * @param {string} look - further classes.
 */
export function bar(share, look = "") {
  const made = element("span", { class: `bar ${look}`.trim(), "aria-hidden": "true" });
  made.style.setProperty("--share", String(Math.min(1, Math.max(0, share))));
  return made;
}
