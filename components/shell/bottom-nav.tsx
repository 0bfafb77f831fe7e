"use client";
import clsx from "clsx";
import { Ellipsis, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { notificationsHref } from "@/lib/links/routes";
import { AlertCount } from "./alert-count";
import { closePopover } from "./close-popover";
import { openPalette } from "./overlays";
import { isOnPage, pages } from "./pages";

const item =
  "relative flex min-h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-ink-2 aria-[current=page]:font-semibold aria-[current=page]:text-accent";
const row =
  "flex min-h-11 w-full items-center gap-3 rounded px-3 text-base aria-[current=page]:bg-accent-tint aria-[current=page]:text-accent";
const thumbPages = 4;

/** The pages on a phone, under the thumb: the four that matter most, the others and the search behind "More". */
export function BottomNav() {
  const pathname = usePathname();
  const [near, far] = [pages.slice(0, thumbPages), pages.slice(thumbPages)];
  const isFar = far.some(({ href }) => isOnPage(pathname, href));
  const link = ({ title, href, icon: Icon }: (typeof pages)[number], className: string, size: string): ReactNode => (
    <Link
      key={title}
      href={href}
      prefetch={false}
      onClick={closePopover}
      aria-current={isOnPage(pathname, href) ? "page" : undefined}
      className={className}
    >
      <Icon aria-hidden className={size} />
      {title}
      {href === notificationsHref() ? <AlertCount className="absolute top-1 left-1/2 ml-1.5" /> : null}
    </Link>
  );
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {near.map((page) => link(page, item, "size-5"))}
      {far.length === 0 ? (
        <button type="button" className={item} onClick={openPalette}>
          <Search aria-hidden className="size-5" />
          Search
        </button>
      ) : (
        <>
          <button
            type="button"
            className={clsx(item, isFar && "font-semibold text-accent")}
            popoverTarget="more-drawer"
          >
            <Ellipsis aria-hidden className="size-5" />
            More
          </button>
          <div
            id="more-drawer"
            popover="auto"
            className="floating inset-x-0 top-auto bottom-0 m-0 max-h-[80dvh] w-full max-w-none overflow-y-auto rounded-b-none p-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))]"
          >
            {far.map((page) => link(page, row, "size-5"))}
            <button
              type="button"
              className={row}
              onClick={(event) => {
                closePopover(event);
                openPalette();
              }}
            >
              <Search aria-hidden className="size-5" />
              Search
            </button>
          </div>
        </>
      )}
    </nav>
  );
}
