import { expect, it } from "vitest";
import { isPublicPath } from "./public-paths";

it.each(["/sign-in", "/api/auth/csrf", "/api/auth/callback/credentials", "/api/health", "/sign-in/link"])(
  "%s is public",
  (path) => expect(isPublicPath(path)).toBe(true),
);

it.each([
  "/",
  "/settings",
  "/sign-in/",
  "/sign-in/x",
  "/sign-inx",
  "/api",
  "/api/auth",
  "/api/auth/",
  "/api/authx",
  "/api/health/",
  "/api/healthz",
  "/sign-in/link/x",
  "/sign-in/new-password",
  "/sign-in/link/",
  "/SIGN-IN",
  "/api/overview",
  "/x/api/auth/csrf",
])("%s is not", (path) => expect(isPublicPath(path)).toBe(false));
