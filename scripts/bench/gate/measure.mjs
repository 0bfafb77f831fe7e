import { readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "../../process/run-command.mjs";
import { quantile } from "../measure-viewers.mjs";

const body = "x".repeat(400);

/** What wrk sends: a small write. @param {string} dir @param {string} token */
export function writeWrkScript(dir, token) {
  const file = path.join(dir, "write.lua");
  const lines = [
    'wrk.method = "POST"',
    `wrk.body = "${body}"`,
    `wrk.headers["Authorization"] = "Bearer ${token}"`,
    'wrk.headers["Content-Type"] = "application/x-protobuf"',
  ];
  writeFileSync(file, lines.join("\n"), { mode: 0o600 });
  return file;
}

/**
 * Requests a second that a target answers with 204 over 32 connections.
 * @param {{ wrk: string, script: string, url: string, seconds: number }} options
 */
export async function measureThroughput({ wrk, script, url, seconds }) {
  const args = ["-t1", "-c32", `-d${seconds}s`, "-s", script, `${url}/api/v1/write`];
  const output = await runCommand({ command: wrk, args });
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(`${url} refused or failed:\n${output}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
}

/**
 * One request with its time in ms and its status.
 * @param {string} url @param {Record<string, string>} headers @param {Agent} agent @param {"GET" | "POST"} method
 * @returns {Promise<{ ms: number, status: number }>}
 */
function timed(url, headers, agent, method) {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent }, (response) => {
      response.resume().on("end", () => {
        resolve({ ms: performance.now() - startedAt, status: response.statusCode ?? 0 });
      });
    });
    outgoing.on("error", reject).end(method === "POST" ? body : undefined);
  });
}

/**
 * Time of a write at 100 requests a second.
 * @param {{ url: string, token: string, seconds: number }} options
 * @returns {Promise<{ p50Ms: number, p99Ms: number }>}
 */
export async function measureLatency({ url, token, seconds }) {
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${token}`, "content-length": String(body.length) };
  /** @type {Promise<{ ms: number, status: number }>[]} */
  const answers = [];
  const startedAt = performance.now();
  for (let index = 0; index < seconds * 100; index += 1) {
    const waitMs = startedAt + index * 10 - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    answers.push(timed(`${url}/api/v1/write`, headers, agent, "POST"));
  }
  const times = (await Promise.all(answers)).map(({ ms, status }) => {
    if (status !== 204) throw new Error(`${url} answered ${status}`);
    return ms;
  });
  agent.destroy();
  return { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}

/**
 * Time of the console's answer to a question it was not asked before, over the internal port.
 * @param {{ url: string, secret: string, tokens: string[] }} options
 * @returns {Promise<{ p50Ms: number, p99Ms: number }>}
 */
export async function measureMisses({ url, secret, tokens }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  const ask = (/** @type {string} */ token) =>
    timed(
      `${url}/ingest-auth`,
      {
        authorization: `Bearer ${token}`,
        "x-ingest-scope": "metrics:write",
        "x-real-ip": "127.0.0.1",
        "x-gate-secret": secret,
      },
      agent,
      "GET",
    );
  for (const token of tokens) {
    const { ms, status } = await ask(token);
    if (status !== 204) throw new Error(`ingest-auth answered ${status}`);
    times.push(ms);
  }
  agent.destroy();
  return { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}

/** Seconds of processor that a process has used. @param {number} pid */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  // utime and stime, in ticks of 1/100 s.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
