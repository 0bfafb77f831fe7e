import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";

/** Secrets by a name that may be printed. */
export type Secrets = Record<string, string>;
/** Where a secret stands that must not be there: "session secret in console.db". */
export type Finding = string;

/** A secret as it stands, and as it would stand in a URL, in base64 and in JSON. */
function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  return [...new Set([secret, encodeURIComponent(secret), base64, JSON.stringify(secret).slice(1, -1)])];
}

/** Which of the secrets stand in a text or in bytes. */
export function findSecrets(haystack: string | Buffer, secrets: Secrets, where: string): Finding[] {
  const found = Object.entries(secrets).filter(([, secret]) =>
    spellings(secret).some((text) => haystack.includes(text)),
  );
  return found.map(([name]) => `${name} in ${where}`);
}

const recordsPattern = /\.(db|db-wal|db-journal|log|log\.\d+|json\.log)$/;

/**
 * Looks through the databases (with their write-ahead logs) and the logs below a data directory, or through every file
 * of it. Throws unless it holds the console's database and all of `mustHold`, so that it cannot miss what it is for.
 */
export function scanFiles(
  dir: string,
  secrets: Secrets,
  { everyFile = false, mustHold = ["console.db"] }: { everyFile?: boolean; mustHold?: string[] } = {},
): Finding[] {
  const files = readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && (everyFile || recordsPattern.test(entry.name)))
    .map(({ name, parentPath }) => path.join(parentPath, name));
  const missing = mustHold.filter((name) => !files.some((file) => path.relative(dir, file) === name));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(", ")} in ${dir} to look through.`);
  return files.flatMap((file) => findSecrets(readIfThere(file), secrets, path.relative(dir, file)));
}

/** The programs that write them merge their files meanwhile. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** Keeps every answer that a context's pages get (HTML, RSC payloads, JSON, scripts), for `scan` at the end. */
export function collectAnswers(context: BrowserContext): { scan: (secrets: Secrets) => Promise<Finding[]> } {
  const answers: Promise<{ url: string; text: string }>[] = [];
  context.on("response", (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (!/text|json|javascript|component/.test(type)) return;
    const headers = JSON.stringify(response.headers());
    // A body that was dropped by a navigation was not shown either.
    const body = response.text().catch(() => "");
    answers.push(body.then((text) => ({ url: response.url(), text: `${response.url()}\n${headers}\n${text}` })));
  });
  return {
    scan: async (secrets) => {
      const all = await Promise.all(answers);
      if (all.length === 0) throw new Error("No answer was collected, so nothing was looked through.");
      return all.flatMap(({ url, text }) => findSecrets(text, secrets, new URL(url).pathname));
    },
  };
}

/** What IndexedDB and the Cache Storage of a page's origin hold, as text. */
async function databasesAndCaches(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: Record<string, string> = {};
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        const content = [await settled(rows.getAllKeys()), await settled(rows.getAll())];
        found[`IndexedDB ${name} ${store}`] = JSON.stringify(content);
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        found[`cache ${name} ${request.url}`] = (await (await cache.match(request))?.text()) ?? "";
      }
    }
    return found;
  });
}

/** Looks through what a page's scripts can reach in the browser: storage, cookies that are not HttpOnly, the DOM. */
export async function scanBrowser(page: Page, secrets: Secrets): Promise<Finding[]> {
  const kept = await page.evaluate(() => ({
    "local storage": JSON.stringify({ ...localStorage }),
    "session storage": JSON.stringify({ ...sessionStorage }),
    "readable cookies": document.cookie,
    page: document.documentElement.outerHTML,
    "history state": JSON.stringify(history.state),
    address: location.href,
  }));
  return Object.entries({ ...kept, ...(await databasesAndCaches(page)) }).flatMap(([where, text]) =>
    findSecrets(text, secrets, `${where} of ${page.url()}`),
  );
}
