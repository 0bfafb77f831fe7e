"use client";
import type { Role } from "@/lib/actor/actor";

const choices: { role: Role; title: string; does: string }[] = [
  { role: "viewer", title: "Viewer", does: "Sees everything except secrets and users. Changes nothing." },
  { role: "admin", title: "Admin", does: "Issues and revokes tokens, sets limits, manages users." },
];

export function RoleChoice({ value, onChange }: { value: string; onChange: (role: Role) => void }) {
  return (
    <fieldset>
      <legend className="font-medium">Role</legend>
      <div className="mt-1 grid gap-2 sm:grid-cols-2">
        {choices.map(({ role, title, does }) => (
          <label
            key={role}
            className="flex cursor-pointer gap-2 rounded-md border border-line-strong p-3 has-checked:border-accent has-checked:bg-accent-tint has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="role"
              value={role}
              checked={value === role}
              onChange={() => onChange(role)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              <span className="block font-medium">{title}</span>
              <span className="block text-ink-2 text-xs">{does}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
