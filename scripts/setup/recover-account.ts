// Run by scripts/recover.mjs, which sets the settings.
import { emailField } from "@/lib/auth/fields";
import { recoverAccount } from "@/lib/auth/recover-account";

try {
  const email = emailField.parse(process.argv[2]);
  const password = await recoverAccount(email);
  console.log(`\n  Sign in as  ${email}\n  Password    ${password}\n  Shown this once; you choose your own next.\n`);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
