// Hostile pages and records in a real browser: no dialog, no request, no element and no attribute that the templates
// did not make. Numbers are those of the list that crates/avviso-cli/tests/hostile.rs follows.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, dossier, launch, open, program } from "./browser.js";

let browser, folder;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "avviso-hostile-"));
});
after(() => browser?.close());

/** All that the templates make. */
const ELEMENTS = new Set(("html head meta title style body header h1 ul li a b p code nav main section h2 h3 h4 dl div dt dd "
  + "ol blockquote bdi i span abbr details summary table caption thead tbody tr th td article svg line text rect path "
  + "label input output kbd script br defs marker circle").split(" "));
const ATTRIBUTES = new Set(("lang charset http-equiv content name class href id tabindex title data-l data-h rel dir scope "
  + "hidden for type autocomplete spellcheck placeholder checked open width height focusable x y x1 x2 y1 y2 dx d "
  + "text-anchor dy cx cy r viewBox refX refY markerWidth markerHeight markerUnits orient marker-end").split(" "));

/** Elements, attributes and links of a dossier that no template made. */
const foreign = (page) => page.evaluate(([elements, attributes]) => {
  const found = [];
  for (const one of document.querySelectorAll("*")) {
    if (!elements.includes(one.localName)) found.push(`<${one.localName}>`);
    for (const { name, value } of one.attributes) {
      if (!attributes.includes(name) && !name.startsWith("aria-")) found.push(`${one.localName} ${name}=${value}`);
      if (name === "href" && !/^(#|https?:\/\/)/.test(value)) found.push(`${one.localName} ${name}=${value}`);
    }
  }
  if (document.scripts.length !== 1) found.push(`${document.scripts.length} scripts`);
  return found;
}, [[...ELEMENTS], [...ATTRIBUTES]]);

/** Opens the dossier of a file and does what a reader does, with everything unfolded. */
async function harmless(name, inputs) {
  const { page, context, deeds } = await open(browser, dossier(inputs));
  await page.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
  await page.evaluate(() => {
    for (const link of [...document.querySelectorAll('main a[href^="#"]')].slice(0, 10)) link.click();
  });
  assert.deepEqual(await foreign(page), [], name);
  assert.deepEqual(deeds, [], name);
  const text = await page.evaluate(() => document.body.innerText);
  await context.close();
  return text;
}

const page = (words, attribute = words) => `<!doctype html><html lang="en"><head><title>${words}</title>
<meta property="og:site_name" content="${attribute}"><meta property="og:url" content="${attribute}">
<meta name="author" content="${attribute}"><link rel="canonical" href="${attribute}">
<meta property="article:published_time" content="1998-05-04T09:30:00Z"></head><body><article><h1>${words}</h1>
<p>By ${words}</p><p>“We keep every quay ${words},” the mayor of Elsmouth said. “Nobody ${words} will be sent away.”</p>
<p>According to ${words}, the harbour stays open. This post first appeared on ${words}.</p></article>
<nav><a href="/">Home ${words}</a></nav></body></html>`;

const write = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const ESCAPED = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const MARKUP = [
  "</script><img src=x onerror=alert(1)>", "--><svg onload=alert(1)><set attributeName=href to=javascript:alert(1)>",
  "]]>{{7*7}}{% raw %}", "</title></style></textarea><script>alert(1)</script>", "x\" onmouseover=\"alert(1)",
  "' autofocus onfocus='alert(1)", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
  "<iframe src=//evil.example></iframe><base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>",
];

test("27: words within words within words", async () => {
  const file = write("said.html", `<p>The mayor spoke.</p><p>${"he said she said ".repeat(60)}</p>`);
  await harmless("said", [file]);
});

test("28: hidden, turned and stacked characters are shown as signs", async () => {
  const odd = "ad\u200dmin \u202eturned\u202c \u2066x\u2069 a" + "\u0301".repeat(10000) + " Vl\u0430dimir co\u00adop";
  const text = await harmless("odd", [write("odd.html", page(odd)), write("odd.txt", `Harbour ${odd}\n\n“We keep ${odd},” he said.\n`)]);
  assert.ok(text.includes("ad\u25afmin"));
  assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(text));
  assert.ok(!text.includes("\u0301".repeat(5)));
});

test("29: control characters are shown as signs", async () => {
  const odd = "a\0b \x7f \u0085 \u009b31m \ufffe \uffff \u2028 \u2029 \x1b[2J";
  const text = await harmless("controls", [write("controls.html", page(odd)), write("controls.txt", `Harbour ${odd}\n\n“We keep ${odd},” he said.\n`)]);
  // eslint-disable-next-line no-control-regex
  assert.ok(!/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/.test(text));
});

test("30: markup in words, names and addresses stays words", async () => {
  const files = MARKUP.flatMap((words, index) => [
    write(`raw-${index}.html`, page(words)),
    write(`escaped-${index}.html`, page(ESCAPED(words))),
    write(`plain-${index}.txt`, `Harbour of ${words}\n\n“We keep ${words},” the mayor said.\n\nFrom ${words} at The ${words} Post:\n`),
    write(`${words.replace(/[/\0]/g, "_").slice(0, 80)}.txt`, "The harbour stays open, the mayor said.\n"),
  ]);
  const text = await harmless("markup", [...files, "--title=</title><script>alert(1)</script>"]);
  assert.ok(text.includes("onerror=alert(1)"), "the words are there to be read");
  assert.ok(!text.includes("]]>49"));
});

test("30: so do those of a record that says them in every field", async () => {
  const record = readFileSync(join(ROOT, "crates/avviso-record/tests/example/record.json"), "utf8");
  const lines = MARKUP.map((words, index) => {
    const whole = JSON.parse(record);
    const keep = new Set(["format", "sha256", "encoding", "text", "kind", "precision", "from", "to", "mode", "level",
      "stance", "medium", "relation", "severity", "why", "status", "form", "quad", "reason", "type", "genre"]);
    const fill = (value, key) => {
      if (typeof value === "string") return keep.has(key) || /^[aqetl]\d+$/.test(value) ? value : words;
      if (Array.isArray(value)) return value.map((one) => fill(one, key));
      if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v, k)]));
      return value;
    };
    const filled = fill(whole);
    filled.text = whole.text;
    filled.discarded = whole.discarded.map((part) => ({ ...part, text: words }));
    filled.article.genre = whole.article.genre;
    filled.page.id = `p${String(index).padStart(16, "0")}`;
    return JSON.stringify(filled);
  });
  const text = await harmless("records", [write("records.jsonl", `${lines.join("\n")}\n`)]);
  assert.ok(text.includes("onerror=alert(1)"));
});

test("43: records of other formats, with more fields, cut short, behind a mark", async () => {
  const good = execFileSync(program(), ["read", write("a.html", page("quiet"))], { encoding: "utf8" });
  const file = write("odd.jsonl", [good.replace("avviso-record/1", "avviso-record/9"),
    good.replace("{", '{"</script><img src=x onerror=alert(1)>": 1, ').replaceAll("a.html", "b.html"), good.slice(0, good.length / 2)].join(""));
  const bom = write("bom.jsonl", `\ufeff${good}`);
  const output = join(folder, "43.html");
  assert.throws(() => execFileSync(program(), ["dossier", file, bom, "-o", output], { stdio: "pipe" }), (error) => {
    assert.equal(error.status, 1);
    assert.match(error.stderr.toString(), /line 1[\s\S]*line 3/);
    return true;
  });
  const { page: opened, context, deeds } = await open(browser, output);
  assert.deepEqual(await foreign(opened), []);
  assert.match(await opened.textContent("h1"), /2 pages/);
  assert.deepEqual(deeds, []);
  await context.close();
});
