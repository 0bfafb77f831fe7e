"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";

const makeClient = () =>
  new QueryClient({
    defaultOptions: {
      // The next slot asks again anyway; retries in between would only add load to what is in trouble.
      queries: { retry: false, networkMode: "always", structuralSharing: true },
    },
  });

export function Providers({ nonce: given, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(makeClient);
  // The document's policy knows the first nonce; a refresh of the page's data brings another.
  const [nonce] = useState(given);
  if (nonce) setNonce(nonce);
  return (
    <ThemeProvider nonce={nonce} attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryClientProvider client={client}>
        <NuqsAdapter>{children}</NuqsAdapter>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
