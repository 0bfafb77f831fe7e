import type { MouseEvent } from "react";

/** For a link or button inside a popover: it goes away once it was used. */
export function closePopover({ currentTarget }: MouseEvent<HTMLElement>): void {
  currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
}
