import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Reads `+<pid>` and `-<pid>`, a line each. When the input ends, because whoever writes it has ended in whatever way,
 * it ends the process groups that are left.
 */
const GUARD = `
	const groups = new Set();
	require('node:readline').createInterface({ input: process.stdin })
		.on('line', (line) => groups[line[0] === '+' ? 'add' : 'delete'](Number(line.slice(1))))
		.on('close', () => {
			for (const group of groups) try { process.kill(-group, 'SIGKILL') } catch {}
		});
`;

let guard: ChildProcess | undefined;

/** Sees to it that a process group doesn't outlive this process, not even where this one is interrupted or killed. */
export function endsWithUs(leader: ChildProcess): void {
	guard ??= startGuard();
	const { stdin } = guard;
	stdin?.write(`+${leader.pid}\n`);
	// The system may give its number to somebody else then.
	leader.once('exit', () => stdin?.write(`-${leader.pid}\n`));
}

function startGuard(): ChildProcess {
	// A group of its own: Ctrl+C in a terminal is meant for all of this process's group.
	const started = spawn(process.execPath, ['-e', GUARD], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	// Neither of them is a reason for this process to go on.
	started.unref();
	(started.stdin as Socket).unref();
	return started;
}
