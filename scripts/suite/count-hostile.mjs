import { appendFileSync } from "node:fs";

/** What has to stand hostile input; `npm test` fails where nobody tried one of them. */
export const hostileParts = /** @type {const} */ ([
  "sign-in",
  "actions",
  "APIs",
  "gate",
  "traces",
  "metrics",
  "kernel log",
  "Docker",
  "deploys",
  "webhooks",
]);
const least = 300;

/** @typedef {typeof hostileParts[number]} HostilePart */

/**
 * A test tells the run how many hostile inputs it gave to a part of the console, once they have all been stood.
 * @param {HostilePart} part @param {string} what names the inputs; told again (a second try), the last count holds
 * @param {number} count
 */
export function countHostile(part, what, count) {
  const target = process.env.OBS_HOSTILE_COUNTS;
  if (target) appendFileSync(target, `${JSON.stringify({ part, what, count })}\n`);
}

/**
 * The counts of a whole run in one line, and what is wrong with them.
 * @param {string} text lines as `countHostile` writes them
 * @returns {{ line: string, problem: string | null }}
 */
export function summarizeHostile(text) {
  /** @type {Map<string, { part: string, count: number }>} */
  const told = new Map();
  for (const line of text.split("\n").filter(Boolean)) {
    const { part, what, count } = JSON.parse(line);
    told.set(`${part} ${what}`, { part, count });
  }
  const sum = (/** @type {string} */ part) =>
    [...told.values()].reduce((all, one) => all + (one.part === part ? one.count : 0), 0);
  const counts = hostileParts.map((part) => ({ part, count: sum(part) }));
  const total = counts.reduce((all, { count }) => all + count, 0);
  const missing = counts.filter(({ count }) => count === 0).map(({ part }) => part);
  const line = `${total} hostile inputs: ${counts.map(({ part, count }) => `${part} ${count}`).join(", ")}`;
  if (missing.length > 0) return { line, problem: `no hostile input was given to: ${missing.join(", ")}` };
  return { line, problem: total < least ? `fewer than ${least} hostile inputs` : null };
}
