/** Names of the changes that may bear on an incident; what people do with their own account does not. */
const words: Record<string, (subject: string) => string> = {
  "token.create": (name) => `Token ${name} created`,
  "token.adopt": (name) => `Token ${name} taken over`,
  "token.rotate": (name) => `Token ${name} rotated`,
  "token.disable": (name) => `Token ${name} disabled`,
  "token.enable": (name) => `Token ${name} enabled`,
  "token.revoke": (name) => `Token ${name} revoked`,
  "setting.change": (name) => `Setting changed: ${name}`,
  "channel.create": (name) => `Notification channel ${name} added`,
  "channel.update": (name) => `Notification channel ${name} changed`,
  "channel.remove": (name) => `Notification channel ${name} removed`,
  "heartbeat.set": () => "Heartbeat set",
  "heartbeat.remove": () => "Heartbeat removed",
  "alert.acknowledge": (name) => `Acknowledged: ${name}`,
  "trigger.acknowledge": (name) => `Trigger acknowledged: ${name}`,
  "trigger.set": (name) => `Trigger set: ${name}`,
  "trigger.clear": (name) => `Trigger cleared by hand: ${name}`,
  "move.plan": (name) => `Planned: ${name}`,
  "move.withdraw": (name) => `Withdrawn: ${name}`,
  "move.finalize": (name) => `Closed: ${name}`,
  "move.rehearse": () => "Move rehearsed",
  "user.create": (name) => `User ${name} created`,
  "user.invite": (name) => `User ${name} invited`,
  "user.change-role": (name) => `Role of ${name} changed`,
  "user.disable": (name) => `User ${name} disabled`,
  "user.enable": (name) => `User ${name} enabled`,
  "user.recover": (name) => `Account ${name} recovered on the host`,
};

export const notableActions = Object.keys(words);

/** The change in words: "Token vmagent revoked". */
export const auditTitle = (action: string, subject: string) => words[action]?.(subject) ?? `${action}: ${subject}`;
