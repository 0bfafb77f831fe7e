"use client";
import { createContext, type ReactNode, useContext } from "react";

type Addresses = { gateUrl: string | null; consoleUrl: string };
const Addresses = createContext<Addresses>({ gateUrl: null, consoleUrl: "" });

/** Where the gate (null when not configured) and this console are reached, for the snippets. */
export function AddressesProvider({ gateUrl, consoleUrl, children }: Addresses & { children: ReactNode }) {
  return <Addresses value={{ gateUrl, consoleUrl }}>{children}</Addresses>;
}

export const useAddresses = () => useContext(Addresses);
