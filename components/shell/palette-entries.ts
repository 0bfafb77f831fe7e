import type { Route } from "next";
import { laneTitles } from "@/lib/dependencies/lane-words";
import { type LaneName, laneNames } from "@/lib/dependencies/types";
import {
  accountHref,
  compareHref,
  createTokenHref,
  dependencyHref,
  notificationsHref,
  nPlusOneHref,
  tracesHref,
  usersHref,
} from "@/lib/links/routes";
import { pages } from "./pages";

/** A place or an act of the palette; `names` are what people call it. */
export type PaletteEntry = { title: string; href: Route; names: string[] };

const pageNames: Record<string, string[]> = {
  "On-call": ["home", "verdict", "up", "status", "red", "errors", "latency"],
  Traces: ["jaeger", "search", "slow requests", "spans"],
  Tokens: ["ingest", "who pushes", "gate", "scopes", "keys"],
  Budget: ["memory", "ram", "disk", "768", "oom", "kill", "grafana size"],
  Pods: ["replicas", "kubernetes", "restarts", "instances"],
  Triggers: ["migration", "clickhouse", "posthog", "failure domain"],
  Rollout: ["steps", "progress", "plan"],
  Reference: ["architecture", "where", "questions", "help", "docs"],
  Audit: ["log", "who did", "history"],
  Capsules: ["frozen", "incident", "postmortem"],
  Settings: ["limits", "thresholds"],
};

const laneOtherNames: Record<LaneName, string[]> = {
  database: ["db", "sql", "postgres", "queries", "gorm", "slow"],
  b2: ["storage", "backblaze", "documents", "s3", "slow", "failing"],
  push: ["apns", "fcm", "phones", "failing"],
  jobs: ["queue", "asynq", "redis", "background", "worker", "stuck"],
};

/** Everything of the console that has an address of its own. */
export const places: PaletteEntry[] = [
  ...pages.map(({ title, href }) => ({ title, href, names: pageNames[title] ?? [] })),
  ...laneNames.map((lane) => ({
    title: laneTitles[lane],
    href: dependencyHref(lane),
    names: ["dependency", ...laneOtherNames[lane]],
  })),
  { title: "N+1 board", href: nPlusOneHref(), names: ["n plus one", "repeated queries"] },
  { title: "Failed requests", href: tracesHref({ status: "failed" }), names: ["errors", "5xx", "500", "traces"] },
  { title: "Compare two windows", href: compareHref("free"), names: ["difference", "before", "after"] },
  { title: "Compare: since the last deploy", href: compareHref("deploy"), names: ["release", "version", "regression"] },
  { title: "Compare: since the alert began", href: compareHref("alert"), names: ["incident", "changed"] },
  { title: "Notifications", href: notificationsHref(), names: ["alerts", "channels", "webhook", "email", "heartbeat"] },
  { title: "Your account", href: accountHref(), names: ["password", "second factor", "totp", "sessions", "profile"] },
  { title: "Users", href: usersHref(), names: ["admins", "invite", "roles", "viewer"] },
];

/** What can be begun from anywhere. */
export const actions: PaletteEntry[] = [
  { title: "Create a token", href: createTokenHref(), names: ["new", "add", "make", "issue"] },
];
