/** What a token may do at the gate; no scope includes another. */
export const ingestScopes = ["metrics:write", "traces:write"] as const;
/** All scopes; a token that reports deploys is checked by the console itself and never passes the gate. */
export const scopes = [...ingestScopes, "deploys:write"] as const;
export type Scope = (typeof scopes)[number];

export const isScope = (word: string): word is Scope => scopes.some((scope) => scope === word);
export const isIngestScope = (word: string) => ingestScopes.some((scope) => scope === word);
