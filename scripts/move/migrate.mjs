// `node scripts/move/migrate.mjs WORD [options]`: deploy/migrate.sh for a stack that `npm start` runs. The console
// starts it too, to rehearse.
import { spawn } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const dataDir = path.resolve(root, process.env.OBS_DATA_DIR || ".data");
const places = path.join(import.meta.dirname, "places.conf");
const args = [...process.argv.slice(2), "--from", dataDir, "--places", places];
const box = `'${process.execPath}' '${path.join(import.meta.dirname, "box.mjs")}'`;
const child = spawn(path.join(root, "deploy/migrate.sh"), args, {
  stdio: "inherit",
  env: { ...process.env, MOVE_BOX: box },
});
child.on("exit", (code) => process.exit(code ?? 1));
