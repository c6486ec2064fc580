/** What is asked of the service. Addresses are relative to the page, so that it works behind a proxy's path. */

/** A request that was not answered as it was asked: refused, failed, or not heard at all. */
export class ServiceError extends Error {
  /**
   * @param {string} message
   * @param {number | null} status - of HTTP; null if no answer came.
   * @param {string | null} path - where in the request the fault is.
   */
  constructor(message, status, path = null) {
    super(message);
    this.name = "ServiceError";
    this.status = status;
    this.path = path;
  }
}

/** Version, counts and orthographies of the service. */
export function about() {
  return ask("about");
}

/** All transliteration systems. */
export function systems() {
  return ask("systems");
}

/**
 * Entities that may be meant by what was typed so far.
 *
 * @param {string} q
 * @param {AbortSignal} signal
 */
export function search(q, signal) {
  return ask(`search?${new URLSearchParams({ q, limit: "8" })}`, { signal });
}

/**
 * The answer to one name, each candidate with its explanation.
 *
 * @param {{name: string, lang?: string, kind?: string, country?: string, birth_year?: string}} query
 * @param {AbortSignal} signal
 */
export function resolve(query, signal) {
  return ask(`resolve?${new URLSearchParams({ ...query, top: "8", explain: "true" })}`, { signal });
}

/**
 * An entity with all its names.
 *
 * @param {string} id
 * @param {AbortSignal} signal
 */
export function entity(id, signal) {
  return ask(`entities/${encodeURIComponent(id)}`, { signal });
}

/**
 * A name in every orthography, by custom and by each system.
 *
 * @param {string} text
 * @param {string | null} source - orthography; null for what its letters tell.
 * @param {AbortSignal} signal
 */
export function transliterate(text, source, signal) {
  return ask("transliterate", { body: { texts: [text], source, target: null, every: true }, signal });
}

/**
 * The mentions in a text.
 *
 * @param {string} text
 * @param {string | null} lang - null for what the text tells.
 * @param {AbortSignal} signal
 */
export function mentions(text, lang, signal) {
  return ask("text", { body: { text, lang }, signal });
}

async function ask(path, { body, signal } = {}) {
  const posted = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(new URL(path, document.baseURI), { ...posted, signal, referrerPolicy: "no-referrer" });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new ServiceError("The service does not answer. Is it still running?", null);
  }
  const answer = await response.json().catch((error) => {
    if (error.name === "AbortError") {
      throw error;
    }
    return null;
  });
  if (response.ok && answer !== null) {
    return answer;
  }
  const fault = answer?.error;
  throw new ServiceError(fault?.message ?? "the answer is no JSON", response.status, fault?.path ?? null);
}
