/** How many events are remembered: far more than GatePay has under way at a time. */
const MOST = 1_000;

/** The keys of the events that were taken on, the oldest first. What was stored is read with care: anyone can edit it. */
export function storedEventKeys(stored: unknown): string[] {
	return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
}

/** The keys with one more, without the oldest where they get too many. */
export function withEventKey(keys: readonly string[], key: string): string[] {
	return [...keys, key].slice(-MOST);
}
