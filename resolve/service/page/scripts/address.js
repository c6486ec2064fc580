/**
 * The page's address and what it shows. All of it stands behind the #, so that it can be kept and sent:
 *
 *   #q=NAME&lang=&kind=&country=&birth_year=&entity=ID    the answer to a name, a candidate opened
 *   #entity=ID         an entity; also as /?entity=ID, which other tools link to
 *   #write=NAME&from=  the forms of a name
 *   #article           the text to be searched; it never stands in the address
 */

/** What may be known of a name, by the names of the service's parameters. */
export const KNOWN = ["lang", "kind", "country", "birth_year"];

/**
 * What the address asks to be shown.
 *
 * @returns {{view: "names" | "spellings" | "article", q: string, entity: string | null,
 *     known: Record<string, string>, text: string, source: string}}
 */
export function shown() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const view = asked.has("write") ? "spellings" : asked.has("article") ? "article" : "names";
  const known = Object.fromEntries(KNOWN.filter((name) => asked.get(name)).map((name) => [name, asked.get(name)]));
  return {
    view,
    q: asked.get("q") ?? "",
    entity: asked.get("entity"),
    known,
    text: asked.get("write") ?? "",
    source: asked.get("from") ?? "",
  };
}

/**
 * The address of an answer or of an entity.
 *
 * @param {{q?: string, known?: Record<string, string>, entity?: string | null}} what
 */
export function namesAddress({ q = "", known = {}, entity = null }) {
  return hash({ q, ...known, entity: entity ?? "" });
}

/** The address of the forms of a name. */
export function spellingsAddress(text, source = "") {
  return `#${new URLSearchParams(source ? { write: text, from: source } : { write: text })}`;
}

/** Take `?entity=ID`, as links from other tools have it, for `#entity=ID`. */
export function adoptLink() {
  const id = new URLSearchParams(location.search).get("entity");
  if (id && !location.hash) {
    history.replaceState(null, "", location.pathname + namesAddress({ entity: id }));
  }
}

function hash(members) {
  return `#${new URLSearchParams(Object.entries(members).filter(([, value]) => value !== ""))}`;
}
