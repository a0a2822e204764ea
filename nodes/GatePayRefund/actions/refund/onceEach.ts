/** Does what several items of a run need only once: whoever comes with the same key gets the same result. */
export type OnceEach<T> = (key: unknown, work: () => Promise<T>) => Promise<T>;

/** @returns a function that remembers as long as somebody holds it; keys are told apart by their JSON */
export function onceEach<T>(): OnceEach<T> {
	const begun = new Map<string, Promise<T>>();
	return async (key, work) => {
		const name = JSON.stringify(key);
		const result = begun.get(name) ?? work();
		begun.set(name, result);
		return await result;
	};
}
