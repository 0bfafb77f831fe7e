// Docker's HEALTHCHECK: whether the console's pages answer and its database works (503 only when that is broken).
import { isIP } from "node:net";

const host = process.env.HOSTNAME ?? "";
// Without an address of its own the server listens on all.
const address = isIP(host) && host !== "0.0.0.0" ? host : "127.0.0.1";
const answer = await fetch(`http://${address}:${process.env.PORT ?? 3100}/api/health`, {
  signal: AbortSignal.timeout(8000),
}).catch((error) => ({ ok: false, status: String(error.cause?.code ?? error.name) }));
if (!answer.ok) console.error(`health: ${answer.status}`);
process.exit(answer.ok ? 0 : 1);
