/** The page: each address on its view. */

import { adoptLink, shown } from "./address.js";
import { offerLanguages, startArticle } from "./article.js";
import { element } from "./element.js";
import { whole } from "./figures.js";
import { offerKnown, showNames, startNames } from "./names.js";
import { problem } from "./saying.js";
import * as service from "./service.js";
import { showSpellings, startSpellings } from "./spellings.js";

const TITLES = { names: "Adlar", spellings: "Spellings – Adlar", article: "Article – Adlar" };
const links = document.querySelectorAll("nav [data-view]");
let current = null;

function show() {
  const asked = shown();
  const turned = current !== null && current !== asked.view;
  current = asked.view;
  for (const view of Object.keys(TITLES)) {
    document.getElementById(view).hidden = view !== asked.view;
  }
  for (const link of links) {
    if (link.dataset.view === asked.view) {
      link.setAttribute("aria-current", "page");
      link.href = location.hash || "#"; // one comes back to what one left
    } else {
      link.removeAttribute("aria-current");
    }
  }
  document.title = asked.view === "names" && asked.q ? `${asked.q} – Adlar` : TITLES[asked.view];
  if (turned) {
    document.getElementById("content").focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  if (asked.view === "names") {
    showNames(asked);
  } else if (asked.view === "spellings") {
    showSpellings(asked);
  }
}

function go(address) {
  if (location.hash === address) {
    show();
  } else {
    location.hash = address;
  }
}

function replace(address) {
  history.replaceState(null, "", address);
  show();
}

async function introduce() {
  const place = document.getElementById("about");
  try {
    const about = await service.about();
    offerKnown(about);
    offerLanguages(about);
    place.replaceChildren(
      `${whole(about.entities)} entities, ${whole(about.names)} names, snapshot `,
      element("code", {}, about.snapshot),
      ". For programs: ",
      element("a", { href: "openapi.json" }, "openapi.json"),
      "; for OpenRefine: ",
      element("code", {}, new URL("reconcile", document.baseURI).href),
    );
  } catch (error) {
    place.replaceChildren(problem(error));
  }
}

adoptLink();
startNames(go);
startSpellings(replace);
startArticle();
introduce();
show();
addEventListener("hashchange", show);
document.getElementById("skip").addEventListener("click", (event) => {
  // The address says what is shown, so it cannot say where to.
  event.preventDefault();
  document.getElementById("content").focus();
});
