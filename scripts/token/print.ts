import type { TokenLine, TokenUse } from "@/lib/tokens/token-line";

export const helpText = `Tokens, on the console's database. The secret goes to stdout once, all else to stderr.

  create --name vmagent --scope metrics:write [--scope traces:write] [--expires 90d] [--cidr 10.0.0.0/8] [--note text]
  create --name ci --scope deploys:write        (CI: POST /api/deploys on the console)
  create ... --k8s                              (as the Secret obs-ingest: | kubectl apply --server-side -f -)
  list [--json]
  rotate  <name or public id> [--expires 90d] [--k8s]
  revoke  <name or public id> --confirm <name>
  disable <name or public id>
  enable  <name or public id>
  adopt --name vmagent --scope metrics:write [--expires never] < file-with-the-old-token

Expires: days (90d), a date (2027-03-01), or never. Default: 90d, for adopted ones never.
Exit code: 0 done, 1 refused, 2 not understood, 75 the database is busy: try again later.`;

function useText(use: TokenUse): string {
  if (use.state === "never") return "never used";
  const lastUse = use.summary?.lastUse;
  if (!lastUse) return "unknown";
  const seen = `${new Date(lastUse.atMs).toISOString().slice(0, 16)}Z from ${lastUse.address}`;
  return use.state === "unknown" ? `${seen} or later` : seen;
}

/** The list as aligned columns; a heading also when there is none. */
export function tableOf(tokens: readonly TokenLine[]): string {
  const head = ["NAME", "STATE", "PUBLIC ID", "SCOPES", "EXPIRES", "LAST USED"];
  const rows = tokens.map((token) => [
    token.name,
    token.state,
    token.publicId,
    token.scopes.join(" "),
    token.expiresAtMs === null ? "never" : new Date(token.expiresAtMs).toISOString().slice(0, 10),
    useText(token.use),
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  return `${[head, ...rows].map(line).join("\n")}\n`;
}
