// The dossier of the examples, as an analyst would use it: from every statement to its words, its bytes and back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, dossier, findings, launch, open } from "./browser.js";

let browser, file;
before(async () => {
  file = process.env.AVVISO_DOSSIER ?? dossier(["examples/october-1962"]);
  browser = await launch();
});
after(() => browser?.close());

/** The focused element: its id, and whether it is on the screen. */
const at = (page) => page.evaluate(async () => {
  await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  const box = document.activeElement.getBoundingClientRect();
  return { id: document.activeElement.id, seen: box.bottom >= 0 && box.top <= innerHeight };
});

const focused = async (page) => (await at(page)).id;

/** What a dossier says of its statements: words, and the ranges of bytes of each part with the file they are in. */
const statements = (page) => page.$$eval(".row", (rows) => rows.map((row) => {
  const note = document.getElementById(`b-${row.id.slice(2)}`);
  const ranges = (cell) => [...cell.querySelectorAll("code")].map((code) => code.textContent.split("–").map(Number));
  return {
    id: row.id,
    quoted: row.querySelector("blockquote").textContent.trim(),
    source: note.closest("table").querySelector("caption > bdi").textContent,
    bytes: [...note.querySelectorAll("td")].slice(0, 3).map(ranges),
  };
}));

/** Letters alone: what markup, references and white space between them were, does not matter. */
const letters = (text) => text.replace(/<[^>]*>|&#?\w+;/g, " ").replace(/[^A-Za-z]/g, "");

for (const colorScheme of ["light", "dark"]) {
  test(`every statement leads to its words, its bytes and back by keyboard (${colorScheme})`, async () => {
    const { page, context, deeds } = await open(browser, file, { colorScheme });
    const all = await statements(page);
    assert.ok(all.length > 20, "the examples hold statements");
    await page.focus(".row");
    for (const [index, { id, quoted, source, bytes }] of all.entries()) {
      const anchor = id.slice(2);
      if (index > 0) await page.keyboard.press("j");
      assert.deepEqual(await at(page), { id, seen: true });
      await page.keyboard.press("w");
      assert.deepEqual(await at(page), { id: `w-${anchor}`, seen: true });
      // The words that begin there are those of the row, and a link to it or to a statement inside it.
      const marked = await page.evaluate(() => {
        let next = document.activeElement.nextElementSibling;
        while (next.classList.contains("begin")) next = next.nextElementSibling;
        return { link: next.getAttribute("href"), words: next.textContent, frame: getComputedStyle(next).outlineStyle };
      });
      assert.match(marked.link, /^#s-/);
      assert.equal(marked.frame, "solid", `the words of ${id} are framed`);
      const start = marked.words.trim().split(/\s+/)[0];
      assert.ok(quoted.startsWith(start), `${id}: "${quoted.slice(0, 40)}" begins with "${start}"`);
      await page.keyboard.press("Backspace");
      assert.deepEqual(await at(page), { id, seen: true });
      await page.keyboard.press("r");
      assert.deepEqual(await at(page), { id: `b-${anchor}`, seen: true });
      await page.keyboard.press("Backspace");
      assert.deepEqual(await at(page), { id, seen: true });
      // The bytes are those of the page: read from the file they give the very words.
      const raw = readFileSync(join(ROOT, source));
      const words = bytes[2].map(([from, to]) => raw.subarray(from, to).toString("utf8")).join("");
      assert.ok(letters(words).length > 1, `${id} has bytes`);
      assert.ok(letters(words).startsWith(letters(quoted).slice(0, 200)), `${id}: ${words.slice(0, 80)}`);
    }
    assert.deepEqual(deeds, []);
    await context.close();
  });

  test(`the accessibility checker finds nothing serious (${colorScheme})`, async () => {
    for (const width of [320, 390, 720, 1440]) {
      const { page, context } = await open(browser, file, { colorScheme, viewport: { width, height: 900 } });
      await page.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
      // Colours are the same at every width: the checker, which is slow, looks at each layout in one scheme.
      if (width === 1440 || (width === 390 && colorScheme === "light")) {
        assert.deepEqual(await findings(page), [], `at ${width} px`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `no scrolling sideways at ${width} px, but ${wide} px too wide`);
      await context.close();
    }
  });
}

test("links alone do the same, with Tab and Enter", async () => {
  const { page, context, deeds } = await open(browser, file);
  const id = await page.$eval(".row", (row) => row.id);
  const anchor = id.slice(2);
  await page.focus(`[id="${id}"] a.words`);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), `w-${anchor}`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(await focused(page), /^s-/);
  await page.focus(`[id="${id}"] a.bytes`);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), `b-${anchor}`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), id);
  assert.deepEqual(deeds, []);
  await context.close();
});

