"use client";
import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { notificationsHref } from "@/lib/links/routes";
import { AlertCount } from "./alert-count";
import { closePopover } from "./close-popover";
import { isOnPage, pages } from "./pages";

/** How many pages stand in the header from each width on; the rest are behind "More". */
const steps = [
  { shown: 3, hiddenBelow: "" },
  { shown: 5, hiddenBelow: "max-xl:hidden" },
  { shown: 8, hiddenBelow: "max-2xl:hidden" },
  { shown: Number.POSITIVE_INFINITY, hiddenBelow: "max-[108rem]:hidden" },
];
const moreHiddenFrom = ["md:hidden", "xl:hidden", "2xl:hidden", "min-[108rem]:hidden"];

const stepOf = (index: number) => steps.findIndex(({ shown }) => index < shown);

/** The pages in the header of a wide screen. */
export function PageNav() {
  const pathname = usePathname();
  const lastStep = stepOf(pages.length - 1);
  const isBehindMore = pages.findIndex(({ href }) => isOnPage(pathname, href)) >= (steps[0]?.shown ?? 0);
  return (
    <nav aria-label="Pages" className="flex h-full gap-0.5 max-md:hidden">
      {pages.map(({ title, href }, index) => (
        <Link
          key={title}
          href={href}
          prefetch={false}
          aria-current={isOnPage(pathname, href) ? "page" : undefined}
          className={clsx(
            "flex items-center border-transparent border-b-2 px-2 text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink",
            steps[stepOf(index)]?.hiddenBelow,
          )}
        >
          {title}
          {href === notificationsHref() ? <AlertCount className="ml-1" /> : null}
        </Link>
      ))}
      <button
        type="button"
        popoverTarget="more-pages"
        className={clsx("control self-center", isBehindMore && "text-ink", moreHiddenFrom[lastStep])}
      >
        More
        <ChevronDown aria-hidden className="size-3.5" />
      </button>
      <div id="more-pages" popover="auto" className="floating anchored w-52 p-2">
        {pages.slice(steps[0]?.shown).map(({ title, href, icon: Icon }) => (
          <Link
            key={title}
            href={href}
            prefetch={false}
            onClick={closePopover}
            aria-current={isOnPage(pathname, href) ? "page" : undefined}
            className="flex h-9 items-center gap-2 rounded px-2 hover:bg-hover aria-[current=page]:bg-accent-tint aria-[current=page]:text-accent"
          >
            <Icon aria-hidden className="size-4" />
            {title}
          </Link>
        ))}
      </div>
    </nav>
  );
}
