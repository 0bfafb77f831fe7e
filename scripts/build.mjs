// `npm run build`: the standalone server in .next/standalone, when the sources changed.
import path from "node:path";
import { stopOnSignals } from "./process/stop-on-signals.mjs";
import { buildConsole } from "./setup/build-console.mjs";
import { generateClient } from "./setup/generate-client.mjs";

const root = path.resolve(import.meta.dirname, "..");
stopOnSignals();

try {
  await generateClient({ root });
  console.log((await buildConsole({ root })) ? "Console built." : "The build is up to date.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
