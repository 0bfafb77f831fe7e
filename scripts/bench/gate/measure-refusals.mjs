import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuSeconds } from "./measure.mjs";

/** A refused request as the gate logs it. @param {number} index */
const line = (index) =>
  `{"at":${(Date.now() / 1000).toFixed(3)},"status":401,"bytes":${200 + (index % 50)},"body":0,"seconds":0.000,"auth":"",` +
  `"refusal":"malformed:other","token":"","scope":"metrics:write","address":"10.0.${index % 7}.${index % 251}",` +
  `"method":"POST","agent":"curl/8.${index % 20}"}\n`;

/**
 * Share of one core that the console needs to count 10,000 refusals a second from nearly 2,000 addresses, beyond what
 * it needs without.
 * @param {{ pid: number, logFile: string, seconds: number, perSecond: number }} options
 */
export async function measureRefusals({ pid, logFile, seconds, perSecond }) {
  const idleFrom = cpuSeconds(pid);
  await sleep(seconds * 1000);
  const idle = cpuSeconds(pid) - idleFrom;
  const busyFrom = cpuSeconds(pid);
  const startedAt = performance.now();
  for (let tick = 0; tick < seconds * 10; tick += 1) {
    appendFileSync(logFile, Array.from({ length: perSecond / 10 }, (_, index) => line(tick * 1000 + index)).join(""));
    const waitMs = startedAt + (tick + 1) * 100 - performance.now();
    if (waitMs > 0) await sleep(waitMs);
  }
  // The last of it is read within a second or two.
  await sleep(3000);
  return (cpuSeconds(pid) - busyFrom - (idle * (seconds + 3)) / seconds) / seconds;
}
