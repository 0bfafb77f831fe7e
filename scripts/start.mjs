// `npm start`: packages, database, build, console, and the real stack beside it. Options: --no-demo, --dev.
// Until the Node version is known to be good, only syntax and modules that old ones have.
import process from "node:process";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old; 20.19 or newer is needed (https://nodejs.org).`);
  process.exit(1);
}

if (major < 22) {
  console.warn(`Node ${process.versions.node} still works, but gets no fixes since 30 April 2026. Install Node 24.`);
}
// What is started here, and what it writes, is for this user alone.
process.umask(0o077);

const options = process.argv.slice(2);
const unknown = options.filter((option) => option !== "--no-demo" && option !== "--dev");
if (unknown.length > 0) {
  console.error(`Unknown option ${unknown.join(" ")}. There are --no-demo (no workload) and --dev (next dev).`);
  process.exit(1);
}

import("./run/start-stack.mjs")
  .then(({ startStack }) => startStack({ dev: options.includes("--dev"), withDemo: !options.includes("--no-demo") }))
  .catch(async (error) => {
    const { stopEverything } = await import("./process/start-process.mjs");
    await stopEverything({ final: true });
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
