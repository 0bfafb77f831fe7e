// `npm run generate`: the Prisma client from prisma/schema.prisma, without downloading an engine.
import path from "node:path";
import { generateClient } from "./setup/generate-client.mjs";

try {
  const generated = await generateClient({ root: path.resolve(import.meta.dirname, "..") });
  console.log(generated ? "Prisma client generated." : "The Prisma client is up to date.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
