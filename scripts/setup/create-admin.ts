// Run by ensure-admin.mjs: creates the first admin and tells its caller, by stdout, once.
import { createFirstAdmin } from "@/lib/auth/create-first-admin";
import { readableSecret } from "@/lib/auth/random-secret";
import { env } from "@/lib/runtime/env";

try {
  const given = env().OBS_ADMIN_PASSWORD ?? null;
  const email = env().OBS_ADMIN_EMAIL ?? "admin@obs.local";
  const password = given ?? readableSecret(5);
  const created = await createFirstAdmin({ email, password, mustChangePassword: given === null });
  process.stdout.write(JSON.stringify(created ? { email, password: given === null ? password : null } : null));
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
