/**
 * An input with a list of suggestions: the pattern "editable combobox with list autocomplete" of the ARIA
 * Authoring Practices. The focus stays in the input; arrows choose, Enter takes, Escape closes and then empties.
 */

import { element } from "./element.js";
import { latest } from "./latest.js";
import { say } from "./saying.js";

const PAUSE = 90; // milliseconds without a key before suggestions are asked for

/**
 * Give an input its suggestions.
 *
 * @template T
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {object} how
 * @param {(text: string, signal: AbortSignal) => Promise<T[]>} how.find
 * @param {(item: T) => Node[]} how.draw - what stands in an option.
 * @param {(item: T) => void} how.choose
 * @param {(error: Error) => void} how.fail
 * @returns {{close: () => void}}
 */
export function combobox(input, list, { find, draw, choose, fail }) {
  const only = latest();
  let items = [];
  let active = -1;
  let timer = 0;

  function show(found) {
    items = found;
    list.replaceChildren(
      ...items.map((item, at) =>
        element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" }, draw(item)),
      ),
    );
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  }

  function mark(at) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const option = list.children[active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    clearTimeout(timer);
    only(async () => {});
    show([]);
  }

  async function suggest() {
    const text = input.value.trim();
    if (text === "") {
      close();
      return;
    }
    try {
      await only(async (signal) => {
        const found = await find(text, signal);
        if (!signal.aborted && document.activeElement === input) {
          show(found);
          say(found.length === 1 ? "1 suggestion" : `${found.length || "no"} suggestions`);
        }
      });
    } catch (error) {
      close();
      fail(error);
    }
  }

  function take(at) {
    const item = items[at];
    close();
    choose(item);
  }

  /** Step through the options and, between the last and the first, the input itself. */
  function step(by) {
    const places = items.length + 1;
    mark(((active + 1 + by + places) % places) - 1);
  }

  const keys = {
    ArrowDown: () => (list.hidden ? suggest() : step(1)),
    ArrowUp: () => (list.hidden ? suggest() : step(-1)),
    Enter: () => (active >= 0 ? take(active) : false),
    Escape: () => {
      if (list.hidden) {
        input.value = "";
      }
      close();
    },
    Tab: () => {
      close();
      return false;
    },
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || !Object.hasOwn(keys, event.key)) {
      return;
    }
    if (keys[event.key]() !== false) {
      event.preventDefault();
    }
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  input.addEventListener("blur", close);
  // The focus must not leave the input before the click is done.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      take([...list.children].indexOf(option));
    }
  });
  return { close };
}
