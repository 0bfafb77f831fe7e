/**
 * When a reader sees the page, in milliseconds from the start of the navigation.
 * @typedef {{ paintMs: number, verdictMs: number, word: string }} Seen
 */

/** Runs in the page before anything of it: notes when the verdict's word first stands there. */
function watchVerdict() {
  const look = () => {
    const word = document.querySelector('[data-testid="verdict-word"]')?.textContent;
    // Not "verdict": that is the panel, by its id.
    if (word && !("verdictSeen" in window)) Object.assign(window, { verdictSeen: { atMs: performance.now(), word } });
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** Runs in the page. */
function readSeen() {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const verdict = /** @type {{ verdictSeen?: { atMs: number, word: string } }} */ (/** @type {unknown} */ (window))
    .verdictSeen;
  return paint && verdict ? { paintMs: paint.startTime, verdictMs: verdict.atMs, word: verdict.word } : null;
}

/**
 * Opens a page in a browser context of its own, nothing cached, and says when it was painted and when the verdict stood
 * there.
 * @param {import("@playwright/test").Browser} browser
 * @param {{ url: string, cookie: { name: string, value: string } }} page
 * @returns {Promise<Seen>}
 */
export async function openPage(browser, { url, cookie }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.addCookies([{ ...cookie, url }]);
    const page = await context.newPage();
    await page.addInitScript(watchVerdict);
    await page.goto(url, { waitUntil: "commit" });
    const seen = await page.waitForFunction(readSeen, undefined, { timeout: 30_000 });
    return /** @type {Seen} */ (await seen.jsonValue());
  } finally {
    await context.close();
  }
}
