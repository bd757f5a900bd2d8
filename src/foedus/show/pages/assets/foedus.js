// The little that pages do by themselves. Without it they still show everything and take decisions.
"use strict";
document.documentElement.classList.add("js");

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const numbers = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean);

// ---- the reading view: from claim to claim, cue words shown with the claim that rests on them
function reading(article) {
  const cards = all(".card");
  let here = null;
  const light = (number, name, cue) => {
    all(".run", article).forEach((run) => run.classList.toggle(name, number !== null && numbers(run, "c").includes(number)));
    all("[data-q]", article).forEach((run) => run.classList.toggle(cue, number !== null && numbers(run, "q").includes(number)));
  };
  const go = (number, { scroll = true, focus = false } = {}) => {
    here = number;
    light(number, "on", "seen");
    cards.forEach((card) => card.classList.toggle("on", card.dataset.n === number));
    all(".n", article).forEach((each) => (each.dataset.n === number ? each.setAttribute("aria-current", "true") : each.removeAttribute("aria-current")));
    const card = cards.find((each) => each.dataset.n === number);
    if (!card) return;
    const mark = article.querySelector(`.n[data-n="${number}"]`);
    const under = getComputedStyle(card).position === "fixed";
    if (scroll && mark) mark.scrollIntoView({ block: under ? "start" : "center", behavior: "instant" });
    if (scroll && !under) card.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (focus) card.focus({ preventScroll: true });
    history.replaceState(null, "", `#${card.id}`);
  };
  const step = (by) => {
    const order = cards.map((each) => each.dataset.n);
    const place = order.indexOf(here);
    go(order[place < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(order.length - 1, Math.max(0, place + by))], { focus: true });
  };
  article.addEventListener("click", (event) => {
    const mark = event.target.closest(".n");
    const run = event.target.closest(".run");
    if (mark) { event.preventDefault(); go(mark.dataset.n, { focus: true }); }
    else if (run && getSelection().isCollapsed) {
      const held = numbers(run, "c");
      go(held[(held.indexOf(here) + 1) % held.length], { scroll: false });
    }
  });
  article.addEventListener("mouseover", (event) => {
    const run = event.target.closest(".run");
    light(run ? numbers(run, "c")[0] : null, "hover", "seen");
    if (!run && here) light(here, "on", "seen");
  });
  article.addEventListener("mouseleave", () => { light(null, "hover", "seen"); light(here, "on", "seen"); });
  cards.forEach((card) => card.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, summary, form") && card.dataset.n !== here) go(card.dataset.n);
  }));
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea") || event.metaKey || event.ctrlKey || event.altKey) return;
    const card = cards.find((each) => each.dataset.n === here);
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape") { go(null); history.replaceState(null, "", location.pathname + location.search); }
    else if (event.key === "w" && card) card.querySelector(".to-why").click();
    else if (event.key === "c" && card) card.querySelector(".to-correct").click();
    else return;
    event.preventDefault();
  });
  const told = cards.find((each) => `#${each.id}` === location.hash);
  if (told) go(told.dataset.n);
}
all(".article").forEach(reading);

// ---- files that are dropped
all(".dropzone").forEach((zone) => {
  const input = zone.querySelector("input[type=file]");
  const over = (is) => (event) => { event.preventDefault(); zone.classList.toggle("over", is); };
  ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, over(true)));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    zone.querySelector("form").requestSubmit();
  });
});

// ---- what is worked on; the same page again when it is done
document.addEventListener("click", (event) => {
  if (event.target.closest(".again")) { event.preventDefault(); location.reload(); }
});

// ---- lists whose choice is at once the address
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.at-once");
  if (form && !form.hasAttribute("hx-get")) form.requestSubmit();
});

// ---- a name given in one form stands in the others of the page
all("input.by").forEach((field) => {
  field.addEventListener("change", () => all("input.by").forEach((other) => { other.value = field.value; }));
});

// ---- the slash leads to the search, as elsewhere
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
  const field = document.querySelector("main input[type=search]") || document.querySelector(".find input");
  if (field) { event.preventDefault(); field.focus(); }
});

// ---- on a narrow screen the facets are folded, and the page that one is on is in sight
const fold = () => matchMedia("(max-width: 52rem)").matches && all(".facets details:not(.chosen)").forEach((each) => { each.open = false; });
fold();
["htmx:after:swap", "htmx:afterSwap"].forEach((name) => document.addEventListener(name, fold));
const present = document.querySelector(".top nav [aria-current]");
if (present) present.parentElement.scrollLeft = present.offsetLeft - present.parentElement.offsetLeft - 40;
