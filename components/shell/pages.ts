import { Activity, Settings } from "lucide-react";
import { onCallHref, settingsHref } from "@/lib/routes";

/** The console's pages, in the order of the navigation. */
export const pages = [
  { title: "On-call", href: onCallHref(), icon: Activity },
  { title: "Settings", href: settingsHref(), icon: Settings },
];
