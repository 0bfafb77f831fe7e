// What the ingest gate costs, measured as it is shipped: see BENCHMARKS.md, "Gate".
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { digestToken, generateToken } from "../../../lib/tokens/format";
import { freePort } from "../../process/free-port.mjs";
import { startConsoleSide } from "../../programs/start-console-side.mjs";
import { startGate } from "../../programs/start-gate.mjs";
import { readToken } from "../../setup/generate-token.mjs";
import { internalSecretFile } from "../../setup/internal-secret-file.mjs";
import { migrateDatabase } from "../../setup/migrate-database.mjs";
import { quantile } from "../measure-viewers.mjs";
import { measureLatency, measureMisses, measureThroughput, writeWrkScript } from "./measure.mjs";
import { measureRefusals } from "./measure-refusals.mjs";
import { obtainVmauth, obtainWrk } from "./obtain-tools.mjs";
import { startPlainNginx, startUpstream, startVmauth } from "./start-rivals.mjs";
import { writeGateReport } from "./write-gate-report.mjs";

const rounds = Number(process.env.OBS_BENCH_ROUNDS ?? 5);
const secondsPerRound = Number(process.env.OBS_BENCH_SECONDS ?? 11);

/** Stores tokens past the use cases: row by row, 50,000 would take minutes. @param {string} databaseUrl @param {number} count */
async function storeTokens(databaseUrl, count) {
  const made = Array.from({ length: count }, () => generateToken());
  const rows = JSON.stringify(made.map(({ token, publicId }) => [publicId, digestToken(token)]));
  const client = createClient({ url: databaseUrl });
  await client.execute({
    sql: `INSERT INTO token (public_id, name, format, digest, scopes, created_at, created_by, change_seq)
      SELECT value ->> 0, 'bench ' || (value ->> 0), 'hdobs', value ->> 1, 'metrics:write',
        '2026-01-01T00:00:00.000+00:00', 'bench', 1 FROM json_each(?)`,
    args: [rows],
  });
  await client.execute("INSERT INTO token_clock (id, seq) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET seq = seq + 1");
  client.close();
  return made.map(({ token }) => token);
}

/** The console's side of the gate with so many tokens stored. @param {string} dir @param {number} count */
async function startSide(dir, count) {
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  const tokens = await storeTokens(databaseUrl, count);
  const internalPort = await freePort();
  const side = await startConsoleSide({
    internalPort,
    dataDir: dir,
    databaseUrl,
    logFile: path.join(dir, "console.log"),
  });
  return { side, internalPort, tokens };
}

const base = mkdtempSync(path.join(tmpdir(), "obs-bench-gate-"));
const inBase = (/** @type {string} */ name) => path.join(base, name);
/** @type {{ stop: () => Promise<void> }[]} */
const started = [];
/** @template {{ stop: () => Promise<void> }} T @param {T} part @returns {T} */
const keep = (part) => {
  started.push(part);
  return part;
};

try {
  const [wrk, vmauthCommand] = [await obtainWrk(), await obtainVmauth()];
  const misses = [];
  for (const count of [5000, 50_000]) {
    const dir = inBase(`misses-${count}`);
    const { side, tokens } = await startSide(dir, count);
    keep(side);
    // The first questions pay for the program's own warming up.
    const secret = readToken(internalSecretFile({ dataDir: dir, given: process.env.OBS_INTERNAL_SECRET }));
    await measureMisses({ url: side.url, secret, tokens: tokens.slice(0, 1000) });
    misses.push({ count, ...(await measureMisses({ url: side.url, secret, tokens: tokens.slice(1000, 4000) })) });
    console.log("ingest-auth on a miss", misses.at(-1));
    await side.stop();
  }

  const { side, internalPort, tokens } = await startSide(inBase("gate"), 5000);
  keep(side);
  const token = tokens[0] ?? "";
  const script = writeWrkScript(base, token);
  const upstream = keep(await startUpstream(inBase("upstream")));
  const upstreamUrl = upstream.url;
  const gate = keep(
    await startGate({
      port: await freePort(),
      internalPort,
      dataDir: inBase("gate"),
      vmUrl: upstreamUrl,
      otlpUrl: upstreamUrl,
      ratePerSecond: 1_000_000,
      rateBurst: 100_000,
    }),
  );
  const open = keep(await startPlainNginx({ dir: inBase("open"), upstreamUrl, token: null }));
  const fixed = keep(await startPlainNginx({ dir: inBase("fixed"), upstreamUrl, token }));
  const logged = keep(await startPlainNginx({ dir: inBase("logged"), upstreamUrl, token, log: true }));
  const vmauth = keep(await startVmauth({ dir: inBase("vmauth"), command: vmauthCommand, upstreamUrl, token }));
  const targets = [
    { name: "nginx without a check", url: open.url },
    { name: "nginx with the plan's static `if`", url: fixed.url },
    { name: "vmauth v1.150.0", url: vmauth.url },
    { name: "this gate as shipped", url: gate.url },
    { name: "the static `if` with nginx's usual log", url: logged.url },
  ].map((target) => ({ ...target, perSecond: /** @type {number[]} */ ([]) }));

  for (let round = 1; round <= rounds; round += 1) {
    for (const target of targets) {
      target.perSecond.push(await measureThroughput({ wrk, script, url: target.url, seconds: secondsPerRound }));
    }
    console.log(
      `round ${round}:`,
      targets.map(({ name, perSecond }) => `${name} ${perSecond.at(-1)?.toFixed(0)}`).join(", "),
    );
  }
  const figures = [];
  for (const { name, url, perSecond } of targets) {
    const latency = await measureLatency({ url, token, seconds: 5 });
    figures.push({ name, perSecond: quantile(perSecond, 0.5), ...latency });
    console.log(figures.at(-1));
  }
  const perSecond = 10_000;
  const logFile = path.join(gate.dir, "log/access.log");
  const coreShare = await measureRefusals({ pid: side.process.pid, logFile, seconds: 15, perSecond });
  console.log(`counting ${perSecond} refusals a second: ${(coreShare * 100).toFixed(1)} % of a core`);
  writeGateReport({ figures, misses, coreShare, rounds, secondsPerRound });
  console.log("written to BENCHMARKS.md");
} finally {
  await Promise.all(started.map((part) => part.stop()));
  rmSync(base, { recursive: true, force: true });
}
