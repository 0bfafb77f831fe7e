"use client";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { getOwnJson } from "@/components/client/get-own-json";
import { tokensApiPath } from "@/lib/links/api-paths";
import { tokenHref } from "@/lib/links/routes";

/** What the palette needs of a token: never more than its name and its public id. */
export type TokenEntry = { id: string; name: string; href: Route };

function isNamed(value: unknown): value is { id: string; name: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "name" in value &&
    typeof value.name === "string"
  );
}

/** The tokens in `{tokens: [{id, name}]}`; none when the answer has another shape. */
export function tokenEntriesOf(body: unknown): TokenEntry[] {
  const list = typeof body === "object" && body !== null && "tokens" in body ? body.tokens : null;
  if (!Array.isArray(list)) return [];
  return list.filter(isNamed).map(({ id, name }) => ({ id, name, href: tokenHref(id) }));
}

/** The tokens by name; a failure only leaves them out of the search. */
export function useTokenEntries(): TokenEntry[] {
  const { data } = useQuery({
    queryKey: ["palette-tokens"],
    staleTime: 30_000,
    queryFn: async ({ signal }) => tokenEntriesOf(await getOwnJson<unknown>(tokensApiPath(), signal)),
  });
  return data ?? [];
}
