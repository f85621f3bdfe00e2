// Who repeats whom, the same words on several pages, and quotations checked: in the browser, with keys alone.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dossier, findings, launch, open } from "./browser.js";

const ABSENT = "We shall never sign any paper of this kind </script><img src=x onerror=alert(1)>";
let browser, file;
before(async () => {
  const quotes = join(mkdtempSync(join(tmpdir(), "avviso-quotes-")), "quotes.txt");
  writeFileSync(quotes, [
    "So I welcome this message and consider it an important contribution to peace",
    "They could hurl an atomic warhead more than 3,000 nautical miles, far enough to hit Washington",
    ABSENT,
  ].join("\n"));
  file = dossier(["examples/october-1962", "--trace", quotes]);
  browser = await launch();
});
after(() => browser?.close());

test("the drawing has a table twin with every pair, its relation and its reason", async () => {
  const { page, context, deeds } = await open(browser, file);
  assert.match(await page.textContent("#repeats .lead"), /^\d+ pages, \d+ copy groups, at most \d+ origins?; no copying found/);
  const lines = await page.$$eval(".repeats line title", (titles) => titles.map((title) => title.textContent));
  const rows = await page.$$eval("#repeats tr[id^=c-]", (all) => all.map((row) => ({
    id: row.id.slice(2), rules: row.querySelectorAll("code.rule").length, pages: row.querySelectorAll("td > a[href^='#p']").length,
  })));
  assert.ok(rows.length > 0 && lines.length === rows.length, `${lines.length} lines, ${rows.length} rows`);
  for (const { id, rules, pages } of rows) {
    assert.ok(lines.some((line) => line.startsWith(`${id}: `)), id);
    assert.ok(rules > 0 && pages === 2, id);
  }
  assert.equal(await page.getAttribute(".line-box", "aria-hidden"), "true");
  assert.equal(await page.$$eval("svg [tabindex], svg a", (all) => all.length), 0, "nothing to focus in a drawing that is hidden");
  assert.deepEqual(deeds, []);
  await context.close();
});

test("from a pair to both tellings, and back, with Enter and Tab", async () => {
  const { page, context } = await open(browser, file);
  const id = await page.$eval("#repeats tr[id^=c-]", (row) => row.id.slice(2));
  await page.focus(`#c-${id} td a`);
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => document.activeElement.id === `d-${id}`, id);
  assert.ok(await page.isVisible(`#d-${id} td`), "the tellings are unfolded");
  await page.focus(`#d-${id} a.back`);
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => document.activeElement.id === `c-${id}`, id);
  await context.close();
});

test("sayings fold their tellings, and statements lead to them and back", async () => {
  const { page, context, deeds } = await open(browser, file);
  const said = await page.$$eval(".saying", (all) => all.map((one) => one.querySelectorAll("tbody tr").length));
  assert.ok(said.length > 0 && said.every((tellings) => tellings > 1), `${said}`);
  const links = await page.$$eval('.row a[href^="#u-"]', (all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.length > 0);
  for (const link of new Set(links)) {
    assert.ok(await page.$eval(`${link} tbody`, (body) => [...body.querySelectorAll('a[href^="#s-"]')]
      .every((back) => document.getElementById(back.getAttribute("href").slice(1)))), link);
  }
  assert.deepEqual(deeds, []);
  await context.close();
});

test("quotations are checked: a status in a word, and what differs marked in both", async () => {
  const { page, context, deeds } = await open(browser, file);
  assert.equal(await page.textContent("#checked .lead"), "3 quotations: 1 verbatim, 1 altered, 1 absent.");
  assert.deepEqual(await page.$$eval(".check .status b:first-child", (all) => all.map((one) => one.textContent)),
    ["verbatim", "altered", "absent"]);
  const figures = await page.$$eval("#t-2 .grave", (all) => all.map((one) => [one.dataset.l, one.textContent]));
  assert.deepEqual(figures, [["number", "3,000"], ["number", "1,000"]]);
  assert.equal(await page.$$eval("#t-1 .grave, #t-1 .edit", (all) => all.length), 0);
  assert.ok((await page.textContent("#t-3")).includes("onerror=alert(1)"), "asked words stay words");
  assert.deepEqual(deeds, []);
  await context.close();
});

test("the sections are there with scripts off, at 320 px, and for the accessibility checker", async () => {
  const off = await open(browser, file, { javaScriptEnabled: false });
  for (const id of ["repeats", "sayings", "checked"]) assert.ok(await off.page.locator(`#${id} h2`).isVisible(), id);
  await off.context.close();
  for (const [width, colorScheme] of [[320, "light"], [1440, "dark"]]) {
    const { page, context } = await open(browser, file, { colorScheme, viewport: { width, height: 900 } });
    await page.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} px too wide at ${width} px`);
    if (width === 1440) assert.deepEqual(await findings(page), []);
    await context.close();
  }
});
