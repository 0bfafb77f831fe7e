import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import type { Scope } from "@/lib/plan/scopes";
import { createToken } from "@/lib/tokens/create-token";
import { freePort } from "@/scripts/process/free-port.mjs";
import type { Started } from "@/scripts/process/start-and-wait.mjs";
import { startConsoleSide } from "@/scripts/programs/start-console-side.mjs";
import { startGate } from "@/scripts/programs/start-gate.mjs";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";

export const cli: Actor = { kind: "cli" };
type Seen = { method: string; url: string; headers: IncomingMessage["headers"]; bytes: number };

/** A program behind the gate that records everything that comes through it. */
export async function startWitness() {
  const seen: Seen[] = [];
  let status = 204;
  const server: Server = createServer((incoming, response) => {
    let bytes = 0;
    incoming.on("data", (chunk) => {
      bytes += chunk.length;
    });
    incoming.on("end", () => {
      seen.push({ method: incoming.method ?? "", url: incoming.url ?? "", headers: incoming.headers, bytes });
      response.writeHead(status, { "retry-after": "7" }).end(status === 204 ? undefined : `the program says ${status}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = (next: number) => {
    status = next;
  };
  return { url, seen, answer, stop: () => server.close() };
}

type GateSettings = Partial<Parameters<typeof startGate>[0]>;

/**
 * The real gate and the console's side of it, in a directory of their own; this process uses the same database, so that
 * a test can create and revoke tokens as the pages do. Call it before anything reads the environment.
 */
export async function createGateWorld(gateSettings: GateSettings = {}, sideEnv: Record<string, string> = {}) {
  const directory = mkdtempSync(path.join(tmpdir(), "obs-gate-"));
  const databaseUrl = `file:${path.join(directory, "console.db")}`;
  vi.stubEnv("OBS_DATA_DIR", directory);
  vi.stubEnv("DATABASE_URL", databaseUrl);
  vi.stubEnv("OBS_LOG_LEVEL", "silent");
  await migrateDatabase({ databaseUrl });
  const [port, internalPort] = [await freePort(), await freePort()];
  const env = { INGEST_PUBLIC_URL: `http://127.0.0.1:${port}`, OBS_GATE_CANARY_SECONDS: "1", ...sideEnv };
  const logFile = path.join(directory, "console.log");
  const startSide = () => startConsoleSide({ internalPort, dataDir: directory, databaseUrl, logFile, env });
  // All senders of a test share one address; tests of the rate limit set their own.
  let settings: GateSettings = { ratePerSecond: 10_000, rateBurst: 1000, ...gateSettings };
  const start = () => startGate({ port, internalPort, dataDir: directory, ...settings });

  let side: Started | undefined = await startSide();
  let gate = await start();
  const url = gate.url;
  const killSide = async () => {
    if (!side) return;
    process.kill(-side.process.pid, "SIGKILL");
    await side.process.exited;
    side = undefined;
  };
  const restartGate = async (changed: GateSettings = {}) => {
    settings = { ...settings, ...changed };
    await gate.stop();
    gate = await start();
  };
  return {
    directory,
    databaseUrl,
    url,
    internalPort,
    gate: () => gate,
    killSide,
    startSide: async () => {
      side = await startSide();
    },
    /** Suspends the console's side without ending it: it takes connections and answers nothing until it is thawed. */
    freezeSide: () => process.kill(side?.process.pid ?? 0, "SIGSTOP"),
    thawSide: () => process.kill(side?.process.pid ?? 0, "SIGCONT"),
    sidePid: () => side?.process.pid ?? 0,
    restartGate,
    reloadGate: () => process.kill(gate.process.pid, "SIGHUP"),
    remove: async () => {
      await Promise.all([side?.stop(), gate.stop()]);
      await db().$disconnect();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

let names = 0;

/** A new token for tests. */
export async function newToken(scopes: Scope[] = ["metrics:write", "traces:write"], cidrs: string[] = []) {
  names += 1;
  const { token, view } = await createToken(cli, { name: `sender ${names}`, scopes, cidrs, expires: "90d" });
  return { token, publicId: view.publicId, name: view.name };
}
