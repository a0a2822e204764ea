import { spawn } from 'node:child_process';

export interface RunOptions {
	cwd?: string;
	environment?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end and gives what it printed to standard output.
 *
 * @throws with the end of everything it printed, when it ends with another code than 0 or can't be started
 */
export function run(
	program: string,
	programArguments: string[],
	{ cwd, environment = process.env }: RunOptions = {},
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, programArguments, {
			cwd,
			env: environment,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let output = '';
		let everything = '';
		child.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			everything += chunk.toString();
		});
		child.stderr.on('data', (chunk: Buffer) => {
			everything += chunk.toString();
		});
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve(output);
			else {
				const called = [program, ...programArguments].join(' ');
				reject(new Error(`${called} ended with ${code}:\n${everything.slice(-4_000)}`));
			}
		});
	});
}
