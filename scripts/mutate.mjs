// `npm run mutate [-- lib/tokens ...]`: plants small faults in what only computes, room by room, and says which of them the
// room's own unit tests do not notice. Exits with 1 when a room notices fewer than 85 %. What was measured is kept in
// .stryker, so that a second run asks only for what has changed since.
import path from "node:path";
import { runCommand } from "./process/run-command.mjs";
import { stopOnSignals } from "./process/stop-on-signals.mjs";
import { allRooms } from "./suite/mutated-rooms.mjs";

const root = path.resolve(import.meta.dirname, "..");
const stryker = path.join(root, "node_modules/@stryker-mutator/core/bin/stryker.js");
const chosen = process.argv.slice(2);
stopOnSignals();

/** @type {string[]} */
const below = [];
for (const room of chosen.length > 0 ? chosen : allRooms) {
  const env = { OBS_MUTATE_ROOM: room.replace(/\/+$/, "") };
  const options = { command: process.execPath, args: [stryker, "run"], cwd: root, env, inBackground: true };
  await runCommand({ ...options, onLine: console.log }).catch(() => below.push(room));
}
if (below.length > 0) {
  console.error(`Below 85 %, or not measured: ${below.join(", ")}`);
  process.exitCode = 1;
}
