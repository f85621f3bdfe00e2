"use strict";
// Links and filters what is in the file; makes no element.
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll(".row")];
  const keys = byId("keys");
  const filter = byId("filter");
  // The row that the reader came from: Backspace leads back to it.
  let row = null;
  // The address that a jump of ours set: its event comes late, and must not take the focus back.
  let ours = null;
  const rowOf = (node) => (node && node.closest ? node.closest(".row") : null);
  const statementOf = (node) => {
    const note = node && node.closest ? node.closest(".notes tr[id], .begin") : null;
    return rowOf(node) || (note && byId("s-" + note.id.slice(2)));
  };
  const current = () => statementOf(document.activeElement) || row || rowOf(document.querySelector(":target"));
  const go = (id, from) => {
    const target = byId(id);
    if (!target) return false;
    if (from) row = from;
    if (target.closest("[hidden]")) show("");
    const fold = target.closest("details:not([open])");
    if (fold) fold.open = true;
    if (location.hash !== "#" + id) {
      ours = id;
      location.hash = id;
    }
    target.focus({ preventScroll: true });
    const tall = target.getBoundingClientRect().height > innerHeight / 2;
    const scroll = () => target.scrollIntoView({ block: tall ? "start" : "center" });
    scroll();
    // In a large file what comes into view gets its true height only now.
    requestAnimationFrame(() => { if (document.activeElement === target) scroll(); });
    return true;
  };

  // The filter hides rows that lack one of its words; a speaker without rows is hidden with them.
  const texts = new Map();
  const textOf = (one) => {
    if (!texts.has(one)) {
      const said = one.querySelector(".said").textContent;
      texts.set(one, (one.closest(".speaker").querySelector("h3").textContent + " " + said).toLowerCase());
    }
    return texts.get(one);
  };
  const show = (words) => {
    if (filter.value !== words) filter.value = words;
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const one of rows) {
      one.hidden = wanted.length > 0 && !wanted.every((word) => textOf(one).includes(word));
      if (!one.hidden) left += 1;
    }
    for (const speaker of document.querySelectorAll(".speaker")) {
      speaker.hidden = !speaker.querySelector(".row:not([hidden])");
    }
    byId("found").textContent = wanted.length ? left + " of " + rows.length : "";
  };
  if (filter) {
    filter.closest(".filter").hidden = false;
    filter.addEventListener("input", () => show(filter.value));
    filter.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { show(""); event.preventDefault(); }
    });
    if (filter.value) show(filter.value);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (go(id, rowOf(link))) event.preventDefault();
  });
  const land = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    // Quick keys set several addresses before the first event comes; all of them are ours.
    if (ours === id) return;
    ours = null;
    if (id && byId(id) !== document.activeElement) go(id, null);
  };
  addEventListener("hashchange", land);
  land();

  const next = (list, from, step) => {
    const at = list.indexOf(from);
    return list[at < 0 ? (step > 0 ? 0 : list.length - 1) : (at + step + list.length) % list.length];
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (keys && !keys.checked)) return;
    if (event.target.matches && event.target.matches("input:not([type=checkbox]), textarea")) return;
    const here = current();
    const anchor = here && here.id.slice(2);
    const step = { j: 1, k: -1, n: 1, p: -1 }[event.key];
    let done = false;
    if (event.key === "j" || event.key === "k") {
      done = go((next(rows.filter((one) => !one.hidden), here, step) || {}).id, null);
    } else if (event.key === "n" || event.key === "p") {
      const marks = [...document.querySelectorAll(".text a.m")];
      const at = document.activeElement;
      let mark = next(marks, at, step);
      if (at && at.matches(".begin")) mark = marks.find((one) => at.compareDocumentPosition(one) & 4) || mark;
      if (mark) { mark.focus(); mark.scrollIntoView({ block: "center" }); done = true; }
    } else if (event.key === "w" && anchor) done = go("w-" + anchor, here);
    else if (event.key === "r" && anchor) done = go("b-" + anchor, here);
    else if (event.key === "Backspace" && (row || here)) done = go((rowOf(document.activeElement) ? row || here : statementOf(document.activeElement) || row).id, null);
    else if (event.key === "/" && filter) { filter.focus(); filter.scrollIntoView({ block: "center" }); done = true; }
    else if (event.key === "?") done = go("keys-help", null);
    if (done) event.preventDefault();
  });
})();
