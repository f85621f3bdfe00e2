// The dossier of the examples, as an analyst would use it: from every statement to its words, its bytes and back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dossier, findings, launch, open } from "./browser.js";

let browser, file;
before(async () => {
  file = process.env.AVVISO_DOSSIER ?? dossier(["examples/october-1962"]);
  browser = await launch();
});
after(() => browser?.close());

const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");

/** Whether an element is on the screen and not covered. */
const seen = (page, id) => page.evaluate((id) => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.bottom >= 0 && box.top <= innerHeight;
}, id);

for (const colorScheme of ["light", "dark"]) {
  test(`every statement leads to its words, its bytes and back by keyboard (${colorScheme})`, async () => {
    const { page, context, deeds } = await open(browser, file, { colorScheme });
    const ids = await page.$$eval(".row", (rows) => rows.map((row) => row.id));
    assert.ok(ids.length > 0, "the examples hold statements");
    for (const id of ids) {
      const anchor = id.slice(2);
      await page.evaluate((id) => document.getElementById(id).focus(), id);
      await page.keyboard.press("w");
      assert.equal(await focused(page), `w-${anchor}`);
      assert.ok(await seen(page, `w-${anchor}`), `words of ${id} are on the screen`);
      // The words that begin there are a link back to the row of this or an enclosing statement.
      const marked = await page.$eval(`[id="w-${anchor}"]`, (begin) => {
        let next = begin.nextElementSibling;
        while (next && next.classList.contains("begin")) next = next.nextElementSibling;
        return { link: next?.getAttribute("href") ?? "", words: next?.textContent ?? "" };
      });
      assert.match(marked.link, /^#s-/);
      const quoted = await page.$eval(`[id="${id}"] blockquote`, (quote) => quote.textContent.trim());
      const start = marked.words.trim().split(/\s+/)[0];
      assert.ok(quoted.startsWith(start), `${id}: "${quoted.slice(0, 40)}" begins with "${start}"`);
      await page.keyboard.press("Backspace");
      assert.equal(await focused(page), id);
      await page.keyboard.press("r");
      assert.equal(await focused(page), `b-${anchor}`);
      assert.ok(await page.isVisible(`[id="b-${anchor}"] td`), `bytes of ${id} are shown`);
      assert.match(await page.$eval(`[id="b-${anchor}"] td`, (cell) => cell.textContent), /^\d+–\d+/);
      await page.keyboard.press("Backspace");
      assert.equal(await focused(page), id);
    }
    assert.deepEqual(deeds, []);
    await context.close();
  });

  test(`links alone do the same, with Tab and Enter (${colorScheme})`, async () => {
    const { page, context, deeds } = await open(browser, file, { colorScheme });
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
    await page.focus(`[id="b-${anchor}"] a.back`);
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), id);
    assert.deepEqual(deeds, []);
    await context.close();
  });

  test(`the accessibility checker finds nothing serious (${colorScheme})`, async () => {
    for (const width of [320, 390, 1440]) {
      const { page, context } = await open(browser, file, { colorScheme, viewport: { width, height: 900 } });
      await page.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
      assert.deepEqual(await findings(page), [], `at ${width} px`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `no scrolling sideways at ${width} px, but ${wide} px too wide`);
      await context.close();
    }
  });
}

test("single keys can be switched off", async () => {
  const { page, context } = await open(browser, file);
  const id = await page.$eval(".row", (row) => row.id);
  await page.uncheck("#keys");
  await page.evaluate((id) => document.getElementById(id).focus(), id);
  await page.keyboard.press("w");
  assert.equal(await focused(page), id);
  await context.close();
});

test("with scripts off every statement, its words and its bytes are there", async () => {
  const on = await open(browser, file);
  const rows = await on.page.$$eval(".row", (all) => all.map((row) => [row.id, row.querySelector("blockquote").textContent]));
  await on.context.close();
  const { page, context, deeds } = await open(browser, file, { javaScriptEnabled: false });
  for (const [id, words] of rows) {
    assert.equal(await page.locator(`[id="${id}"] blockquote`).textContent(), words);
    assert.equal(await page.locator(`[id="w-${id.slice(2)}"]`).count(), 1);
    assert.equal(await page.locator(`[id="b-${id.slice(2)}"] td`).first().textContent().then((text) => /\d/.test(text)), true);
  }
  const first = rows[0][0].slice(2);
  await page.goto(`${page.url().split("#")[0]}#b-${first}`);
  assert.ok(await page.locator(`[id="b-${first}"]`).isVisible(), "a link to bytes shows them without scripts");
  assert.deepEqual(deeds, []);
  await context.close();
});

test("a jump makes no elements", async () => {
  const { page, context } = await open(browser, file);
  const count = () => page.evaluate(() => document.querySelectorAll("*").length);
  const atStart = await count();
  await page.focus(".row");
  for (const key of ["j", "w", "Backspace", "r", "Backspace", "k"]) await page.keyboard.press(key);
  assert.equal(await count(), atStart);
  await context.close();
});

test("it prints on A4 and Letter with the bytes as end notes", async () => {
  const { page, context } = await open(browser, file);
  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  }
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.isVisible(".bytes-of table"));
  await context.close();
});
