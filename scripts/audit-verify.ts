// `npm run audit:verify`: proves that no row of the audit log was changed, removed or reordered. Exits with 1 if not.
import path from "node:path";
import { loadSettings } from "./setup/load-settings.mjs";

const { dataDir, databaseUrl } = loadSettings(path.resolve(import.meta.dirname, ".."));
Object.assign(process.env, { OBS_DATA_DIR: dataDir, DATABASE_URL: databaseUrl });

try {
  // Only now: it reads the environment.
  const { verifyAudit } = await import("@/lib/audit/verify-audit");
  const { rows, head, problems } = await verifyAudit();
  for (const { seq, problem } of problems) console.error(`Row ${seq}: ${problem}.`);
  if (problems.length > 0) {
    console.error(`\nThe audit log is not what was written (${problems.length} findings in ${rows} rows).`);
    console.error(
      `If the database was replaced or restored on purpose, the rows since then are gone with it. Keep this output, then delete ${path.join(dataDir, "audit-head.json")}: the next change starts a new one.`,
    );
    process.exitCode = 1;
  } else if (head === null) console.log("The audit log is empty.");
  else console.log(`All ${rows} rows of the audit log are as they were written. Head: ${rows}, ${head.hash}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
