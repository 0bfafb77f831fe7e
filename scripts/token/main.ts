import process from "node:process";

// The log goes to stdout, which belongs to the secret here; what matters is said on stderr.
process.env.OBS_LOG_LEVEL ||= "silent";
const { runCli } = await import("./cli");
process.exitCode = await runCli(process.argv.slice(2));
