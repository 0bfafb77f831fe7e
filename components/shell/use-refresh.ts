"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { wantFresh } from "./fresh";

/** Asks again for everything on the page, past the slot's cached answers; also while paused. */
export function useRefresh(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    wantFresh();
    void client.refetchQueries({ type: "active" });
  }, [client]);
}
