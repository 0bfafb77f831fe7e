import {
  Activity,
  Bell,
  BookOpen,
  Boxes,
  Camera,
  ChartNoAxesGantt,
  Gauge,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Milestone,
  ScrollText,
  Settings,
  ShieldCheck,
  Truck,
} from "lucide-react";
import type { Route } from "next";
import {
  auditHref,
  budgetHref,
  capsulesHref,
  migrationHref,
  notificationsHref,
  onCallHref,
  podsHref,
  referenceHref,
  rolloutHref,
  settingsHref,
  tokensHref,
  tracesHref,
  triggersHref,
  verifyHref,
} from "@/lib/links/routes";

export type Page = { title: string; href: Route; icon: LucideIcon };

/** The pages in the order of the navigation; on a phone the first four are within reach of the thumb. */
const order = [
  "On-call",
  "Alerts",
  "Traces",
  "Tokens",
  "Budget",
  "Pods",
  "Triggers",
  "Migration",
  "Rollout",
  "Reference",
  "Verify",
  "Audit",
  "Capsules",
  "Settings",
];
const rank = (page: Page) => (order.includes(page.title) ? order.indexOf(page.title) : order.length);

const existing: Page[] = [
  { title: "On-call", href: onCallHref(), icon: Activity },
  { title: "Alerts", href: notificationsHref(), icon: Bell },
  { title: "Tokens", href: tokensHref(), icon: KeyRound },
  { title: "Budget", href: budgetHref(), icon: Gauge },
  { title: "Pods", href: podsHref(), icon: Boxes },
  { title: "Triggers", href: triggersHref(), icon: Milestone },
  { title: "Verify", href: verifyHref(), icon: ShieldCheck },
  { title: "Rollout", href: rolloutHref(), icon: ListChecks },
  { title: "Reference", href: referenceHref(), icon: BookOpen },
  { title: "Migration", href: migrationHref(), icon: Truck },
  { title: "Audit", href: auditHref(), icon: ScrollText },
  { title: "Capsules", href: capsulesHref(), icon: Camera },
  { title: "Traces", href: tracesHref(), icon: ChartNoAxesGantt },
  { title: "Settings", href: settingsHref(), icon: Settings },
];

/** The console's pages, in the order of the navigation. */
export const pages = existing.toSorted((a, b) => rank(a) - rank(b));

const isWithin = (pathname: string, href: string) =>
  pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));

/** Whether the path is that page or one below it that is no page of its own; the on-call page has none below. */
export function isOnPage(pathname: string, href: string): boolean {
  if (!isWithin(pathname, href)) return false;
  return !pages.some((page) => page.href.length > href.length && isWithin(pathname, page.href));
}
