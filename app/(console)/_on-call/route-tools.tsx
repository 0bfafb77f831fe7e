"use client";
import { ArrowDown, ArrowUp, Search } from "lucide-react";
import { columnTitles } from "./route-columns";
import { type Sort, sortKeys } from "./route-table-view";

type Props = { filter: string; setFilter: (filter: string) => void; sort: Sort; setSort: (sort: Sort) => void };

/** Filter of the routes, and on a phone, where there are no column heads, the sort. */
export function RouteTools({ filter, setFilter, sort, setSort }: Props) {
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <>
      <label className="relative block max-md:flex-1">
        <span className="sr-only">Filter routes</span>
        <Search aria-hidden className="absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3" />
        <input
          id="route-filter"
          type="search"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          placeholder="Filter routes"
          autoComplete="off"
          spellCheck={false}
          className="field h-8 w-full pl-7 text-[0.8125rem] max-md:h-10 max-md:text-base md:w-52"
        />
        {filter === "" ? (
          <kbd
            aria-hidden
            className="absolute top-1/2 right-2 -translate-y-1/2 rounded border border-line px-1 text-2xs text-ink-3 max-md:hidden"
          >
            /
          </kbd>
        ) : null}
      </label>
      <div className="flex md:hidden">
        <label>
          <span className="sr-only">Sort routes by</span>
          <select
            value={sort.key}
            onChange={(event) => {
              const key = sortKeys.find((candidate) => candidate === event.target.value);
              if (key) setSort({ key, descending: key !== "route" });
            }}
            className="field h-10"
          >
            {sortKeys.map((key) => (
              <option key={key} value={key}>
                {columnTitles[key]}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="control"
          onClick={() => setSort({ ...sort, descending: !sort.descending })}
          aria-label={sort.descending ? "Largest first" : "Smallest first"}
        >
          <Arrow aria-hidden className="size-4" />
        </button>
      </div>
    </>
  );
}