test("marks are walked from one to the next, and back", async () => {
  const { page, context } = await open(browser, file);
  await page.focus(".row");
  await page.keyboard.press("w");
  const mark = () => page.evaluate(() => [...document.querySelectorAll(".text a.m")].indexOf(document.activeElement));
  await page.keyboard.press("n");
  const first = await mark();
  assert.ok(first >= 0);
  await page.keyboard.press("n");
  assert.equal(await mark(), first + 1);
  await page.keyboard.press("p");
  assert.equal(await mark(), first);
  await context.close();
});

test("single keys can be switched off", async () => {
  const { page, context } = await open(browser, file);
  await page.uncheck("#keys");
  await page.focus(".row");
  const id = await focused(page);
  for (const key of ["w", "r", "j", "n", "/"]) await page.keyboard.press(key);
  assert.equal(await focused(page), id);
  await context.close();
});

test("the filter hides and shows, says how many, and makes no element", async () => {
  const { page, context, deeds } = await open(browser, file);
  const made = () => page.evaluate(() => document.querySelectorAll("*").length);
  const shown = () => page.$$eval(".row", (rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.id));
  const [start, all] = [await made(), await shown()];
  await page.focus(".row");
  // Quick keys: what the address says late must not take the focus back.
  for (const key of ["w", "Backspace", "/"]) await page.keyboard.press(key);
  assert.equal(await focused(page), "filter");
  await page.keyboard.type("khrushchev letter");
  const some = await shown();
  assert.ok(some.length < all.length, `${some.length} of ${all.length}`);
  assert.equal(await page.textContent("#found"), `${some.length} of ${all.length}`);
  await page.keyboard.press("Escape");
  assert.deepEqual(await shown(), all);
  await page.keyboard.type("no such word anywhere");
  assert.deepEqual(await shown(), []);
  // A link to a hidden row shows it.
  await page.evaluate((id) => { location.hash = id; }, all[3]);
  await page.waitForFunction((id) => document.activeElement.id === id, all[3]);
  assert.deepEqual(await shown(), all);
  assert.equal(await made(), start);
  assert.deepEqual(deeds, []);
  await context.close();
});

test("with scripts off every statement, its words and its bytes are there", async () => {
  const on = await open(browser, file);
  const all = await statements(on.page);
  await on.context.close();
  const { page, context, deeds } = await open(browser, file, { javaScriptEnabled: false });
  const html = await page.content();
  for (const { id, quoted } of all) {
    for (const kind of ["s", "w", "b"]) assert.equal(html.split(`id="${kind}-${id.slice(2)}"`).length, 2, `${kind}-${id}`);
    assert.equal((await page.locator(`[id="${id}"] blockquote`).textContent()).trim(), quoted);
  }
  assert.equal(await page.locator(".filter").isVisible(), false, "no box that would do nothing");
  for (const kind of ["b", "w", "s"]) {
    await page.goto(`${page.url().split("#")[0]}#${kind}-${all.at(-1).id.slice(2)}`);
    const box = await page.locator(`[id="${kind}-${all.at(-1).id.slice(2)}"]`).boundingBox();
    assert.ok(box.y >= 0 && box.y < 900, `a link to ${kind}- leads there`);
  }
  assert.deepEqual(deeds, []);
  await context.close();
});

test("a jump makes no elements", async () => {
  const { page, context } = await open(browser, file);
  const count = () => page.evaluate(() => document.querySelectorAll("*").length);
  const atStart = await count();
  await page.focus(".row");
  for (const key of ["j", "w", "n", "Backspace", "r", "Backspace", "k"]) await page.keyboard.press(key);
  assert.equal(await count(), atStart);
  await context.close();
});

test("forced colours keep every kind of mark apart", async () => {
  const { page, context, deeds } = await open(browser, file, { forcedColors: "active" });
  const style = (kind) => page.$eval(`.text .m.${kind}`, (mark) => {
    const { backgroundColor, borderBottomStyle, textDecorationStyle, textDecorationLine } = getComputedStyle(mark);
    return [backgroundColor, borderBottomStyle, textDecorationLine, textDecorationStyle].join(" ");
  });
  const styles = [await style("q"), await style("s"), await style("c")];
  assert.equal(new Set(styles).size, 3, styles.join(" | "));
  assert.deepEqual(deeds, []);
  await context.close();
});

test("it prints on A4 and Letter with the bytes as end notes", async () => {
  const { page, context } = await open(browser, file);
  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  }
  await page.emulateMedia({ media: "print" });
  const order = await page.evaluate(() => {
    const [last, note] = [[...document.querySelectorAll(".page")].at(-1), document.querySelector(".notes tr[id]")];
    return note.checkVisibility() && Boolean(last.compareDocumentPosition(note) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  assert.ok(order, "the notes stand after the pages");
  assert.equal(await page.isVisible("nav"), false);
  await context.close();
});
