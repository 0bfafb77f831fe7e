import { readFileSync } from "node:fs";
import path from "node:path";

/** Asks for what needs the key that `startVictoriaMetrics` lays beside the data. @param {string} url @param {string} dataDir */
async function askAsAdmin(url, dataDir) {
  const authKey = readFileSync(path.join(dataDir, "../victoria-metrics-key/key"), "utf8").trim();
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ authKey }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`VictoriaMetrics: ${answer.status} ${text.slice(0, 200)}`);
  return text;
}

/** A snapshot of a running VictoriaMetrics; returns its name below `<dataDir>/snapshots`. @param {string} url @param {string} dataDir */
export async function takeSnapshot(url, dataDir) {
  /** @type {{ snapshot: string }} */
  const { snapshot } = JSON.parse(await askAsAdmin(`${url}/snapshot/create`, dataDir));
  return snapshot;
}

/** Gives one back; the disk that it holds is free again. @param {string} url @param {string} dataDir @param {string} name */
export async function releaseSnapshot(url, dataDir, name) {
  await askAsAdmin(`${url}/snapshot/delete?snapshot=${encodeURIComponent(name)}`, dataDir);
}
