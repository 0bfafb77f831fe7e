"use client";
import { Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { openPalette } from "./overlays";
import { pages } from "./pages";

const item = "flex min-h-13 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-ink-2";

/** The pages on a phone, under the thumb. */
export function BottomNav() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {pages.map(({ title, href, icon: Icon }) => (
        <Link
          key={title}
          href={href}
          prefetch={false}
          aria-current={pathname === href ? "page" : undefined}
          className={`${item} aria-[current=page]:font-semibold aria-[current=page]:text-accent`}
        >
          <Icon aria-hidden className="size-5" />
          {title}
        </Link>
      ))}
      <button type="button" className={item} onClick={openPalette}>
        <Search aria-hidden className="size-5" />
        Search
      </button>
    </nav>
  );
}
