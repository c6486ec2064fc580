/** What is said to those who cannot see it change, and failures as what they are. */

import { element } from "./element.js";

const REFUSED = {
  404: "It is not there.",
  410: "It is no longer there.",
  413: "That is too much at once.",
  503: "The service has too much to do, or is not ready. Try again in a moment.",
};

/** @param {string} text - read out by a screen reader when it has nothing else to say. */
export function say(text) {
  document.getElementById("said").textContent = text;
}

/**
 * A failure, with what the service said of it.
 *
 * @param {Error} error
 * @returns {HTMLElement}
 */
export function problem(error) {
  const status = error.status ?? null;
  const told = status === null ? error.message : (REFUSED[status] ?? refusal(status));
  const detail = status === null ? null : element("span", { class: "detail" }, `${error.message} (${status})`);
  return element("p", { class: "problem", role: "alert" }, element("strong", {}, told), detail);
}

function refusal(status) {
  return status < 500 ? "The service does not take this." : "The service failed. The fault is not yours.";
}
