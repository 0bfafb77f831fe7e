"use client";
import { useQuery } from "@tanstack/react-query";
import { getOwnJson } from "@/components/client/get-own-json";
import { paletteApiPath } from "@/lib/links/api-paths";
import type { PaletteEntries } from "@/lib/oncall/load-palette";

const none: PaletteEntries = { runbooks: [], alerts: [] };

/** Runbooks and alerts to acknowledge; a failure only leaves them out of the search. */
export function usePaletteEntries(): PaletteEntries {
  const { data } = useQuery({
    queryKey: ["palette"],
    staleTime: 15_000,
    queryFn: ({ signal }) => getOwnJson<PaletteEntries>(paletteApiPath(), signal),
  });
  return data ?? none;
}
