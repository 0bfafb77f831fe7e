import type { NextConfig } from "next";
import { bodyBytesMax } from "./lib/web/body-limit";

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // Types are checked by `npm test` (tsc); a second check here would only slow the first `npm start`.
  typescript: { ignoreBuildErrors: true },
  // lib/web/guard-requests.ts refuses longer ones before Next sees them; these hold should it ever not stand there.
  experimental: { proxyClientMaxBodySize: bodyBytesMax, serverActions: { bodySizeLimit: bodyBytesMax } },
  // What holds for every answer; what needs a nonce or a setting is in proxy.ts.
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
        {
          key: "Permissions-Policy",
          value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        },
      ],
    },
  ],
  serverExternalPackages: ["pino", "@libsql/client", "libsql", "@prisma/adapter-libsql", "@prisma/client", "dockerode"],
};

export default config;
