import type { Played } from './play';

/** What is wrong with a history; nothing, if the property holds. */
export type Property = (played: Played) => readonly string[];
