import versions from './versions.json';

/** A version of n8n, and the versions of its packages that it is made of, as its own package.json pins them. */
export interface Version {
	n8n: string;
	'n8n-core': string;
	'n8n-workflow': string;
}

/** The versions of n8n that the package is tested on, the oldest first; the last is the one that it is developed with. */
export const VERSIONS: readonly Version[] = versions;

/** Whether a version of the list comes before another of the list, or is the same. */
export function isUpTo(n8n: string, last: string): boolean {
	return placeOf(n8n) <= placeOf(last);
}

function placeOf(n8n: string): number {
	const place = VERSIONS.findIndex((version) => version.n8n === n8n);
	if (place < 0) throw new Error(`n8n ${n8n} is not in test/compat/versions.json`);
	return place;
}
