// `npm run capsule-styles`: writes the style that a capsule's file carries along from the classes of its components.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { buildCapsuleStyles } from "./suite/build-capsule-styles.mjs";

const root = path.resolve(import.meta.dirname, "..");
const text = `// Written by \`npm run capsule-styles\`; a test holds it against app/globals.css and the components.
export const fileStyles =
  ${JSON.stringify(await buildCapsuleStyles({ root }))};
`;
writeFileSync(path.join(root, "components/capsule-document/file-styles.ts"), text);
