"use client";
import { Command } from "cmdk";
import type { ReactNode } from "react";

/** A titled group of the palette. */
export function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      forceMount={heading === "Trace"}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

type ItemProps = {
  value: string;
  keywords?: string[];
  onSelect: () => void;
  disabled?: boolean;
  always?: boolean;
  children: ReactNode;
};

/** One thing the palette can go to or do; typing matches `value` and its other names. */
export function Item({ always = false, ...props }: ItemProps) {
  return (
    <Command.Item
      {...props}
      forceMount={always}
      className="wrap-anywhere flex min-h-9 items-center gap-2 rounded px-2 data-[disabled=true]:text-ink-3 data-[selected=true]:bg-accent-tint data-[selected=true]:text-accent"
    />
  );
}
