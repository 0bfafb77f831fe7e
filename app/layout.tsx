import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";

export const metadata: Metadata = {
  applicationName: "honeyDue obs",
  description: "Is the honeyDue API up, what is slow, what fails.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#14181c" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every figure is of this moment, and a page made at build time (the 404 too) would carry no nonce.
  await connection();
  return (
    // The theme switch sets class and color-scheme before React sees the element.
    <html lang="en" suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
