import type { Studio } from './studio';
export async function filmLong(_: Studio): Promise<void> {}
