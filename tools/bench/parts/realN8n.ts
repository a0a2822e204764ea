import { concurrently } from '../../../gatepay/refund/concurrently';
import { startN8n, until, type N8n } from '../../n8n';
import { importCredentials } from '../../n8n/imports';
import type { ImportedCredential } from '../../n8n/sandboxCredentials';
import { cryptoCredential, recipeSteps } from '../contenders/builtInRecipe';
import { formFor } from '../contenders/gatePayRefund';
import { nodesOf, type Step } from '../contenders/workflow';
import type { Gateway } from '../gateway';
import type { QuietRounds } from '../quietRounds';
import type { RealN8n } from '../results';
import { quantile, spreadOf } from '../statistics';
import { ticketsFor, type Ticket } from '../tickets';
import { costOf } from './processCost';

export interface RealN8nSettings {
	repetitions: number;
	rounds: QuietRounds;
	/** In one round, for each workflow. */
	executions: number;
	report: (line: string) => void;
}

/** Tickets that a helpdesk sends at the same time. */
const AT_A_TIME = 5;

/** Executions before anything counts. */
const WARM_UP = 30;

/**
 * A webhook receives a ticket, the workflow makes the refund, the answer goes back: this node beside the recipe of n8n's
 * own nodes, each in a real n8n of its own, in turns. The gateway answers at once: what is measured is n8n and the nodes.
 */
export async function realN8n(
	gateway: Gateway,
	{ repetitions, rounds, executions, report }: RealN8nSettings,
): Promise<RealN8n[]> {
	const runners: Runner[] = [];
	const end = () => Promise.all(runners.map((runner) => runner.end()));
	// An n8n outlives the process that started it.
	const interrupted = () => void end().finally(() => process.exit(1));
	for (const signal of SIGNALS) process.once(signal, interrupted);
	try {
		for (const workflow of workflows(gateway)) runners.push(await Runner.start(gateway, workflow, report));
		for (const runner of runners) await runner.activate();
		for (const runner of runners) await runner.round(WARM_UP);
		const found = await rounds.run(repetitions, async () => {
			const round: Round[] = [];
			for (const runner of runners) round.push(await runner.round(executions, report));
			return round;
		});
		return await Promise.all(
			runners.map((runner, index) =>
				runner.result(
					executions,
					found.map((round) => round[index] as Round),
				),
			),
		);
	} finally {
		for (const signal of SIGNALS) process.off(signal, interrupted);
		await end();
	}
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

type ComparedWorkflow = Pick<RealN8n, 'contender' | 'checkExisting'> & { name: string; steps: Step[] };

function workflows({ credential }: Gateway): ComparedWorkflow[] {
	const ticket = '$json.body';
	const refund = (options: { checkExisting: boolean }): Step => ({
		name: 'Refund',
		type: 'n8n-nodes-gatepay.gatePayRefund',
		parameters: { ...formFor(ticket), options },
		credential: 'gatePayApi',
	});
	return [
		{
			name: 'bench-recipe',
			contender: 'builtInRecipe',
			checkExisting: false,
			steps: recipeSteps(credential, ticket),
		},
		...[true, false].map((checkExisting): ComparedWorkflow => ({
			name: checkExisting ? 'bench-node' : 'bench-node-unasked',
			contender: 'gatePayRefund',
			checkExisting,
			steps: [refund({ checkExisting })],
		})),
	];
}

/** What so many executions of one workflow came to; times in milliseconds. */
interface Round {
	perSecond: number;
	/** Of each execution. */
	answerTimes: number[];
	/** For one execution. */
	cpuTime: number;
}

/** One n8n with one workflow. */
class Runner {
	private constructor(
		private readonly gateway: Gateway,
		private readonly workflow: ComparedWorkflow,
		private readonly n8n: N8n,
	) {}

	static async start(
		gateway: Gateway,
		workflow: ComparedWorkflow,
		report: (line: string) => void,
	): Promise<Runner> {
		const n8n = await startN8n({
			name: workflow.name,
			report,
			prepare: (fresh) => importCredentials(fresh, credentialsFor(gateway)),
		});
		return new Runner(gateway, workflow, n8n);
	}

	/** Puts the workflow in, and waits until its webhook answers. */
	async activate(): Promise<void> {
		const { name, steps } = this.workflow;
		const { rest } = this.n8n;
		const { id, versionId } = await rest.post<{ id: string; versionId: string }>('/workflows', {
			name,
			active: false,
			settings: { executionOrder: 'v1' },
			...nodesOf([webhook(name), ...steps]),
		});
		await rest.post(`/workflows/${id}/activate`, { versionId });
		await this.gateway.makeFresh({ latency: 0, orders: 1 });
		await until('the webhook', () => this.execute(ticketsFor(1)[0] as Ticket));
	}

	/** Hands in so many tickets, a few at a time. */
	async round(executions: number, report?: (line: string) => void): Promise<Round> {
		const answerTimes: number[] = [];
		await this.gateway.makeFresh({ latency: 0, orders: executions });
		const before = await costOf(this.n8n.pid as number);
		const start = performance.now();
		await concurrently(ticketsFor(executions), AT_A_TIME, async (ticket) => {
			const sent = performance.now();
			await this.execute(ticket);
			answerTimes.push(performance.now() - sent);
		});
		const seconds = (performance.now() - start) / 1000;
		const after = await costOf(this.n8n.pid as number);
		const { paid } = await this.gateway.seen();
		if (paid !== executions) throw new Error(`${this.workflow.name}: ${paid} of ${executions} were paid`);
		const perSecond = executions / seconds;
		const cpuTime = (after.cpuTime - before.cpuTime) / executions;
		report?.(
			`${this.workflow.name}: ${perSecond.toFixed(1)} executions a second, CPU ${cpuTime.toFixed(1)} ms each`,
		);
		return { perSecond, answerTimes, cpuTime };
	}

	async result(executions: number, rounds: readonly Round[]): Promise<RealN8n> {
		const { contender, checkExisting } = this.workflow;
		const { peakMemory } = await costOf(this.n8n.pid as number);
		const answerTimes = rounds.flatMap((round) => round.answerTimes);
		return {
			contender,
			checkExisting,
			executions,
			perSecond: spreadOf(rounds.map(({ perSecond }) => perSecond)),
			answerTime: { median: quantile(answerTimes, 0.5), p99: quantile(answerTimes, 0.99) },
			cpuTime: spreadOf(rounds.map(({ cpuTime }) => cpuTime)),
			peakMemory,
		};
	}

	/** At once: there is nothing in it to keep. */
	async end(): Promise<void> {
		await this.n8n.kill();
	}

	/** @throws when the workflow didn't make the refund */
	private async execute(ticket: Ticket): Promise<true> {
		const answer = await fetch(`${this.n8n.url}/webhook/${this.workflow.name}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(ticket),
		});
		const text = await answer.text();
		if (!answer.ok || !text.includes(ticket.prepayId)) throw new Error(`HTTP ${answer.status}: ${text}`);
		return true;
	}
}

/** Answers with what the last node puts out. */
function webhook(path: string): Step {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { path, httpMethod: 'POST', responseMode: 'lastNode' },
		webhookId: path,
	};
}

function credentialsFor({ credential }: Gateway): ImportedCredential[] {
	const named = (type: string, data: object) => ({ id: type, name: type, type, data });
	return [named('gatePayApi', credential), named('crypto', cryptoCredential(credential))];
}
