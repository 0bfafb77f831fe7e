/**
 * Whether a value looks like a device token itself. APNs tokens are 64 hexadecimal digits or more, as a full SHA-256
 * is too: a hash that nobody can mistake is shorter. FCM tokens hold a colon and "APA91b".
 */
export function looksLikeDeviceToken(value: string): boolean {
  return /^[0-9a-f]{64,200}$/i.test(value) || /^[\w-]{10,60}:[\w-]{80,300}$/.test(value) || value.includes("APA91b");
}
