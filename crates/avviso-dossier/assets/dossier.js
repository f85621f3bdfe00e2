"use strict";
(() => {
  const rows = [...document.querySelectorAll(".row")];
  const keys = document.getElementById("keys");
  // The row that the reader came from: Backspace leads back to it.
  let row = null;
  const byId = (id) => document.getElementById(id);
  const go = (id, from) => {
    const target = byId(id);
    if (!target) return false;
    if (from) row = from;
    if (location.hash !== "#" + id) location.hash = id;
    target.focus({ preventScroll: false });
    target.scrollIntoView({ block: "center" });
    return true;
  };
  const rowOf = (node) => node && node.closest ? node.closest(".row") : null;
  const current = () => rowOf(document.activeElement) || row || rowOf(document.querySelector(":target"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link) return;
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (go(id, rowOf(link))) event.preventDefault();
  });
  window.addEventListener("hashchange", () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (target) target.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (keys && !keys.checked)) return;
    if (event.target.matches && event.target.matches("input, textarea")) return;
    const here = current();
    const index = rows.indexOf(here);
    const anchor = here && here.id.slice(2);
    let done = false;
    if (event.key === "j") done = go((rows[index + 1] || rows[0] || {}).id, null);
    else if (event.key === "k") done = go((rows[index - 1] || rows[rows.length - 1] || {}).id, null);
    else if (event.key === "w" && anchor) done = go("w-" + anchor, here);
    else if (event.key === "r" && anchor) done = go("b-" + anchor, here);
    else if (event.key === "Backspace" && row) done = go(row.id, null);
    if (done) event.preventDefault();
  });
})();
