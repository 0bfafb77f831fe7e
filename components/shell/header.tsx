"use client";
import { CircleQuestionMark, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { CombMark } from "./comb-mark";
import { LiveControls } from "./live-controls";
import { LiveIndicator } from "./live-indicator";
import { openHelp, openPalette } from "./overlays";
import { PageNav } from "./page-nav";
import { pages } from "./pages";
import { RangePicker } from "./range-picker";
import { ThemeMenu } from "./theme-menu";
import { type ShellUser, UserMenu } from "./user-menu";
import { UtcToggle } from "./utc-toggle";

/** Name, pages, and how this page is looked at. Range and liveness belong to the on-call page alone. */
export function Header({ user }: { user: ShellUser }) {
  const pathname = usePathname();
  const onCall = pathname === pages[0]?.href;
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-surface">
      <div className="mx-auto flex h-12 max-w-[104rem] items-center gap-1 px-2 md:px-5">
        <Link
          href={pages[0]?.href ?? "/"}
          prefetch={false}
          className="mr-2 flex items-center gap-2 whitespace-nowrap px-1 font-semibold tracking-tight md:mr-4"
        >
          <CombMark className="size-5" />
          honeyDue <span className="-ml-1 font-normal text-ink-3 max-sm:hidden">obs</span>
        </Link>
        <PageNav />
        <div className="ml-auto flex items-center gap-0.5">
          {onCall ? (
            <>
              <LiveIndicator />
              <LiveControls />
              <div className="max-xl:hidden">
                <RangePicker />
              </div>
            </>
          ) : null}
          <UtcToggle className="max-lg:hidden" />
          <button
            type="button"
            className="control max-md:hidden"
            onClick={openPalette}
            aria-label="Search (Ctrl K)"
            title="Search (Ctrl K)"
          >
            <Search aria-hidden className="size-4" />
          </button>
          <ThemeMenu />
          <button
            type="button"
            className="control max-md:hidden"
            onClick={openHelp}
            aria-label="Keys (?)"
            title="Keys (?)"
          >
            <CircleQuestionMark aria-hidden className="size-4" />
          </button>
          <UserMenu user={user} />
        </div>
      </div>
      {onCall ? (
        <div className="border-line border-t px-2 py-1 md:px-4 xl:hidden">
          <RangePicker />
        </div>
      ) : null}
    </header>
  );
}
