"use client";
import { Monitor, Moon, Sun, SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import { useHydrated } from "./use-hydrated";
import { UtcToggle } from "./utc-toggle";

const themes = [
  { value: "system", title: "As the system", icon: Monitor },
  { value: "light", title: "Light", icon: Sun },
  { value: "dark", title: "Dark", icon: Moon },
];

/** Light or dark; on a phone also what the header has no room for. */
export function ThemeMenu() {
  const { theme, setTheme } = useTheme();
  // The chosen theme is known to the browser only.
  const hydrated = useHydrated();
  return (
    <>
      <button type="button" popoverTarget="theme-menu" className="control" aria-label="Theme" title="Theme">
        <SunMoon aria-hidden className="size-4" />
      </button>
      <div id="theme-menu" popover="auto" className="floating anchored w-52 p-2">
        <fieldset>
          <legend className="px-2 pb-1 text-ink-3 text-xs">Theme</legend>
          {themes.map(({ value, title, icon: Icon }) => (
            <label
              key={value}
              className="flex h-9 items-center gap-2 rounded px-2 hover:bg-hover has-checked:bg-accent-tint has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="theme"
                value={value}
                checked={hydrated && theme === value}
                onChange={() => setTheme(value)}
                className="sr-only"
              />
              <Icon aria-hidden className="size-4" />
              {title}
            </label>
          ))}
        </fieldset>
        <div className="mt-2 flex items-center justify-between border-line border-t px-2 pt-2 text-ink-2 lg:hidden">
          Times
          <UtcToggle />
        </div>
      </div>
    </>
  );
}
