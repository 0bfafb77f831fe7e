import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // Types are checked by `npm test` (tsc); a second check here would only slow the first `npm start`.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pino", "@libsql/client", "libsql", "@prisma/adapter-libsql", "@prisma/client"],
};

export default config;
