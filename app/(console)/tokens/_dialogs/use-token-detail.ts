"use client";
import { useQuery } from "@tanstack/react-query";
import { getOwnJson } from "@/components/client/get-own-json";
import { tokenApiPath } from "@/lib/links/api-paths";
import type { TokenDetail } from "@/lib/tokens/get-token";

const everyMs = 2000;

/** A token's page as JSON (no secret in it), asked again every 2 s while somebody waits. */
export function useTokenDetail(publicId: string) {
  return useQuery<TokenDetail>({
    queryKey: ["token", publicId],
    queryFn: ({ signal }) => getOwnJson<TokenDetail>(tokenApiPath(publicId), signal),
    refetchInterval: everyMs,
    gcTime: 0,
  });
}
