import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

type Reply = { answer: unknown } | { fault: string };

/** A process of the benchmark's own, asked one question at a time. */
export class Helper<Question extends object> {
	private constructor(
		private readonly name: string,
		private readonly child: ChildProcess,
	) {}

	/**
	 * @param name the program beside this one, without `.js`
	 * @param options what it starts with
	 */
	static start<Question extends object>(name: string, options: object = {}): Helper<Question> {
		const child = fork(join(__dirname, `${name}.js`), [JSON.stringify(options)], {
			execArgv: ['--expose-gc', ...process.execArgv],
		});
		return new Helper(name, child);
	}

	/** @throws {Error} with what went wrong over there */
	async ask<Answer>(question: Question): Promise<Answer> {
		const settled = new AbortController();
		const { signal } = settled;
		const ended = once(this.child, 'exit', { signal }).then(([code]): never => {
			throw new Error(`The process ${this.name} ended with ${code}`);
		});
		const replied = once(this.child, 'message', { signal }) as Promise<[Reply]>;
		this.child.send(question);
		const [reply] = await Promise.race([replied, ended]).finally(() => {
			ended.catch(() => undefined);
			settled.abort();
		});
		if ('fault' in reply) throw new Error(`${this.name}: ${reply.fault}`);
		return reply.answer as Answer;
	}

	async end(): Promise<void> {
		if (this.child.exitCode !== null) return;
		const ended = once(this.child, 'exit');
		this.child.disconnect();
		await ended;
	}
}

/** What this process was started with. */
export function startOptions<Options>(): Options {
	return JSON.parse(process.argv[2] ?? '{}') as Options;
}

/** The other side: answers until the benchmark lets go of this process. */
export function answerQuestions<Question>(answer: (question: Question) => Promise<unknown>): void {
	process.on('message', (question: Question) => {
		answer(question).then(
			(given) => process.send?.({ answer: given }),
			(fault: unknown) => process.send?.({ fault: fault instanceof Error ? fault.stack : String(fault) }),
		);
	});
	process.once('disconnect', () => process.exit());
}
