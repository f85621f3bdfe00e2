// What every browser test needs: the program, a dossier, a page that reports all it does.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The program under test: AVVISO_BIN, else the release or debug build. */
export function program() {
  const places = [process.env.AVVISO_BIN, join(ROOT, "target/release/avviso"), join(ROOT, "target/debug/avviso")];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("no avviso program: run `cargo build` first or set AVVISO_BIN");
  return found;
}

/** Makes a dossier of the inputs in a scratch folder and gives its path. */
export function dossier(inputs, options = []) {
  const file = join(mkdtempSync(join(tmpdir(), "avviso-browser-")), "dossier.html");
  execFileSync(program(), ["dossier", ...inputs, "-o", file, ...options], { cwd: ROOT, stdio: "pipe" });
  return file;
}

/** Starts the installed Chromium. */
export function launch() {
  const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .find((place) => place && existsSync(place));
  if (!executablePath) throw new Error("no Chromium: install the distribution's package or set CHROMIUM");
  const args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, args });
}

/** Opens a file and gathers whatever it does that it should not: requests, console messages, errors, dialogs. */
export async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const deeds = [];
  const url = pathToFileURL(file).href;
  page.on("request", (request) => { if (request.url().split("#")[0] !== url) deeds.push(`request ${request.url()}`); });
  page.on("console", (message) => deeds.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => deeds.push(`error ${error.message}`));
  page.on("dialog", (dialog) => { deeds.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url);
  return { page, context, deeds };
}

/** Findings of the accessibility checker, serious or worse. Its source is evaluated: the policy blocks added scripts. */
export async function findings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter((violation) => ["serious", "critical"].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
}
