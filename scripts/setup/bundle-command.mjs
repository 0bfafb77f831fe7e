import path from "node:path";

/** What has native parts or reads files beside itself; found in node_modules, also in that of the standalone build. */
const external = [
  "pino",
  "@node-rs/argon2",
  "dockerode",
  "@libsql/client",
  "libsql",
  "@prisma/adapter-libsql",
  "@prisma/client",
  "@prisma/client/*",
];

/** Commands that the build puts beside server.js, for where there is no npm: file there, program here. */
export const imageCommands = {
  "token.mjs": "scripts/token/main.ts",
  "create-admin.mjs": "scripts/setup/create-admin.ts",
  "verify.mjs": "scripts/verify/main.ts",
  "demo.mjs": "demo/main.ts",
};

/**
 * Bundles a command into one file, so that it runs with `node` alone. `target` must lie where those packages are
 * found: below the project, or in the standalone build.
 * @param {{ root: string, entry: string, target: string }} options
 */
export async function bundleCommand({ root, entry, target }) {
  // Only now: `npm start` loads this file before the packages are there.
  const { build } = await import("esbuild");
  await build({
    entryPoints: [path.join(root, entry)],
    outfile: target,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // "server-only" is empty under this condition.
    conditions: ["react-server"],
    external,
    // CommonJS packages inside the bundle ask for these.
    banner: {
      js: 'import { createRequire as createRequireOf } from "node:module"; const require = createRequireOf(import.meta.url);',
    },
    logLevel: "error",
  });
}
