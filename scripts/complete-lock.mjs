// Adds to package-lock.json the builds for other systems that the registry did not list when the lock was written
// (npm then leaves them out silently, and `npm ci` refuses the lock everywhere). Run it after `npm install`.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { missingPlatformPackages } from "./setup/missing-platform-packages.mjs";

const file = path.resolve(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = missingPlatformPackages(lock.packages);
for (const [key, entry] of missing) lock.packages[key] = entry;
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(missing.length > 0 ? `Added ${missing.length} packages.` : "The lock is complete.");
