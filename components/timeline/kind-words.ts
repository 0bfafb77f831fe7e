import {
  BellRing,
  KeyRound,
  type LucideIcon,
  MemoryStick,
  Milestone,
  Rocket,
  RotateCw,
  ScrollText,
} from "lucide-react";
import type { EventKind } from "@/lib/timeline/types";

/** What each kind is called and how it is drawn: the sign differs as well as the colour. */
export const kindLooks: Record<EventKind, { title: string; icon: LucideIcon; color: string }> = {
  deploy: { title: "Deploys", icon: Rocket, color: "text-accent" },
  restart: { title: "Restarts", icon: RotateCw, color: "text-warn" },
  oom: { title: "Memory kills", icon: MemoryStick, color: "text-bad" },
  trigger: { title: "Triggers", icon: Milestone, color: "text-bad" },
  alert: { title: "Alerts", icon: BellRing, color: "text-warn" },
  token: { title: "Tokens", icon: KeyRound, color: "text-ink-2" },
  audit: { title: "Changes", icon: ScrollText, color: "text-ink-2" },
};
