/** Checks a value and gives it its type; names the field by `label` when it refuses. */
export type Reader<T> = (value: unknown, label: string) => T;
