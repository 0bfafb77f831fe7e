"use client";
import { createContext, type ReactNode, useContext } from "react";

const GateUrl = createContext<string | null>(null);

/** The gate's public URL for the snippets; null when it is not configured. */
export function GateUrlProvider({ gateUrl, children }: { gateUrl: string | null; children: ReactNode }) {
  return <GateUrl value={gateUrl}>{children}</GateUrl>;
}

export const useGateUrl = () => useContext(GateUrl);
