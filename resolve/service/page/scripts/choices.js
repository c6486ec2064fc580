/** The choices of a select, each value once. */

/**
 * Add choices that are not there yet.
 *
 * @param {HTMLSelectElement} select
 * @param {HTMLOptionElement[]} choices
 */
export function offer(select, choices) {
  select.append(...choices.filter((choice) => !has(select, choice.value)));
}

/**
 * Choose a value; it is added if it is not offered, since a link may know of more.
 *
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
export function choose(select, value) {
  if (!has(select, value)) {
    select.append(new Option(value, value));
  }
  select.value = value;
}

function has(select, value) {
  return [...select.options].some((option) => option.value === value);
}
