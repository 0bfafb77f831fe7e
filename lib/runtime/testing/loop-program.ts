import "server-only";
import { createServer } from "node:http";
import { runEvery } from "../run-every";

// A process that would run forever; it signals itself as an orchestrator would.
createServer().listen(0, "127.0.0.1");
runEvery({ name: "program", everyMs: 1 }, async (signal) => {
  process.stdout.write("turn\n");
  signal.addEventListener("abort", () => process.stdout.write("aborted\n"));
  process.kill(process.pid, "SIGTERM");
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
});
