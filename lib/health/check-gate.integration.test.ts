import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { freePort } from "@/scripts/process/free-port.mjs";
import { startGate } from "@/scripts/programs/start-gate.mjs";
import { checkGate } from "./check-gate";

let dir: string;
let gate: Awaited<ReturnType<typeof startGate>>;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "obs-gate-"));
  gate = await startGate({ port: await freePort(), internalPort: await freePort(), dataDir: dir });
  process.env.OBS_DATA_DIR = dir;
  process.env.INGEST_PUBLIC_URL = gate.url;
  process.env.OBS_SCRAPE_INTERVAL_SECONDS = "1";
});
afterAll(async () => {
  await gate.stop();
  await rm(dir, { recursive: true, force: true });
});

it("the real gate is up although nothing is behind it, and is unreachable once stopped", async () => {
  expect(await checkGate()).toMatchObject({ state: "ok", detail: expect.stringContaining("refuses writes") });
  await gate.stop();
  await vi.waitFor(async () => {
    expect(await checkGate()).toMatchObject({ state: "bad", detail: expect.stringContaining("cannot be reached") });
  }, 10_000);
});
