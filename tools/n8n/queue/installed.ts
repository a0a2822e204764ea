import { existsSync } from 'node:fs';

/**
 * A program of the system's that queue mode needs.
 *
 * @param path where Debian's package puts it; the environment's `variable` names another place
 * @throws in words that say what to install, when there is none
 */
export function installed(path: string, { variable, from }: { variable: string; from: string }): string {
	const program = process.env[variable] ?? path;
	if (existsSync(program)) return program;
	throw new Error(
		`There is no ${program}: install Debian's package ${from}, or name the program in ${variable}`,
	);
}
