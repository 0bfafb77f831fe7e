import { expect, it } from "vitest";
import { isPublicPath, isTokenPath } from "./public-paths";

it.each(["/sign-in", "/api/auth/x", "/api/auth/callback/credentials", "/api/health", "/sign-in/link"])(
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

it.each([
  ["/api/deploys", "POST", true],
  ["/api/deploys", "GET", false],
  ["/api/deploys/", "POST", false],
  ["/api/tokens", "POST", false],
])("%s by %s is judged by its token: %s", (path, method, isOne) => expect(isTokenPath(path, method)).toBe(isOne));
