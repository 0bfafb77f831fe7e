import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { findOnPath } from "./find-on-path.mjs";
import { installPackages } from "./install-packages.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const onPath = () => names.map(findOnPath).find((file) => file !== undefined);

/** @returns {Promise<string | undefined>} the browser that Playwright itself downloads, when it is there */
async function fromPlaywright() {
  const { chromium } = await import("playwright-core");
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

/**
 * Path of a Chromium: `OBS_CHROMIUM`, one on PATH, Playwright's, else it is installed (Playwright's download, then
 * apt). Throws with the command to run when none can be had.
 * @returns {Promise<string>}
 */
export async function findChromium() {
  const given = process.env.OBS_CHROMIUM;
  if (given) return given;
  const present = onPath() ?? (await fromPlaywright());
  if (present) return present;
  console.log("   no Chromium found, installing one");
  const playwright = path.resolve(import.meta.dirname, "../../node_modules/.bin/playwright");
  if (spawnSync(playwright, ["install", "chromium"], { stdio: "inherit", timeout: 120_000 }).status === 0) {
    const downloaded = await fromPlaywright();
    if (downloaded) return downloaded;
  }
  await installPackages(["chromium"], { recommended: true });
  const installed = onPath();
  if (installed) return installed;
  throw new Error("No Chromium for the journeys. Install one (`npx playwright install chromium`) or set OBS_CHROMIUM.");
}
