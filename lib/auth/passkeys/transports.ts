const known = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
export type Transport = (typeof known)[number];

/** How an authenticator can be reached, by what the browser said; unknown words are left out. */
export function toTransports(text: string): Transport[] {
  const words = text.split(" ");
  return known.filter((transport) => words.includes(transport));
}
