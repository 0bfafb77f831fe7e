// The last step of compose.demo.yaml before the demo: its first admin, the token that it pushes with, and where to
// look. Safe to run again.
import path from "node:path";
import { ensureAdmin } from "../setup/ensure-admin.mjs";
import { ensureToken } from "../setup/ensure-token.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const dataDir = process.env.OBS_DATA_DIR ?? "/data";
const databaseUrl = `file:${path.join(dataDir, "console.db")}`;

try {
  const admin = await ensureAdmin({ dataDir, databaseUrl, command: ["create-admin.mjs"] });
  await ensureToken({ root, dataDir, databaseUrl, tokenFile: "/demo/token", script: "token.mjs" });
  const { NEXTAUTH_URL, GRAFANA_PUBLIC_URL, DEMO_CONTROL_URL } = process.env;
  console.log(`
  Console   ${NEXTAUTH_URL}
  Grafana   ${GRAFANA_PUBLIC_URL}   as admin; its password is in the file grafana/admin-password of the secrets

  Break something and watch the verdict name it:
  curl -X PUT ${DEMO_CONTROL_URL}/demo/faults/slow-db -d '{"addMs":300}'
`);
  if (admin?.password) {
    console.log(`  Sign in as ${admin.email} with the password ${admin.password}; you choose your own then.`);
  } else if (admin) console.log(`  Sign in as ${admin.email} with the password that you gave.`);
  else console.log("  Sign in as before.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
