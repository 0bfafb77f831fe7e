import { Activity, KeyRound, Settings } from "lucide-react";
import { onCallHref, settingsHref, tokensHref } from "@/lib/routes";

/** The console's pages, in the order of the navigation. */
export const pages = [
  { title: "On-call", href: onCallHref(), icon: Activity },
  { title: "Tokens", href: tokensHref(), icon: KeyRound },
  { title: "Settings", href: settingsHref(), icon: Settings },
];
