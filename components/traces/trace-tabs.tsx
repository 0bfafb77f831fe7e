import Link from "next/link";
import { nPlusOneHref, tracesHref } from "@/lib/links/routes";

const tabs = [
  { key: "search", title: "Search", href: tracesHref() },
  { key: "n-plus-one", title: "N+1 queries", href: nPlusOneHref() },
] as const;

/** The two views of traces. */
export function TraceTabs({ current }: { current: (typeof tabs)[number]["key"] }) {
  return (
    <nav aria-label="Traces" className="flex gap-1 px-1">
      {tabs.map(({ key, title, href }) => (
        <Link
          key={key}
          href={href}
          prefetch={false}
          aria-current={key === current ? "page" : undefined}
          className="control aria-[current=page]:bg-accent-tint aria-[current=page]:font-medium aria-[current=page]:text-accent"
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
